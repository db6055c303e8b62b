"""How the database is asked for accounts that may be of one meeting with given ones.

It narrows down by parties and days only; whether two accounts may really be of one meeting is for resolution to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import reduce
from itertools import combinations
from operator import or_

from django.db.models import Q

from articles.resolution import Sighting
from articles.resolution.dates import month_day

from .sightings import NARROW, start_of

DAY = timedelta(days=1)
WIDE = Q(window_start=None, month_day=None)  # neither the month nor the day of the year is known
_AT_ONCE = 50  # conditions in one query
_MOST_LISTED = 6  # parties of which every subset is asked for by name


def is_wide(sighting: Sighting) -> bool:
    """Whether neither the month nor the day of the year is known: any account of its parties may be meant."""
    return start_of(sighting) is None and month_day(sighting.date) is None


def conditions(sightings: Iterable[Sighting]) -> Iterator[Q]:
    """What accounts near these have in their rows, in as many queries as it takes."""
    by_parties: dict[frozenset[str], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_parties[sighting.parties].append(sighting)
    found = [whose(parties) & _when(members) for parties, members in by_parties.items()]
    for first in range(0, len(found), _AT_ONCE):
        yield reduce(or_, found[first : first + _AT_ONCE])


def whose(parties: frozenset[str]) -> Q:
    """The same parties, fewer or more, as `comparable` has it."""
    size, names = len(parties), sorted(parties)
    if size < 2:
        return Q(block="+".join(names))
    more = Q(party_count__gt=max(size, 2))
    if size > _MOST_LISTED:
        return more | Q(party_count__range=(2, size))
    few = ["+".join(some) for number in range(2, size + 1) for some in combinations(names, number)]
    return more | Q(block__in=few)


def _when(sightings: Iterable[Sighting]) -> Q:
    """A window that may meet, a day of the year that is the same or the next, or nothing known of the day."""
    windows, days = [], set()
    for sighting in sightings:
        if start_of(sighting):
            windows.append(sighting.window)
        days |= _days_around(month_day(sighting.date))
    condition = WIDE | Q(month_day__in=sorted(days), window_start=None)
    for first, last in _joined(windows):
        condition |= Q(window_start__range=(first - NARROW - DAY, last + DAY))
    if any(start_of(sighting) is None for sighting in sightings):
        condition |= Q(month_day__in=sorted(days))
    return condition


def _days_around(day: int | None) -> set[int]:
    """The day before, the day and the day after, in leap years and in others."""
    if day is None:
        return set()
    around = set()
    for year in (2000, 2001):
        if day != 229 or year == 2000:
            middle = date(year, day // 100, day % 100)
            around |= {near.month * 100 + near.day for near in (middle - DAY, middle, middle + DAY)}
    return around


def _joined(windows: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Fewer windows that cover the same days."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(windows):
        if joined and first <= joined[-1][1] + NARROW:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
