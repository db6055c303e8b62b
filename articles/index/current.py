"""The sets of this process, brought up to date whenever they are asked for."""

from __future__ import annotations

from threading import Lock

from .changes import since
from .rows import rows
from .sets import Sets

_AT_MOST = 20_000  # changed meetings; beyond them reading everything costs less
_updating = Lock()
_sets: Sets | None = None


def current() -> Sets:
    """The archive as it is now, its last commit included: one query if nothing changed since this was last asked.

    A new revision has sets of its own, even where no meeting changed but what one of its records is called.
    """
    global _sets
    known = _sets
    revision, changed = since(known.revision if known else -1)
    if known and revision == known.revision:
        return known
    with _updating:
        if _sets is not known:  # another thread was faster
            return _sets
        if known is None or changed is None or len(changed) > _AT_MOST:
            _sets = Sets.read(revision, rows())
        else:
            _sets = known.after(revision, changed, rows(changed))
        return _sets


def forget() -> None:
    """Read everything anew when next asked: for tests, and for who changes the database behind the archive's back."""
    global _sets
    with _updating:
        _sets = None
