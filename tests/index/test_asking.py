"""The revision, asked for by many requests at once over one connection."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import psycopg

from articles.index import asking


class Line(asking._Line):
    """Its first question is answered when the test says so, with what was true when it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.revision, self.questions, self.begun, self.may_end = 1, 0, Event(), Event()

    def _asked(self) -> int:
        self.questions += 1
        revision = self.revision
        self.begun.set()
        assert self.may_end.wait(30)
        return revision


def together(line: Line, pool: ThreadPoolExecutor, number: int) -> list:
    """So many that ask while another is asking."""
    first = pool.submit(line.ask)
    assert line.begun.wait(30)
    line.revision = 2  # an edit, before the others come
    others = [pool.submit(line.ask) for _ in range(number)]
    end = time.monotonic() + 30
    while len(line._turn._waiters) < number:
        assert time.monotonic() < end
        time.sleep(0.01)
    line.may_end.set()
    return [asker.result(30) for asker in (first, *others)]


def test_who_comes_while_one_asks_sees_what_was_stored_before(monkeypatch):
    monkeypatch.setattr(asking, "_PATIENCE", 30)
    line = Line()
    with ThreadPoolExecutor(5) as pool:
        assert together(line, pool, 4) == [1, 2, 2, 2, 2]
    assert line.questions == 2, "those who waited asked together"


def test_nobody_waits_for_long(monkeypatch):
    """Who has no answer asks as everything else does."""
    monkeypatch.setattr(asking, "_PATIENCE", 0.01)
    line = Line()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(line.ask)
        assert line.begun.wait(30)
        assert line.ask() is None
        line.may_end.set()
        assert first.result(30) == 1


def test_a_question_that_fails_is_nobodys_answer_and_the_next_is_asked_anew(monkeypatch):
    line = Line()
    line.may_end.set()
    answer = line._asked
    monkeypatch.setattr(line, "_asked", lambda: (_ for _ in ()).throw(psycopg.OperationalError("gone")))
    assert line.ask() is None
    monkeypatch.setattr(line, "_asked", answer)
    assert line.ask() == 1
