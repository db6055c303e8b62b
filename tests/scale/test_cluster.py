"""A scheduler and two workers, each a process of its own as on machines of their own, and what becomes of it when one
is killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.ingest.reading import read

from .conftest import CALLS, ROOT, extract_into

PARTITIONS = 12


class Machines:
    """Processes that are ended with the test, whatever becomes of it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, []
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"

    def start(self, *command: str) -> subprocess.Popen:
        log = (self.folder / f"{len(self.processes)}.log").open("w")
        # No settings, and a database that there is none of: nothing here asks for it.
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DATABASE_URL": "sqlite:////no/database"}
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
        log.close()
        self.processes.append(process)
        return process

    def scheduler(self) -> subprocess.Popen:
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard"]
        process = self.start("-m", "distributed.cli.dask_scheduler", *where)
        wait_until(self.answers)
        return process

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def worker(self) -> subprocess.Popen:
        # Without the nanny that would start another in its place: what is killed stays away.
        how = ["--no-nanny", "--nthreads", "1", "--host", "127.0.0.1", "--no-dashboard"]
        return self.start("-m", "distributed.cli.dask_worker", self.address, *how)

    def extract(self, *arguments: str | Path) -> subprocess.Popen:
        return self.start("manage.py", "extract", *map(str, arguments))

    def said(self, process: subprocess.Popen) -> tuple[int, str, str]:
        out, _ = process.communicate(timeout=60)
        return process.returncode, out, (self.folder / f"{self.processes.index(process)}.log").read_text()

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait(30)
            process.stdout.close()


def wait_until(done: Callable[[], object]) -> None:
    end = time.monotonic() + 60
    while not done():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def machines(tmp_path):
    made = Machines(tmp_path)
    yield made
    made.end()


@pytest.fixture
def corpus(tmp_path) -> Path:
    """Files of some hundred texts, each of which takes long enough to be interrupted."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for number in range(PARTITIONS):
        lines = [line.replace('{"id": "', f'{{"id": "{number}-') for line in CALLS]
        (folder / f"part-{number:02}.jsonl").write_text("\n".join([*lines, "no JSON"]), "utf-8")
    return folder


def written(to: Path) -> list[Path]:
    return sorted(to.glob("*.extracted.*"))


def half_written(to: Path, worker: subprocess.Popen) -> list[Path]:
    """Files that the worker has begun and not ended."""
    return list(to.glob(f".*.{socket.gethostname()}-{worker.pid}-*"))


def stopped_at_work(to: Path, worker: subprocess.Popen) -> bool:
    """Halts the worker while it is in the middle of a partition."""
    if len(written(to)) < 3 or not half_written(to, worker):
        return False
    os.kill(worker.pid, signal.SIGSTOP)
    if half_written(to, worker):
        return True
    os.kill(worker.pid, signal.SIGCONT)
    return False


def test_a_worker_that_is_killed_half_way_costs_nothing(machines, corpus, tmp_path):
    machines.scheduler()
    killed, survivor = machines.worker(), machines.worker()
    to = tmp_path / "to"
    run = machines.extract(corpus, "--to", to, "--scheduler", machines.address)
    wait_until(lambda: stopped_at_work(to, killed))
    assert len(written(to)) < PARTITIONS - 1
    (half,) = half_written(to, killed)
    killed.kill()
    status, out, errors = machines.said(run)
    assert survivor.poll() is None
    assert out.startswith(f"Files: {PARTITIONS} written, 0 there already, 0 failed.\n"), errors
    assert (status, errors.count(": is not JSON")) == (1, PARTITIONS)
    # Each partition is there once, and of the half one nothing is left.
    assert half.name[1:].split(".extracted")[0] in {path.name.split(".extracted")[0] for path in written(to)}
    assert sorted(path.name[:12] for path in to.iterdir()) == sorted(path.name[:12] for path in corpus.iterdir())
    undisturbed = tmp_path / "undisturbed"
    extract_into(undisturbed, corpus, "parquet")
    assert [path.name for path in written(to)] == [path.name for path in written(undisturbed)]
    assert list(read([str(to)])) == list(read([str(undisturbed)]))
    # Begun again, there is nothing left to do.
    status, out, _ = machines.said(machines.extract(corpus, "--to", to, "--scheduler", machines.address))
    assert (status, out.splitlines()[0]) == (0, f"Files: 0 written, {PARTITIONS} there already, 0 failed.")


def test_a_run_that_is_told_to_stop_and_is_begun_again(machines, corpus, tmp_path):
    """By Ctrl-C in a terminal, which all of its processes get."""
    to = tmp_path / "to"
    run = machines.extract(corpus, "--to", to, "--workers", "2", "--form", "jsonl")
    wait_until(lambda: len(written(to)) >= 2)
    os.killpg(run.pid, signal.SIGINT)
    status, out, errors = machines.said(run)
    assert (status, "Stopped, as asked" in errors, "Traceback" in errors) == (143, True, False), errors
    done = len(written(to))
    assert 2 <= done < PARTITIONS
    status, out, _ = machines.said(machines.extract(corpus, "--to", to, "--workers", "2", "--form", "jsonl"))
    assert out.startswith(f"Files: {PARTITIONS - done} written, {done} there already, 0 failed.\n")
    assert len(list(to.iterdir())) == PARTITIONS


def test_a_scheduler_that_goes_away_is_said(machines, corpus, tmp_path):
    scheduler = machines.scheduler()
    machines.worker()
    run = machines.extract(corpus, "--to", tmp_path / "to", "--scheduler", machines.address)
    wait_until(lambda: written(tmp_path / "to"))
    scheduler.kill()
    status, out, errors = machines.said(run)
    assert (status, out) == (1, "")
    assert errors.splitlines()[-1] == (
        "CommandError: The scheduler is gone. What is done is whole; run it again to go on."
    )
