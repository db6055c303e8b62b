"""Planned facts into rows, and only where they differ: a fact that stays as it is keeps its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from articles.models import Evidence, Fact
from articles.models.choices import Aspect
from articles.resolution import MeetingPlan
from articles.resolution.facts import PlannedFact

from .records import Records
from .sightings import Witness
from .tables import insert, set_aside

FactKey = tuple[int, str, str, str]  # meeting, aspect, key, origin
Span = tuple[int, int, int]  # article, start, end
_COLUMNS = (
    "value",
    "basis",
    "country_id",
    "official_id",
    "topic_id",
    "agreement_id",
    "role",
    "title",
    "status",
    "published",
    "confidence",
    "rule",
)
# The column that keeps what else an aspect says of itself: the name that the accounts give a person ...
_VALUE = {Aspect.PARTICIPANT: "name", Aspect.AGREEMENT: "kind"}
_AT_ONCE = 500


def store_facts(plans: Mapping[int, MeetingPlan], records: Records, texts: Mapping[str, Witness]) -> set[int]:
    """Bring the facts of these meetings to what is planned; returns the meetings of which anything changed."""
    wanted = {
        (meeting, fact.aspect, fact.key[:300], fact.origin): fact
        for meeting, plan in plans.items()
        for fact in plan.facts
    }
    there = {_key(fact): fact for fact in Fact.objects.filter(meeting__in=plans)}
    changed = _remove(there, wanted) | _update(there, wanted, records)
    new = _insert({key: fact for key, fact in wanted.items() if key not in there}, records)
    pks = {key: fact.pk for key, fact in there.items()} | new
    changed |= {meeting for meeting, *_ in new}
    evidence = {pks[key]: dict(_spans(fact, texts)) for key, fact in wanted.items()}
    meetings = {pks[key]: key[0] for key in wanted}
    return changed | {meetings[fact] for fact in _store_evidence(evidence, set(new.values()))}


def _key(fact: Fact) -> FactKey:
    return fact.meeting_id, fact.aspect, fact.key, fact.origin


def _insert(facts: Mapping[FactKey, PlannedFact], records: Records) -> dict[FactKey, int]:
    """Store new facts; returns their primary keys."""
    pks = dict(zip(facts, set_aside(Fact, len(facts)), strict=True))
    fields = ("id", "meeting", "aspect", "key", "origin", *(name.removesuffix("_id") for name in _COLUMNS))
    insert(Fact, fields, ((pks[key], *key, *_columns(fact, records).values()) for key, fact in facts.items()))
    return pks


def _columns(fact: PlannedFact, records: Records) -> dict[str, Any]:
    said = fact.value
    official, agreement = records.officials.get(said.get("official")), records.agreements.get(said.get("agreement"))
    return {
        "value": str(said.get(_VALUE.get(fact.aspect, "value")) or "")[:200],
        "basis": said.get("basis") or "",
        "country_id": said.get("country"),
        "official_id": official and official.pk,
        "topic_id": said.get("topic"),
        "agreement_id": agreement and agreement.pk,
        "role": said.get("role") or "",
        "title": (said.get("title") or "")[:300],
        "status": fact.status,
        "published": fact.published,
        "confidence": round(fact.confidence, 3),
        "rule": fact.rule[:100],
    }


def _remove(there: Mapping[FactKey, Fact], wanted: Mapping[FactKey, PlannedFact]) -> set[int]:
    gone = [fact for key, fact in there.items() if key not in wanted]
    Fact.objects.filter(pk__in=[fact.pk for fact in gone]).delete()
    return {fact.meeting_id for fact in gone}


def _update(there: Mapping[FactKey, Fact], wanted: Mapping[FactKey, PlannedFact], records: Records) -> set[int]:
    changed = []
    for key in there.keys() & wanted.keys():
        columns = _columns(wanted[key], records)
        if any(getattr(there[key], column) != value for column, value in columns.items()):
            for column, value in columns.items():
                setattr(there[key], column, value)
            changed.append(there[key])
    fields = [column.removesuffix("_id") for column in _COLUMNS]
    Fact.objects.bulk_update(changed, fields, batch_size=_AT_ONCE)
    return {fact.meeting_id for fact in changed}


def _spans(fact: PlannedFact, texts: Mapping[str, Witness]) -> Iterator[tuple[Span, tuple[str, bool]]]:
    """Where it stands, with the quote and whether that is gone. What an editor quoted is looked for anew."""
    for quoted in fact.quoted:
        witness = texts.get(quoted["article"])
        if witness:
            start, found = found_again(witness.text, quoted["quote"], quoted["start"])
            yield (witness.pk, start, start + len(quoted["quote"])), (quoted["quote"], not found)
    for source, spans in fact.evidence.items():
        witness = texts[source]
        for start, end in spans:
            if quote := witness.text[start:end]:
                yield (witness.pk, start, end), (quote, False)


def found_again(text: str, quote: str, start: int) -> tuple[int, bool]:
    """Where a quote stands now, nearest to where it stood; its old place and False if the text no longer has it."""
    if text.startswith(quote, start):
        return start, True
    after, before = text.find(quote, start), text.rfind(quote, 0, start + len(quote))
    places = [place for place in (before, after) if place >= 0]
    return min(places, key=lambda place: abs(place - start), default=start), bool(places)


def _store_evidence(wanted: Mapping[int, Mapping[Span, tuple[str, bool]]], new: set[int]) -> set[int]:
    """Bring the evidence of these facts to what is planned; `new` have none yet. Returns the facts that changed."""
    changed = set()
    there: dict[tuple[int, Span], Evidence] = {
        (row.fact_id, (row.article_id, row.start, row.end)): row
        for row in Evidence.objects.filter(fact__in=wanted.keys() - new)
    }
    rows = {(fact, span): says for fact, spans in wanted.items() for span, says in spans.items()}
    gone = [row for key, row in there.items() if rows.get(key) != (row.quote, row.is_gone)]
    Evidence.objects.filter(pk__in=[row.pk for row in gone]).delete()
    kept = there.keys() - {(row.fact_id, (row.article_id, row.start, row.end)) for row in gone}
    made = [(fact, *span, *says) for (fact, span), says in rows.items() if (fact, span) not in kept]
    insert(Evidence, ("fact", "article", "start", "end", "quote", "is_gone"), made)
    changed |= {row.fact_id for row in gone} | {fact for fact, *_ in made}
    return changed
