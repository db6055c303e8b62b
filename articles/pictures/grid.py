"""Things by year: a table whose figures are also dots. Topics over time, partners over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from django.urls import reverse
from django.utils.http import urlencode
from pyroaring import BitMap

from articles.index import Sets
from articles.models import Topic

MOST_YEARS = 16  # columns; what is older is one column of its own
ONE, LARGEST, SMALLEST = 4.5, 10.0, 2.0  # radius of a dot, in units of its drawing
_STEP = 0.5


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of contacts, 0 for none; `address` is the list of them."""

    count: int
    radius: float
    address: str
    column: Column


@dataclass(frozen=True, slots=True)
class Column:
    """A year, or all years up to one."""

    last: int
    is_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it is of (a topic, a country), where that leads, its cells and their sum."""

    record: object
    address: str
    cells: list[Cell]
    total: int


@dataclass(frozen=True, slots=True)
class Grid:
    columns: list[Column]
    lines: list[Line]

    def __bool__(self) -> bool:
        return bool(self.lines)


def topics_by_year(sets: Sets, among: BitMap, **wanted) -> Grid:
    """Topics of some meetings; `wanted` is what else the addresses of the lists ask for."""
    counts = {code: by_year(sets, told & among) for code, told in sets.by("topic").items() if told.intersect(among)}
    topics = Topic.objects.in_bulk([code for code, years in counts.items() if years])
    rows = {topics[code]: years for code, years in counts.items() if code in topics}
    ranked = sorted(rows, key=lambda topic: (-sum(rows[topic].values()), topic.position))
    addresses = {topic: topic.get_absolute_url() for topic in ranked}
    return grid({topic: rows[topic] for topic in ranked}, addresses, lambda topic: wanted | {"topic": topic.pk})


def by_year(sets: Sets, meetings: BitMap) -> dict[int, int]:
    """How many of these meetings there were in each year: one counts in every year that it may belong to."""
    found: dict[int, int] = defaultdict(int)
    for (first, last), members in sets.by("year").items():
        if number := members.intersection_cardinality(meetings):
            for year in range(first, last + 1):
                found[year] += number
    return found


def grid(
    rows: Mapping[object, Mapping[int, int]], addresses: Mapping[object, str], wanted: Callable[[object], dict]
) -> Grid:
    """Rows in the order given. `wanted(record)` is what the list of a row's meetings asks for, without the year."""
    columns = _columns(year for years in rows.values() for year in years)
    fullest = max((_in_column(years, c) for years in rows.values() for c in columns), default=0)
    lines = []
    for record, years in rows.items():
        query = wanted(record)
        cells = [_cell(_in_column(years, column), fullest, column, query) for column in columns]
        lines.append(Line(record, addresses[record], cells, sum(years.values())))
    return Grid(columns, lines)


def radius(count: int, fullest: int, *, one: float = ONE, largest: float = LARGEST) -> float:
    """Of a dot whose area stands for the count: `one` for a single contact, less if the fullest would not fit."""
    unit = min(one, largest / sqrt(fullest)) if fullest else one
    return max(SMALLEST, round(unit * sqrt(count) / _STEP) * _STEP) if count else 0


def _columns(years: Iterable[int]) -> list[Column]:
    """Every year from the first to the last, so that gaps show as gaps; the oldest are taken together."""
    years = set(years)
    if not years:
        return []
    first, last = min(years), max(years)
    if last - first < MOST_YEARS:
        return [Column(year) for year in range(first, last + 1)]
    start = last - MOST_YEARS + 2
    return [Column(start - 1, is_earlier=True), *(Column(year) for year in range(start, last + 1))]


def _in_column(years: Mapping[int, int], column: Column) -> int:
    if column.is_earlier:
        return sum(number for year, number in years.items() if year <= column.last)
    return years.get(column.last, 0)


def _cell(count: int, fullest: int, column: Column, query: dict) -> Cell:
    dated = {"to": column.last} if column.is_earlier else {"year": column.last}
    address = f"{reverse('meeting-list')}?{urlencode(query | dated, doseq=True)}" if count else ""
    return Cell(count, radius(count, fullest), address, column)
