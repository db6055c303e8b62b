"""Meetings that may be one, officials who may be one: what the machine left apart and no editor has told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import combinations

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import Lead

from articles.ingest.rulings import standing
from articles.ingest.sightings import Stored, stored
from articles.models import Account, Fact, Meeting, Official, Ruling
from articles.models.choices import Aspect, Verdict
from articles.resolution.names import same_name, words
from articles.resolution.rulings import Links
from articles.resolution.sighting import Sighting, may_be_one

NEAR = timedelta(days=3)
# Neighbouring accounts that are compared at once, the latest first, with so many of those before; so many pairs of
# meetings are enough, and so many neighbours are looked at: what is older waits until these are dealt with.
_AT_ONCE, _AGAIN, _ENOUGH, _LOOKED_AT = 1000, 50, 500, 20_000


def meeting_pairs() -> list[tuple[int, int]]:
    """Primary keys of meetings of the same parties and, as far as they are named, people, within days of each other.

    The latest first, `_ENOUGH` of them or a few more.
    """
    dated = Account.objects.filter(window_start__isnull=False, meeting__isnull=False)
    beside = {"partition_by": "block", "order_by": ["window_start", "pk"]}
    # The next account of the same parties: one pass over the index, however many accounts there are.
    following = dated.annotate(
        next_pk=Window(Lead("pk"), **beside),
        next_start=Window(Lead("window_start"), **beside),
        next_meeting=Window(Lead("meeting"), **beside),
    ).filter(next_start__lte=F("window_start") + NEAR)
    apart = following.exclude(next_meeting=F("meeting")).order_by("-window_start", "pk")
    neighbours = list(apart.values_list("pk", "next_pk")[:_LOOKED_AT])
    rulings = standing()
    found: dict[tuple[int, int], None] = {}
    for first in range(0, len(neighbours), _AT_ONCE):
        some = {pk for pair in neighbours[max(first - _AGAIN, 0) : first + _AT_ONCE] for pk in pair}
        found |= dict.fromkeys(_pairs(stored(Q(pk__in=some), rulings.people).values(), rulings.links))
        if len(found) >= _ENOUGH:
            break
    return list(found)


def near(meeting: Meeting, days: int = 10) -> list[Meeting]:
    """Other meetings of the same parties around that day (any day, if none is known), the nearest first."""
    blocks = meeting.accounts.values("block")
    others = Meeting.objects.for_list().filter(accounts__block__in=blocks).exclude(pk=meeting.pk).distinct()
    if meeting.date_earliest is None:
        return list(others.newest_first()[:20])
    first, last = meeting.date_earliest - timedelta(days=days), meeting.date_latest + timedelta(days=days)
    around = others.filter(Q(date_earliest__range=(first, last)) | Q(date_earliest=None))
    return sorted(around, key=lambda m: abs((m.date_earliest or last) - meeting.date_earliest))[:20]


def official_pairs() -> list[tuple[int, int]]:
    """Primary keys of officials of one country whose names may be one: part of the other's, or a word misprinted."""
    took_part = Exists(Fact.objects.published().of(Aspect.PARTICIPANT).filter(official=OuterRef("pk")))
    rows = Official.objects.filter(took_part).order_by("name", "pk").values_list("pk", "key", "name", "country_id")
    apart = _persons_apart()
    return [
        (one[0], other[0])
        for one, other in _sharing_a_word(rows)
        if _may_be_one_person(one, other) and frozenset((one[1], other[1])) not in apart
    ]


def _pairs(rows: Iterable[Stored], links: Links) -> list[tuple[int, int]]:
    blocks: dict[str, list[Stored]] = defaultdict(list)
    for row in rows:
        blocks[row.sighting.block].append(row)
    found = {
        tuple(sorted((one.meeting, other.meeting)))
        for block in blocks.values()
        for one, other in combinations(block, 2)
        if one.meeting != other.meeting and _may_be_one(one.sighting, other.sighting, links)
    }
    return sorted(found, reverse=True)


def _may_be_one(one: Sighting, other: Sighting, links: Links) -> bool:
    """Parties, people and kind agree and the days nearly do."""
    if links.apart(one.key, other.key) or not one.window or not other.window:
        return False
    days_near = one.window[0] - NEAR <= other.window[1] and other.window[0] - NEAR <= one.window[1]
    undated = replace(one, account=replace(one.account, date=None), published=None)
    return days_near and may_be_one(undated, other)


Row = tuple[int, str, str, str | None]


def _sharing_a_word(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Pairs of one country with a word of their names in common, each once."""
    bins: dict[tuple[str | None, str], list[Row]] = defaultdict(list)
    for row in rows:
        for word in set(words(row[2])):
            bins[row[3], word].append(row)
    return iter(dict.fromkeys(pair for bin_ in bins.values() for pair in combinations(bin_, 2)))


def _may_be_one_person(one: Row, other: Row) -> bool:
    # Two of the list of office holders are two persons, however alike their names.
    if "|" not in one[1] and "|" not in other[1]:
        return False
    a, b = set(words(one[2])), set(words(other[2]))
    nearly = a <= b or b <= a or (len(a) == len(b) and len(a & b) == len(a) - 1)
    return nearly and same_name(one[2], other[2])


def _persons_apart() -> set[frozenset[str]]:
    rulings = Ruling.objects.standing().filter(verdict=Verdict.DIFFERENT_PERSON)
    return {frozenset(ruling.subject) for ruling in rulings}
