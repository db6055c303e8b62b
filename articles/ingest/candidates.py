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
MANY = Q(party_count__gt=2)  # an index of PostgreSQL's has these alone; SQLite looks through all accounts for them
_AT_ONCE = 50  # alternatives in one query


def is_wide(sighting: Sighting) -> bool:
    """Whether neither the month nor the day of the year is known: any account of its parties may be meant."""
    return start_of(sighting) is None and month_day(sighting.date) is None


def conditions(sightings: Iterable[Sighting]) -> Iterator[Q]:
    """What accounts near these have in their rows, in as many queries as it takes.

    Each is of alternatives that one index answers: of alternatives within alternatives a database reads every account.
    What days are asked for of which parties is not kept apart where that makes fewer of them.
    """
    sightings = list(sightings)
    by_parties: dict[frozenset[str], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        by_parties[sighting.parties].append(sighting)
    blocks = sorted({block for parties in by_parties for block in _blocks(parties)})
    found = [Q(block__in=blocks) & days for days in _days_alone(sightings)]
    for parties, members in by_parties.items():
        found += [Q(block__in=_blocks(parties)) & days for days in _in_windows(members)]
    several = [sighting for sighting in sightings if len(sighting.parties) > 1]
    days = (*_days_alone(several), *_in_windows(several)) if several else ()
    for alternatives in (found, [MANY & some for some in days]):
        for first in range(0, len(alternatives), _AT_ONCE):
            yield reduce(or_, alternatives[first : first + _AT_ONCE])


def whose(parties: frozenset[str]) -> Q:
    """The same parties, fewer or more, as `comparable` has it."""
    few = Q(block__in=_blocks(parties))
    return few | MANY if len(parties) > 1 else few


def _blocks(parties: frozenset[str]) -> list[str]:
    """The same parties, and every two of them: what else is fewer or more has more than two."""
    names = sorted(parties)
    pairs = ["+".join(pair) for pair in combinations(names, 2)] if len(names) > 2 else []
    return ["+".join(names), *pairs]


def _days_alone(sightings: Iterable[Sighting]) -> list[Q]:
    """Accounts without a window: nothing is known of the day, or it is a day of the year that is among theirs."""
    windows = [window for sighting in sightings for window in windows_of(sighting)]
    of_any_year = {
        day for sighting in sightings if not windows_of(sighting) for day in _days_around(month_day(sighting.date))
    }
    # A day whose year is open has no window, only its place in the year.
    alternatives = [WIDE, Q(window_start=None, month_day__in=sorted(_days_within(windows) | of_any_year))]
    if of_any_year:
        alternatives += [Q(month_day__in=sorted(of_any_year)), Q(month_day=None)]
    return alternatives


def _in_windows(sightings: Iterable[Sighting]) -> list[Q]:
    """Accounts whose windows may meet theirs."""
    windows = [window for sighting in sightings for window in windows_of(sighting)]
    return [Q(window_start__range=(first - NARROW - DAY, last + DAY)) for first, last in _joined(windows)]


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
