"""Contacts as the sets know them: all of many thousands are looked at, and those that a page links to are read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from pyroaring import BitMap

from .index import Sets
from .models import Meeting
from .models.choices import Kind


@dataclass(slots=True)
class Contact:
    """A meeting's kind and days; whether it was of the parties asked about alone, and its day is certain."""

    pk: int
    kind: str
    date_earliest: date | None
    date_latest: date | None
    is_between_two: bool
    is_date_sure: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What a link to a contact says."""

    pk: int
    slug: str
    kind: str
    date_edtf: str

    @property
    def kind_label(self) -> str:
        return Kind(self.kind).label

    @property
    def address(self) -> str:
        return reverse("call", args=[self.slug])


def between(sets: Sets, one: str, other: str) -> BitMap:
    """The meetings of two parties, by country code."""
    return sets.of("party", one) & sets.of("party", other)


def contacts(sets: Sets, one: str, other: str) -> list[Contact]:
    """Every contact of two parties, the oldest first, those of unknown year last."""
    members = between(sets, one, other)
    third = BitMap()
    for code, theirs in sets.by("party").items():
        if code not in (one, other):
            third |= theirs & members
    kinds = {pk: kind for kind, theirs in sets.by("kind").items() for pk in theirs & members}
    sure = sets.of("sure", True) & members
    found = [
        Contact(pk, kinds[pk], earliest, latest, pk not in third, pk in sure)
        for (earliest, latest), theirs in sets.by("days").items()
        if theirs.intersect(members)
        for pk in theirs & members
    ]
    return sorted(found, key=_in_order)


def _in_order(contact: Contact) -> tuple:
    first = contact.date_earliest or date.max
    return contact.date_earliest is None, first, contact.date_latest or first, contact.pk


def entries(found: Iterable[Contact]) -> dict[int, Entry]:
    """By primary key, what links to these contacts say, in one query; of one that is gone meanwhile there is none."""
    columns = ("pk", "slug", "kind", "date_edtf")
    rows = Meeting.objects.filter(pk__in={contact.pk for contact in found}).order_by().values_list(*columns)
    return {row[0]: Entry(*row) for row in rows}
