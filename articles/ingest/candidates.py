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
from articles.resolution.dates import bounds, month_day

from .sightings import NARROW, start_of

Window = tuple[date, date]
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
    """Windows that may meet, a day of the year that is among theirs, or nothing known of the day."""
    windows: list[Window] = []
    days_of_any_year: set[int] = set()
    for sighting in sightings:
        windows += windows_of(sighting)
        if not windows_of(sighting):
            days_of_any_year |= _days_around(month_day(sighting.date))
    # A day whose year is open has no window, only its place in the year.
    condition = WIDE | Q(window_start=None, month_day__in=sorted(_days_within(windows) | days_of_any_year))
    for first, last in _joined(windows):
        condition |= Q(window_start__range=(first - NARROW - DAY, last + DAY))
    if days_of_any_year:
        condition |= Q(month_day__in=sorted(days_of_any_year)) | Q(month_day=None)
    return condition


def windows_of(sighting: Sighting) -> list[Window]:
    """Its window, or those of the dates that it may mean; none if any of them has none, or one longer than a month."""
    if start_of(sighting):
        return [sighting.window]
    spans = [bounds(day) for day in sighting.days]
    return spans if all(first and last - first <= NARROW for first, last in spans) else []


def _days_around(day: int | None) -> set[int]:
    """The day before, the day and the day after, in leap years and in others."""
    if day is None:
        return set()
    middles = [date(year, day // 100, day % 100) for year in (2000, 2001) if day != 229 or year == 2000]
    return _days_within((middle, middle) for middle in middles)


def _days_within(windows: Iterable[Window]) -> set[int]:
    """Places in the year of the days in these windows, the days beside them included."""
    days = set()
    for first, last in windows:
        for number in range(-1, (last - first).days + 2):
            day = first + number * DAY
            days.add(day.month * 100 + day.day)
    return days


def _joined(windows: Iterable[Window]) -> list[Window]:
    """Fewer windows that cover the same days."""
    joined: list[Window] = []
    for first, last in sorted(windows):
        if joined and first <= joined[-1][1] + NARROW:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
