"""A list of meetings out of the sets: the database is asked for the rows that are looked at, and no others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db.models import QuerySet
from pyroaring import BitMap

from articles.models import Meeting

from .sets import Sets

_NAMED = 5000  # meetings that a query names one by one; the rest of a list is described to the database


class Selection:
    """Meetings in the order of a list, by slices, for a paginator; those without a day come last.

    `members`: which. `queryset` makes the same as a query. `dress` gives a query all that a row of the list needs.
    """

    def __init__(
        self,
        sets: Sets,
        members: BitMap,
        queryset: Callable[[], QuerySet],
        dress: Callable[[QuerySet], QuerySet],
        *,
        oldest_first: bool = False,
    ) -> None:
        self.members = members
        self._sets, self._queryset, self._dress, self._oldest_first = sets, queryset, dress, oldest_first

    def __len__(self) -> int:
        return len(self.members)

    def count(self) -> int:
        return len(self.members)

    def __getitem__(self, wanted: slice) -> list:
        """The meetings of a slice, in one query and those that its prefetches need."""
        start, stop, _step = wanted.indices(len(self.members))
        if start >= stop:
            return []
        before, named = 0, BitMap()
        for found in self._by_day():
            if not named and before + len(found) <= start:
                before += len(found)
                continue
            named |= found
            if before + len(named) >= stop:
                break
        if len(named) > _NAMED:
            return list(self._ordered(self._queryset())[start:stop])
        rows = Meeting.objects.filter(pk__in=named)
        return list(self._ordered(rows)[start - before : stop - before])

    def each(self, at_once: int) -> Iterator[Meeting]:
        """All of them, one after the other, of which about `at_once` are fetched together.

        What is stored meanwhile may be in it or not; nothing comes twice, and nothing that stays is left out.
        """
        named = BitMap()
        for found in self._by_day():
            if len(found) > at_once:
                yield from self._fetched(named)
                yield from self._ordered(Meeting.objects.filter(pk__in=found)).iterator(at_once)
                named = BitMap()
                continue
            named |= found
            if len(named) >= at_once:
                yield from self._fetched(named)
                named = BitMap()
        yield from self._fetched(named)

    def _fetched(self, named: BitMap) -> list[Meeting]:
        return list(self._ordered(Meeting.objects.filter(pk__in=named))) if named else []

    def _by_day(self) -> Iterator[BitMap]:
        days = self._sets.by_first_day
        for _day, members in days if self._oldest_first else reversed(days):
            if found := members & self.members:
                yield found
        if undated := self._sets.undated & self.members:
            yield undated

    def _ordered(self, meetings: QuerySet) -> QuerySet:
        return self._dress(meetings.oldest_first() if self._oldest_first else meetings.newest_first())
