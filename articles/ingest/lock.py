"""Writers take turns.

A meeting is worked out from many articles, so two runs that store at once could each miss what the other has
not yet committed. One writes at a time, for the length of a transaction; reading a page is never held up, and
extraction, which takes most of the time, happens outside.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import OperationalError, connection, transaction

from articles.index import record

Result = TypeVar("Result")
# Any number will do, as long as nothing else in the database takes a lock of the same.
_TURN = 4_683_546
PATIENCE = 600  # seconds that a run waits for others before it gives up


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that no other writer of the archive overlaps. SQLite lets only one write in any case.

    Whatever it stores, names and articles too, makes a new revision of the archive.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])
        yield
        record(())


def patiently(write: Callable[[], Result], waiting: Callable[[], None], patience: float = PATIENCE) -> Result:
    """Run a transaction again for as long as the database is busy with another; `waiting` is told so each time."""
    end = time.monotonic() + patience
    while True:
        try:
            return write()
        except OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            waiting()
