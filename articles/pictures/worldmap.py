"""The world, with a circle for each country on record and a wire for each two that talked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from math import hypot
from pathlib import Path

from articles.index import Sets, current
from articles.models import Country
from articles.registers import countries, relationship_address

from .grid import radius
from .pairs import pairs_of_countries

OUTLINES = Path(__file__).with_name("world.json")  # made by draw_world.py, which says from what
MOST_WIRES = 80
MOST_NAMES = 14
ONE, LARGEST = 10, 42  # radius of a circle, in units of the map
THINNEST, WIDEST = 2.5, 12  # of a wire
SAG = 0.16  # how far a wire hangs down, as a share of its length
Box = tuple[float, float, float, float]  # left, top, right, bottom
LETTER, LINE = 15, 34  # width and height that a name needs, as a guess on the safe side


@dataclass(frozen=True, slots=True)
class Place:
    """A country on the map; `name_y` is where its name is written, None where there is no room for it."""

    country: Country
    x: int
    y: int
    radius: float
    path: str
    name_y: float | None


@dataclass(frozen=True, slots=True)
class Wire:
    one: Country
    other: Country
    meetings: int
    path: str
    width: float
    address: str


@dataclass(frozen=True, slots=True)
class WorldMap:
    """`land` is every country without a contact; `elsewhere` are parties that are on no map."""

    width: int
    height: int
    land: str
    places: list[Place]
    wires: list[Wire]
    countries: list[Country]
    elsewhere: list[Country]


@cache
def outlines() -> dict:
    return json.loads(OUTLINES.read_text())


def worldmap() -> WorldMap:
    world, sets = outlines(), current()
    parties = countries(sets)
    known = world["countries"]
    there = sorted((country for country in parties if country.pk in known), key=lambda country: not country.is_home)
    shown = {country.pk for country in there}
    land = world["other"] + "".join(drawn["path"] for code, drawn in known.items() if code not in shown)
    return WorldMap(
        world["width"],
        world["height"],
        land,
        _places(there, known),
        _wires(parties, known, sets),
        parties,
        [country for country in parties if country.pk not in shown],
    )


def _places(parties: list[Country], known: dict) -> list[Place]:
    """In the order in which they get a name where two want the same room: home, then the most frequent."""
    fullest = max((country.meetings for country in parties), default=1)
    sizes = [radius(country.meetings, fullest, one=ONE, largest=LARGEST) for country in parties]
    spots = [known[country.pk]["at"] for country in parties]
    taken = [(x - size, y - size, x + size, y + size) for (x, y), size in zip(spots, sizes, strict=True)]
    places = []
    for country, (x, y), size in zip(parties, spots, sizes, strict=True):
        has_room = len(taken) < len(parties) + MOST_NAMES
        name_y = _room(str(country), x, y, size, taken, country.is_home) if has_room else None
        places.append(Place(country, x, y, size, known[country.pk]["path"], name_y))
    return places


def _room(name: str, x: float, y: float, size: float, taken: list[Box], is_home: bool) -> float | None:
    """Above the circle or else below it, where no name or other circle is; what is found is taken."""
    half = len(name) * LETTER / 2
    for base in (y - size - 8, y + size + LINE - 6):
        box = (x - half, base - LINE + 8, x + half, base)
        if all(_apart(box, other) for other in taken) or is_home:
            taken.append(box)
            return base
    return None


def _apart(a: Box, b: Box) -> bool:
    (left, top, right, bottom), (left2, top2, right2, bottom2) = a, b
    return right < left2 or right2 < left or bottom < top2 or bottom2 < top


def _wires(parties: list[Country], known: dict, sets: Sets) -> list[Wire]:
    """The strongest, the thinnest first, so that no thick one hides it."""
    by_code = {country.pk: country for country in parties if country.pk in known}
    strongest = pairs_of_countries(sets, MOST_WIRES)
    pairs = [pair for pair in strongest if pair.one in by_code and pair.other in by_code]
    fullest = max((pair.meetings for pair in pairs), default=1)
    wires = []
    for pair in reversed(pairs):
        one, other = by_code[pair.one], by_code[pair.other]
        width = round(THINNEST + (WIDEST - THINNEST) * (pair.meetings - 1) / max(fullest - 1, 1), 1)
        path = _hanging(known[pair.one]["at"], known[pair.other]["at"])
        wires.append(Wire(one, other, pair.meetings, path, width, relationship_address(one, other)))
    return wires


def _hanging(a: tuple[int, int], b: tuple[int, int]) -> str:
    """The curve of a wire between two points."""
    (x1, y1), (x2, y2) = a, b
    sag = 2 * SAG * hypot(x2 - x1, y2 - y1)
    return f"M{x1} {y1}Q{(x1 + x2) / 2:.0f} {(y1 + y2) / 2 + sag:.0f} {x2} {y2}"
