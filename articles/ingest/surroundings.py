"""All accounts that have to be looked at together, however many steps apart, and none of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import reduce
from itertools import combinations
from operator import or_

from django.db.models import Q

from articles.resolution import People, Sighting
from articles.resolution.neighbours import near_any
from articles.resolution.sighting import AccountKey

from .rulings import Standing
from .sightings import NARROW, Stored, by_keys, start_of, stored

Rows = dict[AccountKey, Stored]
Window = tuple[date, date]
DAY = timedelta(days=1)
_AT_ONCE = 50  # conditions in one query
_MOST_LISTED = 6  # parties of which every subset is asked for by name


def surroundings(keys: Iterable[AccountKey], rulings: Standing) -> Rows:
    """These accounts, what may be of one meeting with them, what may be of one with that, and so on.

    Accounts that stand in one meeting now, or that one ruling names, belong together as well.
    """
    found: Rows = {}
    people = rulings.people
    fresh = by_keys(keys, people)
    while fresh:
        found |= fresh
        named = rulings.fellows(fresh) - found.keys()
        reached = {**_fellows(fresh, people), **_close(fresh, people), **by_keys(named, people)}
        fresh = {key: row for key, row in reached.items() if key not in found}
    return found


def _fellows(rows: Rows, people: People) -> Rows:
    meetings = {row.meeting for row in rows.values() if row.meeting}
    return stored(Q(meeting__in=meetings), people) if meetings else {}


def _close(rows: Rows, people: People) -> Rows:
    sightings = [row.sighting for row in rows.values()]
    found: Rows = {}
    conditions = list(_conditions(sightings))
    for first in range(0, len(conditions), _AT_ONCE):
        found |= stored(reduce(or_, conditions[first : first + _AT_ONCE]), people)
    near = near_any((row.sighting for row in found.values()), sightings)
    return {key: row for key, row in found.items() if key in near}


def _conditions(sightings: Iterable[Sighting]) -> Iterator[Q]:
    """What comparable accounts have in their rows: the same parties, fewer or more, and a window that may meet."""
    windows: dict[frozenset[str], list[Window | None]] = defaultdict(list)
    for sighting in sightings:
        windows[sighting.parties].append(sighting.window if start_of(sighting) else None)
    for parties, all_windows in windows.items():
        who = _whose(parties)
        if None in all_windows:
            yield who
        else:
            near = [Q(window_start__range=(first - NARROW - DAY, last + DAY)) for first, last in _joined(all_windows)]
            yield who & reduce(or_, near, Q(window_start=None))


def _whose(parties: frozenset[str]) -> Q:
    size, names = len(parties), sorted(parties)
    if size < 2:
        return Q(block="+".join(names))
    more = Q(party_count__gt=max(size, 2))
    if size > _MOST_LISTED:
        return more | Q(party_count__range=(2, size))
    few = ["+".join(some) for number in range(2, size + 1) for some in combinations(names, number)]
    return more | Q(block__in=few)


def _joined(windows: Iterable[Window]) -> list[Window]:
    """Fewer windows that cover the same days."""
    joined: list[Window] = []
    for first, last in sorted(windows):
        if joined and first <= joined[-1][1] + NARROW:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined
