"""What was held out in talks: invitations, and what was promised or agreed of visits to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from django.db.models import F, Q

from .contacts import Entry
from .models import Country, Evidence, Fact, Meeting, Official
from .models.choices import PROMISING, Act, Aspect
from .registers import with_sentences

VISITS = "high_level_exchange"  # the topic that a promise of a visit is also evidence for
MOST = 10
_MOST_READ = 200
Place = tuple[int, int, int]  # primary key of an article, first and last character


@dataclass(frozen=True, slots=True)
class Promise:
    """What was done in one meeting, by whom, the sentences that say so, and the first meeting in person after it."""

    meeting: Meeting
    act: str
    speakers: tuple[Official | Country, ...]
    sentences: list[Evidence]
    followed_by: Entry | None = None


def promises(meetings: Iterable[Collection[int]], spoken_by: Q) -> list[Promise]:
    """The newest of them, of statements that meet the condition; what followed is not looked for.

    `meetings`: primary keys in parts, the newest first; no more of them are asked for than are needed.
    """
    made = Fact.objects.published().of(Aspect.STATEMENT).filter(spoken_by, value__in=PROMISING)
    found: dict[tuple, list[Evidence]] = {}
    read = 0
    for part in meetings:
        newest = with_sentences(made.filter(meeting__in=part)).order_by(
            F("meeting__date_earliest").desc(nulls_last=True), "pk"
        )[: _MOST_READ - read]
        found |= _together(held_out(newest, _on_visits({fact.meeting_id for fact in newest})))
        read += len(newest)
        if len(found) >= MOST or read >= _MOST_READ:
            break
    return [
        Promise(meeting, Act(act).label, speakers, sentences)
        for (meeting, act, speakers), sentences in islice(found.items(), MOST)
    ]


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


def _on_visits(meetings: Collection[int]) -> Iterable[Place]:
    visits = Fact.objects.published().of(Aspect.TOPIC).filter(topic=VISITS, meeting__in=meetings).order_by()
    return Evidence.objects.filter(fact__in=visits).values_list("article", "start", "end")
