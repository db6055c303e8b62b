"""Signals, full disks and broken files, met by real processes."""

import json
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from articles.ingest.pipeline import BATCH
from tests.test_project import PRODUCTION, ROOT

ARTICLES = 2 * BATCH + 50
TEXT = (
    "Foreign Minister Bui Thanh Son spoke by phone with Foreign Secretary David Lammy on {day}. They discussed trade."
)


class Machine:
    """A folder with an archive of its own, and commands that run there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "archive.sqlite3"
        self.environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": f"sqlite:///{self.database}",
            "DATA_DIR": str(folder / "published"),
            "PYTHONPATH": str(ROOT),
        }

    def start(self, *command: str, **more) -> subprocess.Popen:
        more = {"cwd": ROOT, "env": self.environment, **more}
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)

    def manage(self, *arguments: str, **more) -> subprocess.CompletedProcess:
        process = self.start(sys.executable, "manage.py", *arguments, **more)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def exported(self) -> list[str]:
        return sorted(self.manage("export").stdout.splitlines())


@pytest.fixture(scope="module")
def new(tmp_path_factory) -> Machine:
    made = Machine(tmp_path_factory.mktemp("new"))
    assert made.manage("migrate", "--verbosity=0").returncode == 0
    assert made.manage("load_reference").returncode == 0
    return made


@pytest.fixture
def machine(new, tmp_path) -> Machine:
    """One with an archive that has read nothing yet."""
    made = Machine(tmp_path)
    with closing(sqlite3.connect(new.database)) as source, closing(sqlite3.connect(made.database)) as copy:
        source.backup(copy)
    return made


@pytest.fixture
def articles(tmp_path) -> Path:
    """A call a day of the months of 2024, an article each."""
    path = tmp_path / "articles.jsonl"
    days = [f"{day} {month} 2024" for month in ("March", "May", "July") for day in range(1, 31)]
    rows = [{"id": f"a{n}", "text": TEXT.format(day=days[n % 90]) + f" Report {n}."} for n in range(ARTICLES)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def articles_in(machine: Machine) -> int:
    count = "from articles.models import Article; print(Article.objects.count())"
    return int(machine.manage("shell", "--no-imports", "-c", count).stdout)


@pytest.mark.parametrize(("workers", "number"), [("1", signal.SIGTERM), ("2", signal.SIGINT)])
def test_a_run_that_is_told_to_stop_ends_after_the_batch_at_hand(machine, articles, workers, number):
    process = machine.start(
        sys.executable, "manage.py", "ingest", "--workers", workers, str(articles), start_new_session=True
    )
    wait_until(lambda: is_writing(machine), process)
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 143, err
    assert "Stopped, as asked" in err
    assert "Traceback" not in err
    stored = articles_in(machine)
    assert stored in (BATCH, 2 * BATCH)
    assert f"Articles: {stored} new" in out
    assert machine.manage("ingest", str(articles)).returncode == 0
    assert articles_in(machine) == ARTICLES


def is_writing(machine: Machine) -> bool:
    """A batch is in the write-ahead log, or on its way there."""
    log = machine.database.with_name(f"{machine.database.name}-wal")
    return log.exists() and log.stat().st_size > 0


def wait_until(done, process: subprocess.Popen) -> None:
    end = time.monotonic() + 60
    while not done():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.01)


def limited(size: int):
    """No file of the process may grow beyond: what a full disk does to it, without one."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_ingest_on_a_full_disk_says_so_and_can_be_run_again(machine, articles):
    run = machine.manage("ingest", str(articles), preexec_fn=limited(1_000_000))
    assert run.returncode == 1
    assert "The database cannot be used: " in run.stderr
    assert "Traceback" not in run.stderr
    assert articles_in(machine) % 100 == 0
    assert machine.manage("ingest", str(articles)).returncode == 0
    again = machine.exported()
    assert machine.manage("rebuild").returncode == 0
    assert machine.exported() == again != []


@pytest.mark.parametrize("command", [["publish", "--quiet"], ["backup", "--to", "{folder}/published"]])
def test_a_full_disk_leaves_no_half_file(machine, articles, command):
    machine.manage("ingest", str(articles))
    command = [part.format(folder=machine.folder) for part in command]
    run = machine.manage(*command, preexec_fn=limited(33_000))
    assert run.returncode == 1
    assert "Traceback" not in run.stderr
    assert not list((machine.folder / "published").iterdir())
    assert machine.manage(*command).returncode == 0
    assert len(list((machine.folder / "published").iterdir())) == 2


@pytest.mark.parametrize("command", [["publish"], ["backup", "--to", "/sys/nowhere"]])
def test_a_folder_that_cannot_be_written_is_named(machine, command):
    machine.environment["DATA_DIR"] = "/sys/nowhere"
    run = machine.manage(*command)
    assert run.returncode == 1
    assert run.stderr.startswith("Cannot write /sys/nowhere: ")


def test_without_its_tables_a_command_names_the_remedy(tmp_path, articles):
    run = Machine(tmp_path).manage("export")
    assert run.returncode == 1
    assert "manage.py migrate" in run.stderr
    assert "Traceback" not in run.stderr


BREAKS = [
    "extraction/lexicon/parties.toml",
    "extraction/lexicon/en/topics.toml",
    "extraction/holders/vn.toml",
    "ingest/reference/organisations.toml",
]


