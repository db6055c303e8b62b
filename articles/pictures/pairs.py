"""Which records met: for each two that took part in one meeting, how many meetings they did."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from pyroaring import BitMap

from articles.index import Sets
from articles.models.choices import Kind

# Contacts in which two sides talk to each other; a conference of many says little of any two of them.
OF_TWO = (Kind.PHONE_CALL, Kind.VIDEO_CALL, Kind.IN_PERSON, Kind.LETTER)

_AT_ONCE = 50_000  # meetings whose people are in memory


@dataclass(frozen=True, slots=True)
class Pair:
    """`one` and `other` are primary keys, the smaller first."""

    one: str | int
    other: str | int
    meetings: int


def of_two(sets: Sets) -> BitMap:
    return BitMap.union(BitMap(), *(sets.of("kind", kind) for kind in OF_TWO))


def pairs_of_countries(sets: Sets, most: int) -> list[Pair]:
    """Those with the most meetings, the strongest first."""
    among = of_two(sets)
    parties = [(code, told & among) for code, told in sorted(sets.by("party").items())]
    numbers = {
        (one, other): number
        for (one, theirs), (other, told) in combinations(parties, 2)
        if (number := theirs.intersection_cardinality(told))
    }
    return _strongest(numbers, most)


def pairs_of_officials(sets: Sets, most: int) -> list[Pair]:
    """The same, of different countries: two of one delegation did not speak with each other."""
    numbers: Counter[tuple[int, int]] = Counter()
    for present in _present(sets):
        numbers.update(
            {
                (min(one, other), max(one, other))
                for (country, one), (another, other) in combinations(present, 2)
                if country != another and one != other
            }
        )
    return _strongest(numbers, most)


def _present(sets: Sets) -> Iterator[set[tuple[str, int]]]:
    """The officials of each meeting of two sides, each with the country they were there for."""
    among = of_two(sets)
    for start in range(0, len(among), _AT_ONCE):
        part = among[start : start + _AT_ONCE]
        present: dict[int, set[tuple[str, int]]] = defaultdict(set)
        for (country, _role, official), told in sets.by("speaker").items():
            for meeting in told & part:
                present[meeting].add((country, official))
        yield from present.values()


def _strongest(numbers: dict[tuple, int], most: int) -> list[Pair]:
    ranked = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return [Pair(one, other, number) for (one, other), number in ranked[:most]]
