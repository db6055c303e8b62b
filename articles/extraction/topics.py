"""What was talked about."""

from __future__ import annotations

from collections.abc import Sequence

from .facts import Coded
from .page import Page


def topics(page: Page, scope: Sequence[int]) -> tuple[Coded, ...]:
    """Topics that the sentences numbered `scope` say were discussed, in the order of TOPICS."""
    return ()
