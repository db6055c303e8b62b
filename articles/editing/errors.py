"""Why an edit was refused, in words for the editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from articles.models import Ruling

    from .states import FactState, MeetingState


class EditError(ValueError):
    """What was asked for cannot be done; nothing was changed."""


class NotInTextError(EditError):
    """The sentence given as evidence does not stand in the article."""


class StaleEditError(EditError):
    """The record was changed after the page that the edit was made on.

    `now` is what it says at present, `since` the standing rulings that made it so (none if a text was read anew).
    """

    def __init__(self, now: Sequence[FactState | MeetingState], since: Sequence[Ruling]) -> None:
        super().__init__("The record was changed after this page was opened.")
        self.now = list(now)
        self.since = list(since)


class StaleRecordError(EditError):
    """An official, a country ... was changed after the page that the edit was made on: `now` is how it reads."""

    def __init__(self, now: dict[str, Any], since: Sequence[Ruling]) -> None:
        super().__init__("The record was changed after this page was opened.")
        self.now = now
        self.since = list(since)
