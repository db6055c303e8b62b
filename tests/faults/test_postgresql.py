"""A server on PostgreSQL whose database goes away and comes back, is slow, or has few connections to give."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, connections

from articles.ingest.lock import writing
from articles.models import Country

from .test_processes import Machine, free_port, serve

__all__ = ["serve"]
pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is a file, not a server")

# Pages without the static files that a public server has collected, and kept all the same.
PAGES = {"DEBUG": "1", "PAGES_KEPT_MB": "8"}


class Door:
    """Stands before the database, lets everyone through or no one, and counts."""

    def __init__(self, host: str, port: int) -> None:
        self.behind, self.port, self.most, self.inside = (host, port), free_port(), 0, []

    def open(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._let_in, args=(self.listener,), daemon=True).start()

    def shut(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for one in self.inside:
            _end(one)  # a socket that a thread reads from stays open for the other side when it is closed here
            one.close()

    def _let_in(self, listener: socket.socket) -> None:
        while True:
            try:
                client = listener.accept()[0]
            except OSError:
                return
            server = socket.create_connection(self.behind)
            self.inside += [client, server]
            self.most = max(self.most, sum(one.fileno() >= 0 for one in self.inside) // 2)
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    @staticmethod
    def _pass_on(one: socket.socket, other: socket.socket) -> None:
        try:
            while piece := one.recv(65536):
                other.sendall(piece)
        except OSError:
            pass
        _end(one)
        _end(other)
        one.close()


def _end(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def door(transactional_db):
    at = connection.settings_dict
    made = Door(at["HOST"] or "127.0.0.1", int(at["PORT"] or 5432))
    made.open()
    yield made
    made.shut()


@pytest.fixture
def machine(door, tmp_path) -> Machine:
    made, at = Machine(tmp_path), connection.settings_dict
    secret = f":{at['PASSWORD']}" if at["PASSWORD"] else ""
    made.environment["DATABASE_URL"] = f"postgres://{at['USER']}{secret}@127.0.0.1:{door.port}/{at['NAME']}"
    return made


def test_it_says_so_while_the_database_is_away_and_recovers_by_itself(door, serve):
    server = serve()
    assert server.get("/calls.csv").status == 200
    door.shut()
    answer = server.get("/calls.csv")
    assert answer.status == 503
    assert int(answer.getheader("Retry-After")) > 0
    assert "The archive cannot answer now" in answer.read().decode()
    assert server.get("/readyz").status == 503
    door.open()
    end = time.monotonic() + 60
    while server.get("/calls.csv").status != 200:
        assert time.monotonic() < end
        time.sleep(0.5)


def test_a_reader_does_not_wait_for_ever(serve):
    server = serve(DB_STATEMENT_TIMEOUT="1")
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("LOCK TABLE articles_meeting IN ACCESS EXCLUSIVE MODE")
        answer = server.get("/api/v1/calls")
        cursor.execute("ROLLBACK")
    assert answer.status == 503
    assert server.get("/api/v1/calls").status == 200


def test_a_command_has_all_the_time_it_needs(machine):
    ask = "from django.db import connection as c; print(c.cursor().execute('SHOW statement_timeout').fetchone()[0])"
    assert machine.manage("shell", "--no-imports", "-c", ask).stdout.strip() == "0"


def test_many_readers_share_few_connections(door, serve):
    server = serve(DB_POOL="2")
    with ThreadPoolExecutor(16) as readers:
        answers = list(readers.map(lambda _: server.get("/calls.csv").status, range(60)))
    assert answers == [200] * 60
    assert door.most <= 6  # two processes, of which each asks for the revision on one more


def test_the_revision_is_asked_for_again_on_a_connection_that_was_cut(serve, reference):
    server = serve(**PAGES)
    assert [server.get("/calls/").status for _ in range(8)] == [200] * 8
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid()"
        )
    assert [server.get("/calls/").status for _ in range(8)] == [200] * 8


def test_an_edit_shows_at_once_in_pages_that_were_kept(serve, reference):
    server = serve(**PAGES)
    for name in ("Albion", "Loegria", "Prydain"):
        assert [name in server.get("/calls/?country=GB").read().decode() for _ in range(4)] == [False] * 4
        with writing():
            Country.objects.filter(code="GB").update(name=name, names={"en": name})
        assert [name in server.get("/calls/?country=GB").read().decode() for _ in range(4)] == [True] * 4
    connections.close_all()
