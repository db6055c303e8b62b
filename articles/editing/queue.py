"""What needs an editor's eyes, the worthiest first.

The reasons stand in the order of how far a reader may be misled and how little the machine can do about it; within
a reason the order is that of its query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.models import Evidence, Fact, Meeting, Official, Report
from articles.models.choices import SINGLE_ASPECTS, Aspect, Origin, Status

from .doubles import meeting_pairs, official_pairs

LOW = 0.75  # a fact that the machine is less sure of is looked at
COUNTED = 500  # no reason is counted further than this
BY_EDITOR = Q(origin=Origin.EDITOR) | Q(status=Status.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at. `facts`: what it is about, the doubtful one first; `other`: what may be the same."""

    reason: Reason
    meeting: Meeting | None = None
    other: Meeting | None = None
    facts: tuple[Fact, ...] = ()
    officials: tuple[Official, ...] = ()
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is in the queue. `find` gives the candidates in order, `make` turns some of them into items."""

    code: str
    label: str
    why: str
    find: Callable[[], QuerySet | list] = field(repr=False)
    make: Callable[[Reason, Sequence], Iterator[Item]] = field(repr=False)


class Queue:
    """The queue as it is now: what was found for a reason is kept for as long as this object."""

    def __init__(self) -> None:
        self._found: dict[str, QuerySet | list] = {}

    def _candidates(self, reason: Reason) -> QuerySet | list:
        if reason.code not in self._found:
            self._found[reason.code] = reason.find()
        return self._found[reason.code]

    def count(self, reason: Reason) -> int:
        """How many there are, up to COUNTED."""
        found = self._candidates(reason)[:COUNTED]
        return len(found) if isinstance(found, list) else found.count()

    def counts(self) -> list[tuple[Reason, int]]:
        return [(reason, self.count(reason)) for reason in REASONS]

    def items(self, reason: str = "", skip: int = 0, most: int = 25) -> list[Item]:
        """The worthiest items, of one reason or of all; of each reason no more than COUNTED."""
        found: list[Item] = []
        for each in REASONS:
            if reason not in ("", each.code) or len(found) >= most:
                continue
            if skip and skip >= (count := self.count(each)):
                skip -= count
                continue
            some = self._candidates(each)[skip : min(skip + most - len(found), COUNTED)]
            found += each.make(each, some)
            skip = 0
        return found


def _reports() -> QuerySet[Report]:
    return Report.objects.open()


def _disputed() -> QuerySet[Fact]:
    return Fact.objects.disputed().order_by("-confidence", "pk")


def _changed() -> QuerySet[Fact]:
    """Of whose evidence the source has since taken something away: only editors' evidence can be gone."""
    gone = Exists(Evidence.objects.filter(fact=OuterRef("pk"), is_gone=True))
    return Fact.objects.published().filter(gone).order_by("-pk")


def _undated() -> QuerySet[Meeting]:
    """No day, or more than one possible, and no editor has said that no more can be known; no date at all first."""
    settled = Exists(Fact.objects.published().of(Aspect.DATE).filter(BY_EDITOR, meeting=OuterRef("pk")))
    vague = Q(date_earliest=None) | ~Q(date_earliest=F("date_latest")) | Q(date_edtf__contains="?")
    return (
        Meeting.objects.published()
        .filter(vague)
        .exclude(settled)
        .order_by(F("date_earliest").desc(nulls_first=True), "pk")
    )


def _unresolved() -> QuerySet[Fact]:
    """People of whom only a part of the name is known, or not the side that they speak for."""
    bare = Q(official__country=None) | ~Q(official__name__contains=" ")
    people = Fact.objects.published().of(Aspect.PARTICIPANT).filter(bare, official__key__contains="|")
    return people.filter(origin=Origin.MACHINE, status=Status.PROPOSED).order_by("-confidence", "pk")


def _doubtful() -> QuerySet[Fact]:
    unsure = Fact.objects.published().filter(origin=Origin.MACHINE, status=Status.PROPOSED, confidence__lt=LOW)
    return unsure.order_by("confidence", "pk")


