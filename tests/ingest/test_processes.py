"""Runs that are killed, and runs side by side: other processes, as on a real machine."""

import json
import os
import random
import signal
import sqlite3
from pathlib import Path

import pytest
from django.db import OperationalError, connection, connections

from articles.ingest import pipeline
from articles.ingest.lock import patiently
from articles.models import Article, Fact, Meeting, Official
from articles.resolution.known import identify

from .conftest import exported
from .test_storing import LAMMY, LAMMY_EN, ROE

KILLED_AT = 20  # statements of SQL, chosen at random


@pytest.fixture
def files(tmp_path) -> list[str]:
    """Articles in several files; most calls have an account in more than one of them."""
    texts = {}
    for number in range(12):
        day = f"2024-05-{number // 3 + 1:02}"
        text = [LAMMY, LAMMY_EN, ROE][number % 3]
        texts[f"article {number}"] = "\n".join(
            [text.splitlines()[0].replace(text.split()[2], day), *text.splitlines()[1:]]
        )
    paths = []
    for name, sources in {"all": list(texts), "some": list(texts)[::2], "others": list(texts)[1:9]}.items():
        path = tmp_path / f"{name}.jsonl"
        rows = [json.dumps({"id": source, "text": texts[source]}) + "\n" for source in sources]
        path.write_text("".join(rows))
        paths.append(str(path))
    return paths


@pytest.fixture
def elsewhere(transactional_db, written, tmp_path, monkeypatch):
    """Run functions in processes of their own on one database, which the tests' is copied to if it is in memory."""
    monkeypatch.setattr(pipeline, "BATCH", 3)
    identify("Jane Roe", "GB", 2024)  # so that not every child has to read the list of office holders
    path = tmp_path / "archive.sqlite3"
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(path) as copy:
            connection.connection.backup(copy)
        copy.close()
    return lambda *tasks: run(path, *tasks)


def run(path: Path, *tasks) -> list[int]:
    """Fork a process for each task and wait; what became of each, as `os.waitstatus_to_exitcode` has it."""
    if connection.vendor != "sqlite":
        connections.close_all()
    children = []
    for task in tasks:
        child = os.fork()
        if child == 0:
            work(path, task)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def work(path: Path, task) -> None:
    """In the child: never to return into the test."""
    try:
        if connection.vendor == "sqlite":
            connection.connection = None
            connection.settings_dict = {**connection.settings_dict, "NAME": str(path)}
        connection.in_atomic_block = False
        task()
        connections.close_all()
        os._exit(0)
    except BaseException as error:
        os.write(2, f"{error!r}\n".encode())
        os._exit(1)


def archive_into(path: Path):
    return lambda: path.write_text("\n".join(exported()))


def empty() -> None:
    for model in (Article, Meeting, Fact, Official):
        model.objects.all().delete()


def counting(task, into: Path):
    """The task, and how many statements of SQL it takes."""

    def run_and_count() -> None:
        statements = []
        with connection.execute_wrapper(lambda execute, *args: (statements.append(1), execute(*args))[1]):
            task()
        into.write_text(str(len(statements)))

    return run_and_count


def killing_itself(after: int, task):
    """The task, in a process that is killed with that many statements of SQL behind it."""

    def run_and_die() -> None:
        left = after

        def count(execute, *args):
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*args)

        with connection.execute_wrapper(count):
            task()

    return run_and_die


def test_a_run_that_was_killed_can_simply_be_run_again(elsewhere, files, tmp_path):
    def ingest() -> None:
        assert not pipeline.ingest(files[:1]).problems

    assert elsewhere(counting(ingest, tmp_path / "statements")) == [0]
    elsewhere(archive_into(tmp_path / "undisturbed"))
    undisturbed = (tmp_path / "undisturbed").read_text()
    # How many statements there are differs by a few from one run to the next.
    statements = int((tmp_path / "statements").read_text()) - 10
    for after in random.Random().sample(range(statements), KILLED_AT):
        elsewhere(empty)
        assert elsewhere(killing_itself(after, ingest)) == [-signal.SIGKILL]
        assert elsewhere(ingest) == [0]
        elsewhere(archive_into(tmp_path / "after"))
        assert (tmp_path / "after").read_text() == undisturbed != "", f"killed after {after} statements"


def test_four_runs_at_once_give_the_archive_of_one(elsewhere, files, tmp_path):
    def ingest(*paths):
        def take_in() -> None:
            assert not pipeline.ingest(paths).problems

        return take_in

    assert elsewhere(ingest(files[0])) == [0]
    elsewhere(archive_into(tmp_path / "one"))
    elsewhere(empty)
    everything, some, others = files
    assert elsewhere(ingest(everything), ingest(others, some), ingest(some, everything), ingest(others)) == [0] * 4
    elsewhere(archive_into(tmp_path / "four"))
    assert (tmp_path / "four").read_text() == (tmp_path / "one").read_text() != ""


def test_a_busy_database_is_waited_for():
    busy, told = ["database is locked", "database table is locked"], []

    def write() -> str:
        if busy:
            raise OperationalError(busy.pop())
        return "written"

    assert patiently(write, lambda: told.append("busy")) == "written"
    assert told == ["busy", "busy"]


@pytest.mark.parametrize(("message", "patience"), [("disk I/O error", 60), ("database is locked", -1)])
def test_what_waiting_does_not_mend_is_raised(message, patience):
    def write() -> None:
        raise OperationalError(message)

    with pytest.raises(OperationalError, match=message):
        patiently(write, lambda: None, patience)
