"""Records out of the sets: who has how many contacts, from when to when; read are only those that are looked at."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import cached_property

from django.db.models import Model, QuerySet
from pyroaring import BitMap

from articles.extraction.text import fold

from .sets import Sets


class Register:
    """Records that published meetings name, by slices, for a paginator: who has most of them first, then by name.

    Each comes with `meetings`, how many, and `first` and `last`, the first and the last day on which one of them may
    have taken place, or None.

    `told`: the meetings of each, by primary key; who has none is left out. `records`: of whom it is, with a `name`.
    `dress` gives a query of them all that is needed of each.
    """

    def __init__(
        self,
        sets: Sets,
        told: Mapping[Hashable, BitMap],
        records: QuerySet,
        dress: Callable[[QuerySet], QuerySet] = lambda records: records,
    ) -> None:
        self._sets, self._told, self._records, self._dress = sets, told, records, dress

    @cached_property
    def _order(self) -> list[Hashable]:
        named = self._records.order_by().values_list("pk", "name")
        found = ((-len(self._told[pk]), fold(name), name, pk) for pk, name in named if self._told.get(pk))
        return [pk for *_place, pk in sorted(found)]

    def __len__(self) -> int:
        return len(self._order)

    def count(self) -> int:
        return len(self._order)

    def __getitem__(self, wanted: slice) -> list[Model]:
        keys = self._order[wanted]
        found = self._dress(self._records.model._default_manager.filter(pk__in=keys)).in_bulk()
        # One that is gone meanwhile was joined to another.
        return [with_contacts(self._sets, found[key], self._told[key]) for key in keys if key in found]

    def each(self, at_once: int) -> Iterator[Model]:
        """All of them, one after the other, of which so many are fetched together."""
        for start in range(0, len(self), at_once):
            yield from self[start : start + at_once]


def with_contacts(sets: Sets, record: Model, told: BitMap) -> Model:
    """The record, with the number of its meetings and the first and the last day of them."""
    record.meetings = len(told)
    record.first, record.last = sets.extent(told)
    return record
