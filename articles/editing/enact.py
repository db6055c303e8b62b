"""The one way in which an editor's decision enters the archive: rulings, and the meetings worked out anew from them.

All or nothing, in one transaction; an edit made on a page that is no longer true is refused.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from articles.ingest.archive import rework
from articles.ingest.lock import writing
from articles.models import Account, Ruling
from articles.models.choices import SINGLE_ASPECTS, Verdict
from articles.resolution.sighting import AccountKey

from .errors import StaleEditError
from .states import FactState, MeetingState, Place, meeting_states, states

ON_CALLS = (Verdict.SAME_CALL, Verdict.DIFFERENT_CALL)
ON_PERSONS = (Verdict.SAME_PERSON, Verdict.DIFFERENT_PERSON)


@dataclass(frozen=True, slots=True)
class Draft:
    """A ruling to be given. `accounts`: those of the meetings that it touches."""

    verdict: str
    subject: Any
    accounts: tuple[AccountKey, ...] = ()
    aspect: str = ""
    key: str = ""
    value: Mapping[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> Place:
        """Where the fact stands among those of its meeting; nowhere if the ruling is on no fact."""
        return self.aspect, "" if self.aspect in SINGLE_ASPECTS else self.key


@dataclass(frozen=True, slots=True)
class Seen:
    """What the page said that the editor decided on: the version of a meeting, as a whole or of some of its facts."""

    meeting: int
    version: str = ""
    places: Mapping[Place, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What stands differently in one place of one meeting."""

    meeting: MeetingState
    place: Place
    before: tuple[FactState, ...]
    after: tuple[FactState, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act did: the rulings, and the meetings before and after."""

    rulings: tuple[Ruling, ...]
    before: tuple[MeetingState, ...]
    after: tuple[MeetingState, ...]

    @property
    def changes(self) -> list[Change]:
        """Fact by fact, each meeting of before compared with those that have its accounts now."""
        return [
            change
            for then in self.before
            for now in self.after
            if set(then.accounts) & set(now.accounts)
            for change in _compared(then, now)
        ]


def enact(drafts: Sequence[Draft], by: AbstractBaseUser, reason: str = "", seen: Iterable[Seen] = ()) -> Outcome:
    """Give these rulings as one act and work the meetings out anew.

    Raises StaleEditError if a page that was `seen` is no longer true.
    """
    keys = {account for draft in drafts for account in draft.accounts}
    with writing():
        before = states(keys)
        refuse_stale(seen)
        act, at = uuid.uuid4(), timezone.now()
        rulings = [_ruling(draft, before, act=act, at=at, by=by, reason=reason) for draft in drafts]
        Ruling.objects.bulk_create(rulings)
        rework(keys)
        return Outcome(tuple(rulings), tuple(before), tuple(states(keys)))


def withdraw(act: uuid.UUID, by: AbstractBaseUser) -> Outcome:
    """Take back the rulings of an act, as far as they still stand."""
    with writing():
        rulings = list(Ruling.objects.standing().filter(act=act))
        keys = {account for ruling in rulings for account in accounts_of(ruling)}
        before = states(keys)
        for ruling in rulings:
            ruling.undone_at, ruling.undone_by_name = timezone.now(), by.get_username()
        Ruling.objects.bulk_update(rulings, ["undone_at", "undone_by_name"])
        rework(keys)
        return Outcome(tuple(rulings), tuple(before), tuple(states(keys)))


def accounts_of(ruling: Ruling) -> set[AccountKey]:
    """The accounts whose meetings a ruling touches."""
    if ruling.verdict == Verdict.DESCRIBE:
        return set()
    if ruling.verdict in ON_PERSONS:
        return accounts_with(ruling.subject)
    groups = ruling.subject if ruling.verdict in ON_CALLS else [ruling.subject]
    return {(source, position) for group in groups for source, position in group}


def accounts_with(officials: Iterable[str]) -> set[AccountKey]:
    """The accounts of every meeting at which one of these officials, by key, took part or was quoted."""
    accounts = Account.objects.filter(meeting__facts__official__key__in=list(officials)).distinct()
    return set(accounts.values_list("article__source_id", "position"))


def refuse_stale(seen: Iterable[Seen]) -> None:
    """Raise StaleEditError if a meeting is not what it was, saying what it is now and who made it so."""
    seen = list(seen)
    now = {state.pk: state for state in meeting_states([page.meeting for page in seen])}
    for page in seen:
        meeting = now.get(page.meeting)
        if meeting is None or (page.version and page.version != meeting.version):
            raise StaleEditError([meeting] if meeting else [], _rulings_on(meeting))
        for place, version in page.places.items():
            if version != meeting.version_at(place):
                raise StaleEditError(meeting.at(place), _rulings_on(meeting, place))


def _rulings_on(meeting: MeetingState | None, place: Place | None = None) -> list[Ruling]:
    """The standing rulings on the meeting, or on one of its facts, the latest first."""
    if meeting is None:
        return []
    rulings = Ruling.objects.standing().naming({source for source, _ in meeting.accounts})
    if place:
        rulings = rulings.filter(aspect=place[0], **({"key": place[1]} if place[1] else {}))
    return [ruling for ruling in rulings.reverse() if accounts_of(ruling) & set(meeting.accounts)][:5]


def _ruling(draft: Draft, before: Sequence[MeetingState], **given: Any) -> Ruling:
    by = given.pop("by")
    return Ruling(
        verdict=draft.verdict,
        subject=draft.subject,
        aspect=draft.aspect,
        key=draft.key,
        value=dict(draft.value),
        before=_stood(draft, before),
        by=by,
        by_name=by.get_username(),
        **given,
    )


def _stood(draft: Draft, before: Sequence[MeetingState]) -> list[dict[str, Any]]:
    """What a ruling on a fact found in its place; what meetings there were for one on calls or persons."""
    touched = [meeting for meeting in before if set(meeting.accounts) & set(draft.accounts)]
    if draft.aspect:
        return [fact.as_dict() for meeting in touched for fact in meeting.at(draft.place)]
    return [meeting.as_dict() for meeting in touched]


def _compared(then: MeetingState, now: MeetingState) -> Iterator[Change]:
    places = dict.fromkeys(fact.place for meeting in (then, now) for fact in meeting.facts)
    for place in places:
        if then.version_at(place) != now.version_at(place):
            yield Change(now, place, tuple(then.at(place)), tuple(now.at(place)))
