"""Which accounts may be of one meeting, pair by pair, without trying every pair.

Two accounts of one meeting share their two least parties' names, at least: accounts are sorted by pairs of
parties first, within a pair by the days that they can be of, and only what then lies near is compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations

from .sighting import AccountKey, Sighting, may_be_one

Near = dict[AccountKey, set[AccountKey]]
# Two windows that lie this far apart have no day in common, time zones and all.
_APART = timedelta(days=2)


def neighbours(sightings: Iterable[Sighting]) -> Near:
    """For each account, those that nothing in the two speaks against."""
    near: Near = {}
    bins: dict[tuple[str, ...], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        near[sighting.key] = set()
        for pair in pairs(sighting.parties):
            bins[pair].append(sighting)
    for pair, members in bins.items():
        for one, other in _close(members):
            # More than two parties share more than one pair: once is enough.
            if pair == min(pairs(min(one.parties, other.parties, key=len))) and may_be_one(one, other):
                near[one.key].add(other.key)
                near[other.key].add(one.key)
    return near


def near_each(sightings: Iterable[Sighting], others: Iterable[Sighting]) -> Near:
    """For each account, those of the others that nothing in the two speaks against."""
    near: Near = {}
    bins: dict[tuple[str, ...], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        near[sighting.key] = set()
        for pair in pairs(sighting.parties):
            bins[pair].append(sighting)
    for other in others:
        for sighting in {s.key: s for pair in pairs(other.parties) for s in bins.get(pair, ())}.values():
            if may_be_one(sighting, other):
                near[sighting.key].add(other.key)
    return near


def pairs(parties: frozenset[str]) -> list[tuple[str, ...]]:
    """The pairs of parties under which an account is looked for; a lone party is a pair of its own."""
    return list(combinations(sorted(parties), 2)) or [tuple(parties)]


def _close(sightings: list[Sighting]) -> Iterable[tuple[Sighting, Sighting]]:
    """Pairs whose windows meet; what has no window is close to all."""
    dated = sorted((s for s in sightings if s.window), key=lambda s: (s.window, s.key))
    for number, one in enumerate(dated):
        for other in dated[number + 1 :]:
            if other.window[0] > one.window[1] + _APART:
                break
            yield one, other
    undated = [s for s in sightings if not s.window]
    yield from combinations(undated, 2)
    yield from ((one, other) for one in undated for other in dated)
