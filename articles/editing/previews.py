"""What an act would do, found out by doing it and taking it back: which meeting survives, what moves where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from articles.resolution.sighting import AccountKey

from .enact import Change, Outcome
from .states import FactState, MeetingState, states


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of an address: it stays, it is new, or it leads to where its articles then are."""

    slug: str
    title: str
    stays: bool = False
    leads_to: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        return not self.stays and not self.leads_to


@dataclass(frozen=True, slots=True)
class Move:
    """An account that changes its meeting."""

    account: AccountKey
    from_meeting: MeetingState
    to_meeting: MeetingState


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole of it: `fates` of addresses, `moves` of accounts, `changes` of facts, what would stand `after`."""

    fates: tuple[Fate, ...]
    moves: tuple[Move, ...]
    changes: tuple[Change, ...]
    after: tuple[MeetingState, ...]

    @property
    def does_nothing(self) -> bool:
        return not self.moves and not self.changes and all(fate.stays for fate in self.fates)

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
    """Address by address: of two meetings that become one, the address of either may be the one that stays."""
    then, now = {m.slug for m in outcome.before}, {m.slug for m in outcome.after}
    fates = [
        Fate(meeting.slug, meeting.title, stays=True)
        if meeting.slug in now
        else Fate(meeting.slug, meeting.title, leads_to=_heirs(meeting, outcome.after))
        for meeting in outcome.before
    ]
    return fates + [Fate(meeting.slug, meeting.title) for meeting in outcome.after if meeting.slug not in then]


def _heirs(meeting: MeetingState, after: Sequence[MeetingState]) -> tuple[str, ...]:
    same = tuple(heir.slug for heir in after if heir.pk == meeting.pk)
    return same or tuple(heir.slug for heir in after if set(heir.accounts) & set(meeting.accounts))


def _moves(outcome: Outcome) -> list[Move]:
    home = {account: meeting for meeting in outcome.before for account in meeting.accounts}
    return [
        Move(account, home[account], meeting)
        for meeting in outcome.after
        for account in meeting.accounts
        if account in home and home[account].pk != meeting.pk
    ]
