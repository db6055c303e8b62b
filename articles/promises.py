"""What was held out in talks: invitations, and what was promised or agreed of visits to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import F, QuerySet

from .models import Country, Evidence, Fact, Meeting, Official
from .models.choices import Act, Aspect, Kind
from .registers import with_sentences

VISITS = "high_level_exchange"  # the topic that a promise of a visit is also evidence for
PROMISING = (Act.INVITE, Act.COMMIT, Act.AGREE)
MOST = 10
_MOST_READ = 200
Place = tuple[int, int, int]  # primary key of an article, first and last character


class Contact(Protocol):
    kind: str
    date_earliest: date


@dataclass(frozen=True, slots=True)
class Promise:
    """What was done in one meeting, by whom, the sentences that say so, and the first meeting in person after it."""

    meeting: Meeting
    act: str
    speakers: tuple[Official | Country, ...]
    sentences: list[Evidence]
    followed_by: Contact | None


def promises(statements: QuerySet, facts: QuerySet, contacts: Sequence[Contact]) -> list[Promise]:
    """The newest of them; `contacts` are those in which it could be kept, the oldest first."""
    made = statements.published().of(Aspect.STATEMENT).filter(value__in=PROMISING)
    newest = with_sentences(made).order_by(F("meeting__date_earliest").desc(nulls_last=True), "pk")[:_MOST_READ]
    found = held_out(newest, _on_visits(facts))
    return [
        Promise(meeting, Act(act).label, speakers, sentences, _followed_by(meeting, contacts))
        for (meeting, act, speakers), sentences in _together(found).items()
    ][:MOST]


def held_out(statements: Iterable[Fact], visits: Iterable[Place]) -> list[Fact]:
    """Of statements, with their evidence: invitations, and what was promised or agreed in words on visits.

    `visits`: where the topic of visits stands.
    """
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for article, start, end in visits:
        spans[article].append((start, end))
    return [
        fact
        for fact in statements
        if fact.value == Act.INVITE or (fact.value in PROMISING and _is_on_visits(fact, spans))
    ]


def _is_on_visits(fact: Fact, spans: dict[int, list[tuple[int, int]]]) -> bool:
    return any(
        start < evidence.end and evidence.start < end
        for evidence in fact.evidence.all()
        for start, end in spans[evidence.article_id]
    )


def _together(facts: Iterable[Fact]) -> dict[tuple, list[Evidence]]:
    """Speakers of one sentence together, then the sentences of the same speakers, acts and meeting."""
    speakers: dict[tuple, dict] = defaultdict(dict)
    for fact in facts:
        for sentence in fact.evidence.all():
            said = fact.meeting, fact.value, sentence.article_id, sentence.start
            speakers[said][fact.speaker] = sentence
    together: dict[tuple, list[Evidence]] = defaultdict(list)
    for (meeting, act, _article, _start), said_by in speakers.items():
        together[meeting, act, tuple(sorted(said_by, key=str))].append(next(iter(said_by.values())))
    return together


def _on_visits(facts: QuerySet) -> Iterable[Place]:
    visits = facts.published().of(Aspect.TOPIC).filter(topic=VISITS).order_by()
    return Evidence.objects.filter(fact__in=visits).values_list("article", "start", "end")


def _followed_by(meeting: Meeting, contacts: Sequence[Contact]) -> Contact | None:
    made_on = meeting.date_latest
    later = (c for c in contacts if c.kind == Kind.IN_PERSON and made_on and c.date_earliest > made_on)
    return next(later, None)
