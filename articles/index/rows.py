"""What each meeting says, read from the database as rows of (facet, key, meeting)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import QuerySet

from articles.models import Account, Fact, Meeting
from articles.models.choices import PROMISING, Aspect, DateBasis, Status
from articles.resolution.dates import is_certain

Row = tuple[str, Any, int]
STATED = (DateBasis.EXPLICIT, DateBasis.EDITOR)
FACETS = (
    "party", "topic", "official", "agreement", "initiator", "office", "post", "speaker", "review", "language", "side",
    "kind", "days", "certainty", "year", "sure", "promise",
)  # fmt: skip
_AT_ONCE = 10_000
# The facets that facts decide, and what of the fact is the key.
_BY_FACTS = {
    "party": (Aspect.PARTY, "country_id"),
    "topic": (Aspect.TOPIC, "topic_id"),
    "official": (Aspect.PARTICIPANT, "official_id"),
    "agreement": (Aspect.AGREEMENT, "agreement_id"),
    "initiator": (Aspect.INITIATOR, "country_id"),
}


def rows(meetings: Collection[int] | None = None) -> Iterator[Row]:
    """Rows of these meetings, or of all; a row may come twice, and of meetings that are not published."""
    yield from _of_meetings(_among(Meeting.objects.all(), "pk", meetings))
    facts = _among(Fact.objects.published().order_by(), "meeting", meetings)
    for facet, (aspect, column) in _BY_FACTS.items():
        found = facts.of(aspect).values_list(column, "meeting_id")
        yield from ((facet, key, meeting) for key, meeting in found.iterator(_AT_ONCE))
    parts = facts.of(Aspect.PARTICIPANT).values_list("country_id", "role", "official_id", "meeting_id")
    for country, role, official, meeting in parts.iterator(_AT_ONCE):
        if role:
            yield "office", role, meeting
        if country and role:
            yield "post", (country, role), meeting
        if country and official:
            yield "speaker", (country, role, official), meeting
    promises = facts.of(Aspect.STATEMENT).filter(value__in=PROMISING).values_list("value", "meeting_id")
    for act, meeting in promises.iterator(_AT_ONCE):
        yield "promise", act, meeting
    for meeting in facts.filter(status=Status.CONFIRMED).values_list("meeting_id", flat=True).iterator(_AT_ONCE):
        yield "review", "checked", meeting
    accounts = _among(Account.objects.exclude(meeting=None).order_by(), "meeting", meetings)
    for language, side, meeting in accounts.values_list("article__language", "article__side", "meeting_id").iterator(
        _AT_ONCE
    ):
        yield "language", language, meeting
        if side:
            yield "side", side, meeting


def _of_meetings(meetings: QuerySet) -> Iterator[Row]:
    """Kind and dates. Without a day: `(None, None)`, so that every meeting is in one set of days."""
    columns = ("pk", "kind", "date_edtf", "date_basis", "date_earliest", "date_latest")
    found = meetings.published().order_by().values_list(*columns)
    for meeting, kind, edtf, basis, earliest, latest in found.iterator(_AT_ONCE):
        yield "kind", kind, meeting
        yield "days", (earliest, latest), meeting
        if earliest is None:
            yield "certainty", "unknown", meeting
        else:
            yield "certainty", "certain" if basis in STATED else "inferred", meeting
            yield "year", (earliest.year, latest.year), meeting
            if is_certain(edtf):
                yield "sure", True, meeting


def _among(queryset: QuerySet, column: str, meetings: Collection[int] | None) -> QuerySet:
    return queryset if meetings is None else queryset.filter(**{f"{column}__in": meetings})
