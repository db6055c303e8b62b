"""Who said what, and what they did in saying it."""

from __future__ import annotations

from collections.abc import Sequence

from .facts import Statement
from .page import Page
from .people import Person


def statements(
    page: Page, scope: Sequence[int], people: Sequence[Person], parties: Sequence[str]
) -> tuple[Statement, ...]:
    """Statements of the participants `people` and the `parties` in the sentences numbered `scope`."""
    return ()
