"""What editors decided, as resolution reads it.

A ruling names accounts by the source's id and the account's place in its
article, and facts by their keys: nothing that a run of the machine makes anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from typing import Any

from .sighting import AccountKey

CONFIRM, REJECT, ASSERT, TELLS = "confirm", "reject", "assert", "tells"


@dataclass(frozen=True, slots=True)
class FactRuling:
    """A fact of the meeting that these accounts report is right, is wrong, or is so (`verdict`).

    Or the account is there at all, because an editor says that its article tells of the meeting.
    `value` holds the fact whole (see `facts.PlannedFact.value`), and `evidence` where it stands.
    """

    verdict: str
    accounts: tuple[AccountKey, ...]
    aspect: str
    key: str
    value: Mapping[str, Any]
    evidence: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Links:
    """Which accounts editors joined or parted; the later word on a pair counts."""

    joined: Mapping[AccountKey, AccountKey] = field(default_factory=dict)
    parted: frozenset[frozenset[AccountKey]] = frozenset()

    def same(self, one: AccountKey, other: AccountKey) -> bool:
        return one in self.joined and self.joined[one] == self.joined.get(other)

    def apart(self, one: AccountKey, other: AccountKey) -> bool:
        return frozenset((one, other)) in self.parted

    def joined_with(self, key: AccountKey) -> set[AccountKey]:
        return set(self._groups.get(self.joined.get(key, key), ()))

    @cached_property
    def _groups(self) -> dict[AccountKey, list[AccountKey]]:
        groups: dict[AccountKey, list[AccountKey]] = {}
        for key, representative in self.joined.items():
            groups.setdefault(representative, []).append(key)
        return groups


def links(rulings: Iterable[tuple[str, list[list[AccountKey]]]]) -> Links:
    """Links from rulings in the order given: ("same", groups) joins all, ("different", groups) parts the groups."""
    word: dict[frozenset[AccountKey], bool] = {}
    for verdict, groups in rulings:
        if verdict == "same":
            pairs = combinations([key for group in groups for key in group], 2)
        else:
            pairs = (pair for a, b in combinations(groups, 2) for pair in product(a, b))
        word.update({frozenset(pair): verdict == "same" for pair in pairs if pair[0] != pair[1]})
    return Links(
        _representatives(pair for pair, is_same in word.items() if is_same),
        frozenset(pair for pair, is_same in word.items() if not is_same),
    )


def _representatives(pairs: Iterable[frozenset[AccountKey]]) -> dict[AccountKey, AccountKey]:
    """Each account's representative: the least key of those it is joined with, directly or not."""
    parent: dict[AccountKey, AccountKey] = {}

    def root(key: AccountKey) -> AccountKey:
        while parent.setdefault(key, key) != key:
            key = parent[key]
        return key

    for pair in pairs:
        low, high = sorted(root(key) for key in pair)
        parent[high] = low
    return {key: root(key) for key in list(parent)}
