"""The archive's revision, as a server asks for it with every request.

To ask PostgreSQL through a pool takes two ways there and back, the first of them to see whether the connection still
stands, and most of a millisecond with all that Django does around it: more than a page that is kept takes. So each
process of a server keeps one connection for this question alone.
"""

from __future__ import annotations

from threading import Lock

import psycopg
from django.db import connection
from psycopg.pq import ExecStatus

from .changes import QUERY, revision

_PATIENCE = 0.1  # seconds to wait for another thread's question
_CONNECT = 3  # seconds
_asking = Lock()
_line: psycopg.Connection | None = None


def revision_now() -> int:
    """The same as `revision`. Raises what that does where the database cannot be reached.

    What goes wrong on the connection of its own is left to the others, which know how to come back.
    """
    if connection.settings_dict["OPTIONS"].get("pool") and _asking.acquire(timeout=_PATIENCE):
        try:
            return _asked()
        except psycopg.Error:
            _hang_up()
        finally:
            _asking.release()
    return revision()


def _asked() -> int:
    global _line
    if _line is None:
        _line = psycopg.connect(**{"connect_timeout": _CONNECT, **connection.get_connection_params()}, autocommit=True)
    # Without cursor, adaptation and the state of a transaction: an answer of one number needs none of them.
    result = _line.pgconn.exec_(QUERY.encode())
    if result.status != ExecStatus.TUPLES_OK:
        raise psycopg.OperationalError(result.error_message.decode(errors="replace"))
    return int(result.get_value(0, 0) or 0)


def _hang_up() -> None:
    global _line
    if _line is not None:
        _line.close()
    _line = None
