"""What the archive says of meetings at one moment, as plain data: to compare, to show, to keep with a ruling."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from articles.models import Account, Evidence, Fact, Meeting
from articles.models.choices import SINGLE_ASPECTS, Aspect, Status
from articles.resolution.sighting import AccountKey
from articles.wording import title

from .values import of_fact

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FactState:
    aspect: str
    key: str
    origin: str
    status: str
    published: bool
    says: str
    value: dict[str, Any]
    quotes: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        return self.aspect, "" if self.aspect in SINGLE_ASPECTS else self.key

    @property
    def label(self) -> str:
        return Aspect(self.aspect).label

    @property
    def standing(self) -> str:
        return Status(self.status).label

    def as_dict(self) -> dict[str, Any]:
        """To keep with a ruling: what was published or not, without the sentences."""
        return {
            "aspect": self.aspect,
            "key": self.key,
            "origin": self.origin,
            "status": self.status,
            "published": self.published,
            "value": self.value,
        }


@dataclass(frozen=True, slots=True)
class MeetingState:
    pk: int
    slug: str
    title: str
    date: str
    accounts: tuple[AccountKey, ...]
    facts: tuple[FactState, ...]

    def at(self, place: Place) -> list[FactState]:
        return [fact for fact in self.facts if fact.place == place]

    @property
    def published(self) -> list[tuple[str, list[str]]]:
        """What it says to readers, aspect by aspect; of statements only how many there are."""
        by_aspect = {aspect: [f.says for f in self.facts if f.aspect == aspect and f.published] for aspect in Aspect}
        by_aspect[Aspect.STATEMENT] = [str(len(by_aspect[Aspect.STATEMENT]))]
        return [(aspect.label, said) for aspect, said in by_aspect.items() if said]

    @property
    def version(self) -> str:
        """Changes whenever anything that the meeting's page says does."""
        return _digest([self.accounts, [_told(fact) for fact in self.facts]])

    def version_at(self, place: Place) -> str:
        """Changes whenever what stands in that place does; other facts of the meeting may come and go."""
        return _digest([_told(fact) for fact in self.at(place)])

    def as_dict(self) -> dict[str, Any]:
        return {"slug": self.slug, "title": self.title, "accounts": [list(key) for key in self.accounts]}


def states(keys: Iterable[AccountKey]) -> list[MeetingState]:
    """The meetings that these accounts report, in the order of their addresses."""
    keys = set(keys)
    accounts = Account.objects.filter(article__source_id__in={source for source, _ in keys}, meeting__isnull=False)
    rows = accounts.values_list("article__source_id", "position", "meeting_id")
    return meeting_states({meeting for source, position, meeting in rows if (source, position) in keys})


def meeting_states(pks: Collection[int]) -> list[MeetingState]:
    facts = Fact.objects.joined().prefetch_related(Prefetch("evidence", Evidence.objects.all()))
    accounts = Account.objects.select_related("article").defer("reading", "article__text")
    meetings = Meeting.objects.filter(pk__in=pks).order_by("slug")
    return [
        _state(meeting)
        for meeting in meetings.prefetch_related(Prefetch("facts", facts), Prefetch("accounts", accounts))
    ]


def state_of(meeting: Meeting) -> MeetingState:
    (state,) = meeting_states([meeting.pk])
    return state


def _state(meeting: Meeting) -> MeetingState:
    """Of a meeting that comes with its facts and accounts."""
    facts = sorted((_fact_state(fact) for fact in meeting.facts.all()), key=lambda f: (f.aspect, f.key, f.origin))
    return MeetingState(
        meeting.pk,
        meeting.slug,
        title(meeting),
        meeting.date_edtf,
        tuple(sorted((account.article.source_id, account.position) for account in meeting.accounts.all())),
        tuple(facts),
    )


def _fact_state(fact: Fact) -> FactState:
    return FactState(
        fact.aspect,
        fact.key,
        fact.origin,
        fact.status,
        fact.published,
        str(fact),
        of_fact(fact).value,
        tuple(evidence.quote for evidence in fact.evidence.all()),
    )


def _told(fact: FactState) -> list[Any]:
    return [fact.aspect, fact.key, fact.origin, fact.status, fact.published, fact.value, fact.quotes]


def _digest(data: Any) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]