@pytest.fixture
def broken(tmp_path, request) -> Path:
    """The program with one broken data file."""
    program = tmp_path / "program"
    program.mkdir()
    for name in ("articles", "diplomacy", "templates", "locale", "static"):
        subprocess.run(["cp", "-r", str(ROOT / name), str(program)], check=True)
    for name in ("manage.py", "gunicorn.conf.py"):
        subprocess.run(["cp", str(ROOT / name), str(program)], check=True)
    file = program / "articles" / request.param
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join(["half an entry", *lines]), "utf-8")
    return program


@pytest.mark.parametrize("broken", BREAKS, indirect=True)
def test_a_broken_data_file_is_named_with_its_line_and_nothing_begins(machine, articles, broken, request):
    file = Path(request.node.callspec.params["broken"])
    machine.environment |= PRODUCTION | {"PYTHONPATH": str(broken)}
    for command in (["check"], ["extract", str(articles)], ["ingest", str(articles)]):
        if command[0] == "extract" and file.parts[0] != "extraction":
            continue
        run = machine.manage(*command, cwd=broken)
        assert run.returncode == 1, command
        assert f"{file.name} in {file.parent.name}" in run.stderr
        assert "line 1" in run.stderr
        assert "Traceback" not in run.stderr
        assert not run.stdout
    assert articles_in(Machine(machine.folder)) == 0
    command = [sys.executable, "-m", "gunicorn", "diplomacy.wsgi", "--bind=127.0.0.1:0", "--no-control-socket"]
    server = machine.start(*command, cwd=broken)
    _, err = server.communicate(timeout=60)
    assert server.returncode  # it does not try again and again
    assert f"{file.name} in {file.parent.name}" in err


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    def __init__(self, machine: Machine, application: str, **environment: str) -> None:
        machine.environment |= PRODUCTION | {"ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "0"} | environment
        self.port = free_port()
        command = ["-m", "gunicorn", application, f"--bind=127.0.0.1:{self.port}", "--no-control-socket"]
        self.process = machine.start(sys.executable, *command)
        wait_until(lambda: self.answers("/healthz"), self.process)

    def get(self, path: str):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        return connection.getresponse()

    def answers(self, path: str) -> bool:
        try:
            return self.get(path).status == 200
        except OSError:
            return False

    def workers(self) -> set[int]:
        """The processes that answer, by number."""
        return set(map(int, Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()))

    def stop(self) -> str:
        self.process.terminate()
        return self.process.communicate(timeout=60)[1]


@pytest.fixture
def serve(machine):
    """Starts a server of the machine; whatever becomes of the test, it is stopped."""
    servers = []

    def start(application: str = "diplomacy.wsgi", **environment: str) -> Server:
        servers.append(Server(machine, application, **environment))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def test_a_server_that_is_told_to_stop_finishes_the_export_that_it_sends(machine, articles, serve):
    assert machine.manage("ingest", str(articles)).returncode == 0
    server = serve("tests.faults.slow")
    answer = server.get("/calls.csv")
    begun = answer.read(10)
    server.process.terminate()
    text = (begun + answer.read()).decode()
    assert text.count("\n") > 80
    assert server.process.wait(60) == 0
    with pytest.raises(ConnectionRefusedError):
        server.get("/healthz")


def test_a_restart_turns_nobody_away(serve):
    """HUP, as after an upgrade: other processes answer, and between them no request is refused or broken off."""
    server = serve()
    before, answered, is_over = server.workers(), [], threading.Event()

    def ask() -> None:
        while not is_over.is_set():
            answered.append(server.get("/readyz").status)

    with ThreadPoolExecutor(2) as readers:
        asking = [readers.submit(ask) for _ in range(2)]
        server.process.send_signal(signal.SIGHUP)
        end = time.monotonic() + 60
        while server.workers() & before or len(server.workers()) < len(before):
            assert time.monotonic() < end, "the old processes are still there"
            time.sleep(0.1)
        is_over.set()
        for one in asking:
            one.result(60)
    assert set(answered) == {200}
    assert server.answers("/readyz")


def test_a_slow_client_keeps_nobody_else_waiting(serve):
    server = serve()
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(3)]
    for client in slow:
        client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0")  # and no more
    assert server.answers("/readyz")
    for client in slow:
        client.close()


def test_all_processes_count_together(machine, serve):
    server = serve(METRICS="1")
    for _ in range(40):
        assert server.get("/calls.csv").read()
    # An answer is counted when its last byte is gone, so that who has it may be a moment ahead of the count.
    counted = []
    for _ in range(50):
        counted = [line for line in server.get("/metrics").read().decode().splitlines() if 'page="download"' in line]
        if 'hotline_request_seconds_count{page="download"} 40.0' in counted:
            break
        time.sleep(0.1)
    assert 'hotline_request_seconds_count{page="download"} 40.0' in counted
    assert 'hotline_requests_total{method="GET",page="download",status="200"} 40.0' in counted


def test_the_log_of_a_server_is_json_to_its_last_line(serve):
    server = serve(LOG_FORMAT="json")
    server.get("/calls.csv?q=searched").read()
    lines = [json.loads(line) for line in server.stop().splitlines()]
    (access,) = (line for line in lines if line.get("path") == "/calls.csv")
    assert access["status"] == 200
    assert all("searched" not in line["message"] for line in lines)  # each request once, without its query
    assert {"gunicorn.error", "articles.access"} <= {line["logger"] for line in lines}
