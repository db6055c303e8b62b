"""A database that is away, too slow, read-only, or not the one that the code was written for."""

import json
import sqlite3
from contextlib import contextmanager

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from articles.operating import faults

PAGES = ["/", "/calls/", "/calls.csv", "/oai?verb=Identify", "/healthz"]


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@contextmanager
def failing(error: Exception):
    """Whatever is asked of the database fails so."""

    def fail(*_):
        raise error

    with connection.execute_wrapper(fail):
        yield


def sqlite_error(code: int, message: str) -> OperationalError:
    cause = sqlite3.OperationalError(message)
    cause.sqlite_errorcode = code
    error = OperationalError(message)
    error.__cause__ = cause
    return error


DOWN = [
    OperationalError('connection to server at "10.0.0.5", port 5432 failed: Connection refused\n\tIs it running?'),
    OperationalError("canceling statement due to statement timeout"),
    InterfaceError("the connection is closed"),
    sqlite_error(sqlite3.SQLITE_CANTOPEN, "unable to open database file"),
    sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT, "database is locked"),
    sqlite_error(sqlite3.SQLITE_READONLY_DIRECTORY, "attempt to write a readonly database"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("error", DOWN, ids=lambda error: str(error)[:30])
def test_a_database_that_is_away_is_said_on_a_page_of_the_site_and_in_one_line(visitor, caplog, error):
    with failing(error):
        answer = visitor.get("/calls/")
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    assert "The archive cannot answer now" in page
    assert "10.0.0.5" not in page
    said = [record for record in caplog.records if record.levelname == "ERROR"]
    assert len(said) == 1
    assert said[0].getMessage().startswith("/calls/: the database cannot be used: ")
    assert said[0].exc_info is None
    assert visitor.get("/calls/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_every_page_that_needs_the_database_answers_so(visitor, address):
    with failing(DOWN[0]):
        answer = visitor.get(address)
    assert answer.status_code == 503


@pytest.mark.django_db
def test_a_signed_in_editor_gets_the_page_as_well(visitor, admin_client):
    visitor.cookies = admin_client.cookies
    with failing(DOWN[0]):
        assert visitor.get("/admin/").status_code == 503


@pytest.mark.django_db
def test_a_program_is_told_in_its_own_form(visitor):
    with failing(DOWN[0]):
        answer = visitor.get("/api/v1/calls")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert int(answer["Retry-After"]) > 0
    assert json.loads(answer.content)["status"] == 503


@pytest.mark.django_db
@pytest.mark.parametrize(
    "error",
    [sqlite_error(sqlite3.SQLITE_ERROR, 'near "SELEC": syntax error'), ProgrammingError("syntax error"), KeyError("x")],
    ids=str,
)
def test_a_fault_of_the_program_stays_one(visitor, caplog, error):
    with failing(error):
        assert visitor.get("/calls/").status_code == 500
    assert any(record.exc_info for record in caplog.records)


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def earlier_database(transactional_db):
    """One that lacks a migration, what it brings, and those after it."""
    first = "0013_syndication"
    recorder = MigrationRecorder(connection)
    lacking = [name for app, name in recorder.applied_migrations() if app == "articles" and name >= first]
    for name in lacking:
        recorder.record_unapplied("articles", name)
    sql("ALTER TABLE articles_article RENAME COLUMN syndication TO not_yet")
    yield f"articles.{first}"
    sql("ALTER TABLE articles_article RENAME COLUMN not_yet TO syndication")
    for name in lacking:
        recorder.record_applied("articles", name)


def test_a_migration_that_has_not_run_is_named_with_its_remedy(visitor, caplog, earlier_database):
    answer = visitor.get("/articles/1/")
    assert answer.status_code == 503
    line = next(record.getMessage() for record in caplog.records if record.levelname == "ERROR")
    assert earlier_database in line
    assert "manage.py migrate" in line
    assert not any(record.exc_info for record in caplog.records)
    assert visitor.get("/readyz").content == b"the database lacks migrations"


@pytest.mark.django_db
def test_ready_says_what_is_wanting(visitor, monkeypatch):
    assert (visitor.get("/readyz").status_code, visitor.get("/readyz").content) == (200, b"ok")
    with failing(DOWN[0]):
        answer = visitor.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"the database does not answer")


@pytest.mark.django_db
def test_none_is_missing_from_a_database_that_was_migrated():
    assert faults.missing_migrations() == []
