"""Planned meetings into the tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from articles.index import record
from articles.models import Account, Fact, Meeting
from articles.models.choices import Aspect
from articles.resolution import MeetingPlan
from articles.resolution.dates import bounds
from articles.resolution.facts import PlannedFact
from articles.resolution.known import forms_of
from articles.resolution.sighting import AccountKey
from articles.resolution.slugs import meeting_slug
from articles.search import searchable

from .facts import store_facts
from .records import Records, best_name, ensure_records
from .reference.data import english_name
from .sightings import Stored, Witness
from .slugs import forward, free, settle_slugs, unsettled
from .tables import assign
from .tidying import tidy_agreements, tidy_officials

_COLUMNS = (
    "slug_base",
    "kind",
    "date_edtf",
    "date_earliest",
    "date_latest",
    "date_basis",
    "initiator_id",
    "confidence",
    "search_text",
)
_AT_ONCE = 500


@dataclass
class Outcome:
    """Meetings by what became of them, by primary key."""

    new: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)


def store(
    plans: Sequence[MeetingPlan], rows: Mapping[AccountKey, Stored], texts: Mapping[str, Witness], before: set[int]
) -> Outcome:
    """Give each plan its meeting and bring that to what is planned.

    `before`: meetings that the accounts of the plans stood in; those that none of the plans takes over go.
    """
    named = set(
        Fact.objects.filter(meeting__in=before).order_by().values_list("official_id", "agreement_id").distinct()
    )
    records = ensure_records(plans)
    there = Meeting.objects.in_bulk(before)
    planned, outcome, bases = _store_meetings(plans, _homes(plans, rows), there, records, texts)
    outcome.changed |= _give_accounts(planned, rows)
    outcome.changed |= store_facts(planned, records, texts)
    outcome.gone |= _remove(there.keys() - planned.keys(), planned, rows)
    Meeting.objects.filter(pk__in=outcome.changed - outcome.new).update(changed_at=timezone.now())
    settle_slugs(Meeting, bases)
    tidy_officials({pk for pk, _ in named if pk} | _renamed(plans, records))
    tidy_agreements({pk for _, pk in named if pk})
    outcome.changed -= outcome.new
    # Of all that was looked at, not only of what differs: whose press a text is may change, and its language.
    if stored := {*planned, *before}:
        record(stored)
    return outcome


def _renamed(plans: Sequence[MeetingPlan], records: Records) -> set[int]:
    """Officials who may go by another name now, because of what these plans call them.

    Of one whom they call by the name that is best known already all other forms are worse, and need no reading.
    """
    forms: dict[str, set[str]] = {}
    for plan in plans:
        for fact in plan.facts:
            if fact.aspect == Aspect.PARTICIPANT and fact.value.get("name"):
                forms.setdefault(fact.value["official"], set()).add(fact.value["name"][:200])
    return {
        official.pk
        for key, official in records.officials.items()
        if best_name(key, forms.get(key, ())) != official.name
    }


def _homes(plans: Sequence[MeetingPlan], rows: Mapping[AccountKey, Stored]) -> list[int | None]:
    """The meeting that each plan goes on with: the one that most of its accounts stand in, each taken once."""
    shares = Counter(
        (number, rows[key].meeting) for number, plan in enumerate(plans) for key in plan.accounts if rows[key].meeting
    )
    homes: list[int | None] = [None] * len(plans)
    taken = set()
    ranked = sorted(shares.items(), key=lambda share: (-share[1], plans[share[0][0]].accounts, share[0][1]))
    for (number, meeting), _ in ranked:
        if homes[number] is None and meeting not in taken:
            homes[number] = meeting
            taken.add(meeting)
    return homes


def _store_meetings(
    plans: Sequence[MeetingPlan],
    homes: Sequence[int | None],
    there: Mapping[int, Meeting],
    records: Records,
    texts: Mapping[str, Witness],
) -> tuple[dict[int, MeetingPlan], Outcome, set[str]]:
    """The plans by the meetings that they are stored in, what is new of these, and the bases of slugs to settle."""
    new, changed, planned = [], [], {}
    bases = {meeting.slug_base for meeting in there.values()}
    for plan, home in zip(plans, homes, strict=True):
        columns = _columns(plan, records, texts)
        if home is None:
            new.append((Meeting(slug=unsettled(repr(plan.accounts[0])), **columns), plan))
            continue
        meeting = there[home]
        planned[home] = plan
        if any(getattr(meeting, column) != value for column, value in columns.items()):
            for column, value in columns.items():
                setattr(meeting, column, value)
            changed.append(meeting)
    fields = [column.removesuffix("_id") for column in _COLUMNS]
    Meeting.objects.bulk_update(changed, fields, batch_size=_AT_ONCE)
    bases |= {meeting.slug_base for meeting in changed} | _create([meeting for meeting, _ in new])
    planned |= {meeting.pk: plan for meeting, plan in new}
    return planned, Outcome({meeting.pk for meeting, _ in new}, {meeting.pk for meeting in changed}), bases


def _create(meetings: Sequence[Meeting]) -> set[str]:
    """Store new meetings; returns the bases of those that could not get a slug of their own at once."""
    at_once = free(Meeting, [meeting.slug_base for meeting in meetings])
    for meeting in meetings:
        if meeting.slug_base in at_once:
            meeting.slug = meeting.slug_base
    Meeting.objects.bulk_create(meetings, batch_size=_AT_ONCE)
    return {meeting.slug_base for meeting in meetings} - at_once


def _columns(plan: MeetingPlan, records: Records, texts: Mapping[str, Witness]) -> dict[str, object]:
    earliest, latest = bounds(plan.date)
    return {
        # By the names of the lists: an address does not change with what an editor calls a country.
        "slug_base": meeting_slug(plan.date, [english_name(code) for code in plan.parties]),
        "kind": plan.kind,
        "date_edtf": plan.date[:200],
        "date_earliest": earliest,
        "date_latest": latest,
        "date_basis": plan.date_basis,
        "initiator_id": plan.initiator,
        "confidence": round(plan.confidence, 3),
        "search_text": _search_text(plan, records, texts),
    }


def _search_text(plan: MeetingPlan, records: Records, texts: Mapping[str, Witness]) -> str:
    """All that a reader may look for: names in every language and spelling, then the texts.

    Nothing that other meetings have a say in, or it would have to be written anew with them.
    """
    words: list[str] = []
    for fact in plan.facts:
        if fact.published:
            words += _names(fact, records)
    words += sorted({form for person in plan.persons for form in person.forms})
    words += [texts[source].text for source in sorted({source for source, _ in plan.accounts})]
    return "\n".join(dict.fromkeys(map(searchable, words)))


def _names(fact: PlannedFact, records: Records) -> list[str]:
    country = records.countries.get(fact.value.get("country"))
    topic = records.topics.get(fact.value.get("topic"))
    names = [name for record in (country, topic) if record for name in (record.name, *record.names.values())]
    names += getattr(country, "aliases", [])
    names += [fact.value[part] for part in ("name", "agreement", "acronym") if fact.value.get(part)]
    return names + forms_of(fact.value.get("official") or "")


def _give_accounts(planned: Mapping[int, MeetingPlan], rows: Mapping[AccountKey, Stored]) -> set[int]:
    moved = {
        rows[key].pk: meeting
        for meeting, plan in planned.items()
        for key in plan.accounts
        if rows[key].meeting != meeting
    }
    assign(Account, "meeting", moved)
    return set(moved.values())


def _remove(gone: set[int], planned: Mapping[int, MeetingPlan], rows: Mapping[AccountKey, Stored]) -> set[int]:
    """Delete meetings that nothing is of any more; their addresses lead to where most of their accounts went."""
    home = {key: meeting for meeting, plan in planned.items() for key in plan.accounts}
    went: dict[int, Counter[int]] = {}
    for key, row in rows.items():
        if row.meeting in gone and key in home:
            went.setdefault(row.meeting, Counter())[home[key]] += 1
    forward(Meeting, {meeting: min(to, key=lambda pk: (-to[pk], pk)) for meeting, to in went.items()})
    Meeting.objects.filter(pk__in=gone).delete()
    return gone
