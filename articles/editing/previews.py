"""What an act would do, found out by doing it and taking it back: which meeting survives, what moves where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import transaction

from articles.resolution.sighting import AccountKey

from .enact import Change, Outcome
from .states import FactState, MeetingState, states


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a meeting: it stays (under a new address perhaps), is new, or is gone into others."""

    meeting: MeetingState
    stays: bool = False
    is_new: bool = False
    old_address: str = ""
    into: tuple[MeetingState, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """An account that changes its meeting."""

    account: AccountKey
    from_meeting: MeetingState
    to_meeting: MeetingState


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole of it: `fates` of meetings, `moves` of accounts, `changes` of facts, what would stand `after`."""

    fates: tuple[Fate, ...]
    moves: tuple[Move, ...]
    changes: tuple[Change, ...]
    after: tuple[MeetingState, ...]

    @property
    def does_nothing(self) -> bool:
        return not self.moves and not self.changes and all(fate.stays and not fate.old_address for fate in self.fates)

    @property
    def unsaid(self) -> list[FactState]:
        """Published facts that would stand nowhere any more."""
        kept = {(fact.aspect, fact.key) for meeting in self.after for fact in meeting.facts if fact.published}
        return [
            fact
            for change in self.changes
            for fact in change.before
            if fact.published and (fact.aspect, fact.key) not in kept
        ]


def preview(act: Callable[[], Outcome]) -> Preview:
    """Do it, look, and take it back."""
    with transaction.atomic():
        outcome = act()
        transaction.set_rollback(True)
    # What was joined may draw in meetings that nobody named: they are affected as well.
    accounts = [account for meeting in (*outcome.before, *outcome.after) for account in meeting.accounts]
    outcome = replace(outcome, before=tuple(states(accounts)))
    return Preview(tuple(_fates(outcome)), tuple(_moves(outcome)), tuple(outcome.changes), outcome.after)


def _fates(outcome: Outcome) -> list[Fate]:
    after = {meeting.pk: meeting for meeting in outcome.after}
    before = {meeting.pk: meeting for meeting in outcome.before}
    fates = []
    for pk, meeting in before.items():
        if pk in after:
            moved = meeting.slug if meeting.slug != after[pk].slug else ""
            fates.append(Fate(after[pk], stays=True, old_address=moved))
        else:
            heirs = tuple(heir for heir in outcome.after if set(heir.accounts) & set(meeting.accounts))
            fates.append(Fate(meeting, into=heirs))
    return fates + [Fate(meeting, is_new=True) for pk, meeting in after.items() if pk not in before]


def _moves(outcome: Outcome) -> list[Move]:
    home = {account: meeting for meeting in outcome.before for account in meeting.accounts}
    return [
        Move(account, home[account], meeting)
        for meeting in outcome.after
        for account in meeting.accounts
        if account in home and home[account].pk != meeting.pk
    ]
