"""Every list as a file: the same query, one row a record, with where it comes from in each row."""

from .forms import FORMS, TooLongError
from .lists import LISTS
from .notes import Note

__all__ = ["FORMS", "LISTS", "Note", "TooLongError"]
