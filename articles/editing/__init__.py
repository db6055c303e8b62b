"""The editors' desk without its pages: acts on meetings and persons, previews, undo, history, the queue.

A view or an admin form turns what was clicked into one of these calls. Nothing here edits a fact: an act leaves
rulings, and the archive is worked out anew from them (`articles.ingest.archive.rework`).
"""

from .acts import (
    add,
    confirm,
    correct,
    different_person,
    dismiss,
    keep_apart,
    merge,
    reject,
    same_person,
    split,
    undo,
)
from .enact import Outcome, Seen
from .errors import EditError, NotInTextError, StaleEditError
from .evidence import Span, marked
from .previews import Preview, preview
from .telling import make_meeting, put_to

__all__ = [
    "EditError",
    "NotInTextError",
    "Outcome",
    "Preview",
    "Seen",
    "Span",
    "StaleEditError",
    "add",
    "confirm",
    "correct",
    "different_person",
    "dismiss",
    "keep_apart",
    "make_meeting",
    "marked",
    "merge",
    "preview",
    "put_to",
    "reject",
    "same_person",
    "split",
    "undo",
]
