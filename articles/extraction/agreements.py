"""Treaties, partnerships, plans and mechanisms that a text names."""

from __future__ import annotations

from collections.abc import Sequence

from .facts import Agreement
from .page import Page


def agreements(page: Page, scope: Sequence[int], parties: Sequence[str]) -> tuple[Agreement, ...]:
    """Agreements named in the sentences numbered `scope`, in the order of the text. `parties`: of the meeting."""
    return ()
