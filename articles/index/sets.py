"""The sets themselves. Once made they do not change: a newer revision is a new object that shares what stayed."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter

from pyroaring import BitMap

from .rows import Row

Members = Mapping[str, Mapping[Hashable, BitMap]]
_Day = tuple[date, BitMap]
_Years = list[tuple[BitMap, list[_Day]]]  # all of a year, and its days


class Sets:
    """Published meetings (primary keys) by facet and key, as of a revision of the archive.

    Facets and keys: `party`, `initiator`, `side` (country codes), `topic` (codes), `official`, `agreement` (primary
    keys), `office` (roles), `post` ((country, role)), `speaker` ((country, role, official)), `kind`, `language`,
    `certainty`, `reports`, `review` (codes), `year` ((first, last)), `days` ((first, last) possible day, or
    (None, None)), `sure` (True, of one day that is certain), `promise` (the acts of `PROMISING` of which one was done).
    """

    def __init__(self, revision: int, members: Members) -> None:
        self.revision = revision
        self._members = members

    @classmethod
    def read(cls, revision: int, rows: Iterable[Row]) -> Sets:
        """Sets of all the rows of an archive."""
        members = _gathered(rows)
        everything = BitMap.union(BitMap(), *members["kind"].values())
        return cls(revision, {name: _within(by_key, everything) for name, by_key in members.items()})

    def after(self, revision: int, changed: Collection[int], rows: Iterable[Row]) -> Sets:
        """The sets once the changed meetings are as their rows say, which may be none."""
        gone, added = BitMap(changed), _gathered(rows)
        here = BitMap.union(BitMap(), *added["kind"].values())
        members = {}
        for name in {*self._members, *added}:
            kept = {
                key: found - gone if found.intersect(gone) else found
                for key, found in self._members.get(name, {}).items()
            }
            for key, found in added.get(name, {}).items():
                kept[key] = kept.get(key, BitMap()) | (found & here)
            members[name] = {key: found for key, found in kept.items() if found}
        return Sets(revision, members)

    @cached_property
    def everything(self) -> BitMap:
        return BitMap.union(BitMap(), *self.by("kind").values())

    def by(self, facet: str) -> Mapping[Hashable, BitMap]:
        """The sets of a facet by key. Not to be changed."""
        if facet == "reports":
            return self._reports
        if facet == "review":
            return self._reviews
        return self._members.get(facet, {})

    def of(self, facet: str, key: Hashable) -> BitMap:
        """The meetings of one key, none if no meeting has it. Not to be changed."""
        return self.by(facet).get(key) or BitMap()

    @cached_property
    def _reviews(self) -> dict[str, BitMap]:
        checked = self._members.get("review", {}).get("checked", BitMap())
        return {"checked": checked, "unchecked": self.everything - checked}

    @cached_property
    def _reports(self) -> dict[str, BitMap]:
        """By how many of its parties have an account of a meeting from their own side."""
        one, both = BitMap(), BitMap()
        for code, told in self.by("side").items():
            own = told & self.of("party", code)
            both |= one & own
            one |= own
        return {"both": both, "one": one - both, "unsaid": self.everything - one}

    def possible(self, first: date | None, last: date | None) -> BitMap:
        """Meetings that may have taken place within these days; an open end is None."""
        first, last = first or date.min, last or date.max
        found = (
            members
            for (earliest, latest), members in self.by("days").items()
            if earliest is not None and latest >= first and earliest <= last
        )
        return BitMap.union(BitMap(), *found)

    @cached_property
    def by_first_day(self) -> list[tuple[date, BitMap]]:
        """The first day on which they may have taken place, in order, and the meetings of each."""
        grouped: dict[date, list[BitMap]] = defaultdict(list)
        for (earliest, _latest), members in self.by("days").items():
            if earliest is not None:
                grouped[earliest].append(members)
        return [(day, BitMap.union(*grouped[day])) for day in sorted(grouped)]

    def extent(self, among: BitMap) -> tuple[date | None, date | None]:
        """The first and the last day on which one of these may have taken place; None of days that nobody knows."""
        return _first_with(self._earliest, among), _first_with(self._latest, among)

    @cached_property
    def _earliest(self) -> _Years:
        return _by_year(self.by_first_day)

    @cached_property
    def _latest(self) -> _Years:
        days = ((latest, members) for (_earliest, latest), members in self.by("days").items() if latest is not None)
        return _by_year(sorted(days, key=itemgetter(0), reverse=True))

    def nearest(self, among: BitMap, day: date, *, later: bool) -> BitMap:
        """Those of `among` whose first day is `day`, and those of the nearest day after it, or before it."""
        days, found = self.by_first_day, BitMap()
        places = range(bisect_left(days, day, key=itemgetter(0)), len(days))
        if not later:
            places = range(bisect_right(days, day, key=itemgetter(0)) - 1, -1, -1)
        for place in places:
            first, members = days[place]
            if members.intersect(among):
                found |= members & among
                if first != day:
                    break
        return found

    @property
    def undated(self) -> BitMap:
        return self.of("days", (None, None))


def _gathered(rows: Iterable[Row]) -> dict[str, dict[Hashable, BitMap]]:
    members: dict[str, dict[Hashable, array]] = defaultdict(lambda: defaultdict(lambda: array("I")))
    for facet, key, meeting in rows:
        members[facet][key].append(meeting)
    found = {facet: {key: BitMap(ids) for key, ids in by_key.items()} for facet, by_key in members.items()}
    return defaultdict(dict, found)


def _by_year(days: Iterable[_Day]) -> _Years:
    """Days, in their order, by year: what is of no day of a year need not be looked for on each of them."""
    years = (list(of_year) for _year, of_year in groupby(days, key=lambda day: day[0].year))
    return [(BitMap.union(*(members for _day, members in of_year)), of_year) for of_year in years]


def _first_with(years: _Years, among: BitMap) -> date | None:
    """The first of these days that any of the meetings is of."""
    days = next((days for members, days in years if members.intersect(among)), ())
    return next((day for day, members in days if members.intersect(among)), None)


def _within(by_key: Mapping[Hashable, BitMap], everything: BitMap) -> dict[Hashable, BitMap]:
    """Less what is not published."""
    published = ((key, members & everything) for key, members in by_key.items())
    return {key: members for key, members in published if members}
