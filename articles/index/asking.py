"""The archive's revision, as a server asks for it with every request.

To ask PostgreSQL through a pool takes two ways there and back, the first of them to see whether the connection still
stands, and most of a millisecond with all that Django does around it: more than a page that is kept takes. So each
process of a server keeps one connection for this question alone, and requests that come while one is asking ask
together when it has its answer: one that was asked for before they came might miss an edit.
"""

from __future__ import annotations

from threading import Condition

import psycopg
from django.db import connection
from psycopg.pq import ExecStatus

from .changes import QUERY, revision

_PATIENCE = 0.1  # seconds to wait for what another thread asks
_CONNECT = 3  # seconds


class _Line:
    """The connection, and who asks over it."""

    def __init__(self) -> None:
        self._turn = Condition()
        self._begun = self._ended = 0  # questions
        self._answer: int | None = None  # of the last that ended; None if it failed
        self._connection: psycopg.Connection | None = None

    def ask(self) -> int | None:
        """What a question says that began after this was called; None if it failed or takes too long."""
        with self._turn:
            mine = self._begun + 1
            is_free = self._turn.wait_for(lambda: self._ended >= mine or self._ended == self._begun, _PATIENCE)
            if self._ended >= mine:
                return self._answer
            if not is_free:
                return None
            self._begun = mine
        answer = None
        try:
            answer = self._asked()
        except psycopg.Error:
            self._hang_up()
        finally:
            with self._turn:
                self._ended, self._answer = mine, answer
                self._turn.notify_all()
        return answer

    def _asked(self) -> int:
        if self._connection is None:
            given = connection.get_connection_params()
            self._connection = psycopg.connect(**{"connect_timeout": _CONNECT, **given}, autocommit=True)
        # Without cursor, adaptation and the state of a transaction: an answer of one number needs none of them.
        result = self._connection.pgconn.exec_(QUERY.encode())
        if result.status != ExecStatus.TUPLES_OK:
            raise psycopg.OperationalError(result.error_message.decode(errors="replace"))
        return int(result.get_value(0, 0) or 0)

    def _hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


_line = _Line()


def revision_now() -> int:
    """The same as `revision`. Raises what that does where the database cannot be reached.

    What goes wrong on the connection of its own is left to the others, which know how to come back.
    """
    answer = _line.ask() if connection.settings_dict["OPTIONS"].get("pool") else None
    return revision() if answer is None else answer
