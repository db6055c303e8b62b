"""Which accounts are of one meeting.

The answer depends on the accounts and rulings alone, not on the order in which
they came: complete accounts of one day are joined first, then neighbouring days
(time zones) where no third day stands near, and last each account that leaves
something open joins if exactly one meeting can be meant. What stays ambiguous
stays alone, for an editor to see.

Accounts that editors joined are one from the start. Another account fits them
if it fits any of them: the ruling has the last word on what speaks against it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from .neighbours import neighbours
from .rulings import Links
from .sighting import AccountKey, Sighting

Cluster = tuple[Sighting, ...]


def cluster(sightings: Iterable[Sighting], links: Links | None = None) -> list[Cluster]:
    """Group accounts into meetings; clusters and their members are in the order of their keys."""
    ordered = sorted(sightings, key=lambda sighting: sighting.key)
    fitting = _Fitting(ordered, links or Links())
    units = fitting.units
    settled = _joined(
        [(unit,) for unit, members in enumerate(units) if len(members) > 1 or members[0].is_complete],
        lambda a, b: fitting.days(a) == fitting.days(b) and fitting.whole(a, b),
        fitting,
    )
    open_ = [(unit,) for unit, members in enumerate(units) if len(members) == 1 and not members[0].is_complete]
    settled = _join_neighbouring_days(settled, fitting)
    groups = _join_open(settled, open_, fitting)
    clusters = [tuple(sorted((s for unit in group for s in units[unit]), key=lambda s: s.key)) for group in groups]
    return sorted(clusters, key=lambda members: members[0].key)


# A group of units, by their numbers; a unit is one account, or several that editors joined.
Group = tuple[int, ...]


class _Fitting:
    """What fits what: worked out once for all accounts at hand."""

    def __init__(self, ordered: Sequence[Sighting], links: Links) -> None:
        self.units = _units(ordered, links)
        unit_of = {sighting.key: number for number, members in enumerate(self.units) for sighting in members}
        near = neighbours(ordered)
        self.near: list[set[int]] = []
        for number, members in enumerate(self.units):
            others = {unit_of[key] for sighting in members for key in near[sighting.key]} - {number}
            self.near.append({other for other in others if not self._apart(links, number, other)})

    def _apart(self, links: Links, one: int, other: int) -> bool:
        return bool(links.parted) and any(links.apart(x.key, y.key) for x in self.units[one] for y in self.units[other])

    def whole(self, a: Group, b: Group) -> bool:
        """No unit of one speaks against any of the other."""
        return all(y in self.near[x] for x in a for y in b)

    def around(self, group: Group) -> set[int]:
        """Units that the whole group fits."""
        return set.intersection(*(self.near[unit] for unit in group))

    def days(self, group: Group) -> set[str]:
        return {day for unit in group for s in self.units[unit] if s.has_day for day in s.days}

    def open_days(self, group: Group) -> tuple[str, ...]:
        return self.units[group[0]][0].days


def _units(ordered: Sequence[Sighting], links: Links) -> list[Cluster]:
    joined: dict[AccountKey, list[Sighting]] = defaultdict(list)
    for sighting in ordered:
        joined[links.joined.get(sighting.key, sighting.key)].append(sighting)
    return sorted((tuple(members) for members in joined.values()), key=lambda members: members[0].key)


def _joined(groups: Sequence[Group], fits: Callable[[Group, Group], bool], fitting: _Fitting) -> list[Group]:
    """Put each group to the first that it fits whole, in the order of keys."""
    joined: list[Group] = []
    place: dict[int, int] = {}
    for group in groups:
        candidates = sorted({place[unit] for unit in fitting.around(group) if unit in place})
        home = next((i for i in candidates if fits(joined[i], group)), len(joined))
        if home == len(joined):
            joined.append(())
        joined[home] = tuple(sorted((*joined[home], *group)))
        place.update(dict.fromkeys(group, home))
    return joined


def _join_neighbouring_days(groups: list[Group], fitting: _Fitting) -> list[Group]:
    """Join two groups a day apart if each has no other such neighbour."""
    place = {unit: number for number, group in enumerate(groups) for unit in group}
    near = [
        {n for n in {place[unit] for unit in fitting.around(group) if unit in place} if fitting.whole(groups[n], group)}
        for group in groups
    ]
    joined = []
    for number, group in enumerate(groups):
        other = next(iter(near[number])) if len(near[number]) == 1 else number
        if near[other] != {number}:
            joined.append(group)
        elif number < other:
            joined.append(tuple(sorted((*group, *groups[other]))))
    return joined


def _join_open(settled: list[Group], open_: list[Group], fitting: _Fitting) -> list[Group]:
    """Give each open account to the one meeting that it can mean; those that can mean none look to each other."""
    place = {unit: number for number, group in enumerate(settled) for unit in group}
    taken: dict[int, list[Group]] = {}
    left, alone = [], []
    for group in open_:
        near = {place[unit] for unit in fitting.around(group) if unit in place}
        candidates = [number for number in near if fitting.whole(settled[number], group)]
        if len(candidates) == 1:
            taken.setdefault(candidates[0], []).append(group)
        else:
            (alone if candidates else left).append(group)
    grown: list[Group] = []
    for number, meeting in enumerate(settled):
        newcomers = _joined(taken.get(number, []), fitting.whole, fitting)
        # Two that each fit the meeting but not each other: neither can be told to be the one meant.
        if len(newcomers) == 1:
            grown.append((*meeting, *newcomers[0]))
        else:
            grown.append(meeting)
            alone += newcomers
    same_open_day = _joined(
        left, lambda a, b: fitting.open_days(a) == fitting.open_days(b) != () and fitting.whole(a, b), fitting
    )
    return grown + alone + same_open_day
