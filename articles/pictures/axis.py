"""Contacts on one axis of time: a mark for each at its day, as far as there is room, or for each month or year.

Horizontal places are hundredths of the width, so that the picture fills a page of any
width and its letters keep their size; vertical ones are pixels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from .grid import radius

MOST_MARKS = 90  # more contacts than this, and a mark stands for a month; more months, for a year
NEAREST = 1.5  # hundredths of the width: marks nearer than this stand above each other
MOST_LEVELS = 5
MOST_TICKS = 12
STEP, TOP, BOTTOM = 15, 26, 40  # pixels: between levels, above the highest, below the line
EDGE = 3  # hundredths of the width left free at either end
_DOT, _LARGEST = 6, 9


class Dated(Protocol):
    kind: str
    date_earliest: date
    is_date_sure: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One contact, or those of a `period`: `kind` is the shape, empty where there are several kinds."""

    contacts: list
    period: str
    x: float
    y: int
    kind: str
    radius: float
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """The first of January; `is_minor` is left out where the page is narrow."""

    year: int
    x: float
    is_minor: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """A long time without a contact between two marks, and the middle of it."""

    days: int
    since: Dated
    until: Dated
    x: float
    has_room: bool


@dataclass(frozen=True, slots=True)
class Axis:
    marks: list[Mark]
    ticks: list[Tick]
    silences: list[Silence]
    line: int

    @property
    def height(self) -> int:
        return self.line + BOTTOM

    @property
    def label_y(self) -> int:
        return self.line + 22


def axis(contacts: Sequence[Dated], silences: Sequence[tuple[Dated, Dated, int]] = ()) -> Axis | None:
    """Of contacts in the order of their days; None where there is none."""
    if not contacts:
        return None
    scale = _Scale(contacts[0].date_earliest, contacts[-1].date_earliest)
    groups = _groups(contacts)
    places = _levels([scale(group[0].date_earliest) for group in groups.values()])
    line = TOP + STEP * max(level for _x, level in places)
    fullest = max(map(len, groups.values()))
    marks = [
        _mark(period, group, x, line - STEP * level, fullest)
        for (period, group), (x, level) in zip(groups.items(), places, strict=True)
    ]
    return Axis(marks, scale.ticks(), [_silence(scale, *silence) for silence in silences], line)


class _Scale:
    """Days to hundredths of the width; the axis runs over whole years."""

    def __init__(self, first: date, last: date) -> None:
        self.years = range(first.year, last.year + 2)
        self.start = date(first.year, 1, 1).toordinal()
        self.length = date(min(last.year + 1, date.max.year), 1, 1).toordinal() - self.start or 1

    def __call__(self, day: date) -> float:
        return round(EDGE + (100 - 2 * EDGE) * (day.toordinal() - self.start) / self.length, 2)

    def ticks(self) -> list[Tick]:
        step = -(-len(self.years) // MOST_TICKS)
        years = [year for year in self.years[:-1] if (year - self.years[0]) % step == 0]
        is_tight = len(years) > MOST_TICKS // 2
        return [Tick(year, self(date(year, 1, 1)), is_tight and place % 2 == 1) for place, year in enumerate(years)]


def _groups(contacts: Sequence[Dated]) -> dict[str, list[Dated]]:
    """By day as long as each has a mark of its own, then by month, then by year: `2024-12` or `2024`."""
    if len(contacts) <= MOST_MARKS:
        return {f"{contact.date_earliest} {place}": [contact] for place, contact in enumerate(contacts)}
    months, years = _by_period(contacts, 7), _by_period(contacts, 4)
    return months if len(months) <= 2 * MOST_MARKS else years


def _by_period(contacts: Sequence[Dated], length: int) -> dict[str, list[Dated]]:
    periods = defaultdict(list)
    for contact in contacts:
        periods[contact.date_earliest.isoformat()[:length]].append(contact)
    return periods


def _levels(xs: Sequence[float]) -> list[tuple[float, int]]:
    """For each place the lowest level on which it touches no mark before it; the highest is never left."""
    last = [float("-inf")] * MOST_LEVELS
    places = []
    for x in xs:
        level = next((level for level in range(MOST_LEVELS) if x - last[level] >= NEAREST), MOST_LEVELS - 1)
        last[level] = x
        places.append((x, level))
    return places


def _mark(period: str, group: list[Dated], x: float, y: int, fullest: int) -> Mark:
    kinds = {contact.kind for contact in group}
    size = _DOT if fullest == 1 else radius(len(group), fullest, one=_DOT / 2, largest=_LARGEST)
    is_sure = all(contact.is_date_sure for contact in group)
    return Mark(group, period, x, y, kinds.pop() if len(kinds) == 1 else "", size, is_sure)


def _silence(scale: _Scale, since: Dated, until: Dated, days: int) -> Silence:
    start, end = scale(since.date_earliest), scale(until.date_earliest)
    return Silence(days, since, until, round((start + end) / 2, 2), end - start > 9)
