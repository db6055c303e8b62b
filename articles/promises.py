"""What was held out in talks: invitations, and what was promised or agreed of visits to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import F, QuerySet

from .models import Evidence, Fact
from .models.choices import Act, Aspect, Kind
from .registers import with_sentences

VISITS = "high_level_exchange"  # the topic that a promise of a visit is also evidence for
MOST = 10
_MOST_READ = 200


class Contact(Protocol):
    kind: str
    date_earliest: date


@dataclass(frozen=True, slots=True)
class Promise:
    """A statement, and the first meeting in person on record after it."""

    fact: Fact
    followed_by: Contact | None


def promises(statements: QuerySet, facts: QuerySet, contacts: Sequence[Contact]) -> list[Promise]:
    """The newest of them; `contacts` are those in which it could be kept, the oldest first."""
    made = statements.published().of(Aspect.STATEMENT).filter(value__in=(Act.INVITE, Act.COMMIT, Act.AGREE))
    newest = with_sentences(made).order_by(F("meeting__date_earliest").desc(nulls_last=True), "pk")[:_MOST_READ]
    spans = _spans_on_visits(facts)
    found = [fact for fact in newest if fact.value == Act.INVITE or _is_on_visits(fact, spans)]
    return [Promise(fact, _followed_by(fact, contacts)) for fact in found[:MOST]]


def _spans_on_visits(facts: QuerySet) -> dict[int, list[tuple[int, int]]]:
    visits = facts.published().of(Aspect.TOPIC).filter(topic=VISITS).order_by()
    spans = defaultdict(list)
    for article, start, end in Evidence.objects.filter(fact__in=visits).values_list("article", "start", "end"):
        spans[article].append((start, end))
    return spans


def _is_on_visits(fact: Fact, spans: dict[int, list[tuple[int, int]]]) -> bool:
    return any(
        start < evidence.end and evidence.start < end
        for evidence in fact.evidence.all()
        for start, end in spans[evidence.article_id]
    )


def _followed_by(fact: Fact, contacts: Sequence[Contact]) -> Contact | None:
    made_on = fact.meeting.date_latest
    later = (c for c in contacts if c.kind == Kind.IN_PERSON and made_on and c.date_earliest > made_on)
    return next(later, None)
