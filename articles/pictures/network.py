"""Who speaks to whom: officials one below the other, by country, with a wire between each two that talked.

Rows are of one height, which the stylesheet sets; the wires are drawn on a sheet beside
them that is `ROW` units high for each row and `DEPTH` wide, whatever size it is shown at.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.http import urlencode

from articles.extraction.text import fold
from articles.index import Sets, current
from articles.models import Country, Official

from .grid import radius
from .pairs import Pair, of_two, pairs_of_officials

MOST_WIRES = 40
ROW, DEPTH = 10, 100
ONE, LARGEST = 3.5, 9  # radius of an official's circle
WIDEST = 5  # pixels, of a wire


@dataclass(frozen=True, slots=True)
class Node:
    official: Official
    radius: float


@dataclass(frozen=True, slots=True)
class Delegation:
    """The officials of one country; its name is a row of its own."""

    country: Country | None
    nodes: list[Node]


@dataclass(frozen=True, slots=True)
class Wire:
    one: Official
    other: Official
    meetings: int
    path: str
    width: float
    address: str


@dataclass(frozen=True, slots=True)
class Network:
    delegations: list[Delegation]
    wires: list[Wire]
    rows: int

    @property
    def height(self) -> int:
        return self.rows * ROW


def network() -> Network:
    sets = current()
    pairs = pairs_of_officials(sets, MOST_WIRES)
    officials = _officials(sets, {pk for pair in pairs for pk in (pair.one, pair.other)})
    known = {official.pk for official in officials}
    # One that is gone was joined to another while the page was made.
    pairs = [pair for pair in pairs if pair.one in known and pair.other in known]
    delegations = _delegations(officials, pairs)
    places, row = {}, 0
    for delegation in delegations:
        row += 1
        for node in delegation.nodes:
            places[node.official.pk] = row
            row += 1
    return Network(delegations, _wires(pairs, {official.pk: official for official in officials}, places), row)


def _officials(sets: Sets, keys: set[int]) -> list[Official]:
    """With `meetings`: how many of two sides they took part in."""
    among = of_two(sets)
    found = list(Official.objects.filter(pk__in=keys).select_related("country"))
    for official in found:
        official.meetings = sets.of("official", official.pk).intersection_cardinality(among)
    return found


def _delegations(officials: list[Official], pairs: list[Pair]) -> list[Delegation]:
    """The home country first, then by number of wires; in each, who has the most contacts first."""
    ends = Counter(pk for pair in pairs for pk in (pair.one, pair.other))
    wires = Counter()
    for official in officials:
        wires[official.country] += ends[official.pk]

    def order(official: Official) -> tuple:
        country = official.country
        return not country.is_home, -wires[country], fold(str(country)), -official.meetings, official.name

    fullest = max((official.meetings for official in officials), default=1)
    return [
        Delegation(country, [Node(o, radius(o.meetings, fullest, one=ONE, largest=LARGEST)) for o in group])
        for country, group in groupby(sorted(officials, key=order), key=lambda official: official.country)
    ]


def _wires(pairs: list[Pair], officials: dict[int, Official], places: dict[int, int]) -> list[Wire]:
    fullest = max((pair.meetings for pair in pairs), default=1)
    longest = max((abs(places[pair.one] - places[pair.other]) for pair in pairs), default=1)
    wires = []
    for pair in pairs:
        one, other = sorted((officials[pair.one], officials[pair.other]), key=lambda official: places[official.pk])
        top, bottom = ((places[official.pk] + 0.5) * ROW for official in (one, other))
        # A cubic reaches three quarters of the way to its handles.
        handle = DEPTH - DEPTH * 4 / 3 * (0.2 + 0.76 * (bottom - top) / ROW / longest) * 0.97
        path = f"M{DEPTH} {top:g}C{handle:.0f} {top:g} {handle:.0f} {bottom:g} {DEPTH} {bottom:g}"
        width = round(1.2 + (WIDEST - 1.2) * (pair.meetings - 1) / max(fullest - 1, 1), 1)
        query = urlencode({"official": [one.slug, other.slug], "all": "official"}, doseq=True)
        wires.append(Wire(one, other, pair.meetings, path, width, f"{reverse('meeting-list')}?{query}"))
    return wires