def _of_reports(reason: Reason, found: Iterable[Report]) -> Iterator[Item]:
    reports = list(found)
    meetings = {
        meeting.slug: meeting for meeting in _listed(Meeting.objects.filter(slug__in=[r.slug for r in reports]))
    }
    for report in reports:
        yield Item(reason, meetings.get(report.slug) or _moved(report), report=report)


def _moved(report: Report) -> Meeting | None:
    """Where the accounts of a report are, if its page has another address now."""
    sources = [source for source, _position in report.subject]
    return _listed(Meeting.objects.filter(accounts__article__source_id__in=sources)).first()


def _of_disputes(reason: Reason, found: QuerySet[Fact]) -> Iterator[Item]:
    facts = _with_meetings(found)
    ruled = Fact.objects.published().filter(BY_EDITOR, meeting__in={fact.meeting_id for fact in facts})
    beside = list(_told(ruled))
    for fact in facts:
        yield Item(reason, fact.meeting, facts=(fact, *(other for other in beside if _same_place(fact, other))))


def _same_place(one: Fact, other: Fact) -> bool:
    same = (one.meeting_id, one.aspect) == (other.meeting_id, other.aspect)
    return same and (one.aspect in SINGLE_ASPECTS or one.key == other.key)


def _of_facts(reason: Reason, found: QuerySet[Fact]) -> Iterator[Item]:
    for fact in _with_meetings(found):
        yield Item(reason, fact.meeting, facts=(fact,))


def _of_meetings(reason: Reason, found: QuerySet[Meeting]) -> Iterator[Item]:
    meetings = list(_listed(found))
    dates = list(_told(Fact.objects.of(Aspect.DATE).filter(meeting__in=meetings).exclude(status=Status.REJECTED)))
    for meeting in meetings:
        yield Item(reason, meeting, facts=tuple(date for date in dates if date.meeting_id == meeting.pk))


def _of_meeting_pairs(reason: Reason, found: list[tuple[int, int]]) -> Iterator[Item]:
    meetings = {m.pk: m for m in _listed(Meeting.objects.filter(pk__in={pk for pair in found for pk in pair}))}
    for one, other in found:
        yield Item(reason, meetings[one], meetings[other])


def _of_officials(reason: Reason, found: list[tuple[int, int]]) -> Iterator[Item]:
    officials = Official.objects.select_related("country").in_bulk({pk for pair in found for pk in pair})
    for one, other in found:
        yield Item(reason, officials=(officials[one], officials[other]))


def _listed(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.for_list().defer("search_text")


def _told(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """With what they name and the sentences they rest on."""
    return facts.joined().prefetch_related("evidence__article")


def _with_meetings(facts: QuerySet[Fact]) -> list[Fact]:
    """Told, and with their meetings as a list shows them."""
    found = list(_told(facts))
    meetings = {m.pk: m for m in _listed(Meeting.objects.filter(pk__in={fact.meeting_id for fact in found}))}
    for fact in found:
        fact.meeting = meetings[fact.meeting_id]
    return found


REASONS = [
    Reason("report", _("reader's report"), _("a reader says that it is wrong"), _reports, _of_reports),
    Reason("disputed", _("disagreement"), _("the machine now says otherwise than an editor"), _disputed, _of_disputes),
    Reason("changed", _("changed source"), _("the source changed after this was checked"), _changed, _of_facts),
    Reason("duplicate", _("possible duplicate"), _("two meetings that may be one"), meeting_pairs, _of_meeting_pairs),
    Reason("date", _("uncertain date"), _("the day is not known for certain"), _undated, _of_meetings),
    Reason(
        "namesake", _("one person or two"), _("two officials whose names may be one"), official_pairs, _of_officials
    ),
    Reason("name", _("unresolved name"), _("who this is, or for whom, is not known"), _unresolved, _of_facts),
    Reason("confidence", _("low confidence"), _("the machine is not sure of it"), _doubtful, _of_facts),
]
