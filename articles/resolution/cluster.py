"""Which accounts are of one meeting.

The answer depends on the accounts and rulings alone, not on the order in which
they came: complete accounts of one day are joined first, then neighbouring days
(time zones) where no third day stands near, and last each account that leaves
something open joins if exactly one meeting can be meant. What stays ambiguous
stays alone, for an editor to see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .rulings import Links
from .sighting import Sighting, may_be_one

Cluster = tuple[Sighting, ...]


def cluster(sightings: Iterable[Sighting], links: Links | None = None) -> list[Cluster]:
    """Group accounts into meetings; clusters and their members are in the order of their keys."""
    links = links or Links()
    ordered = sorted(sightings, key=lambda sighting: sighting.key)
    groups = _joined([(sighting,) for sighting in ordered], lambda a, b: links.same(a[0].key, b[0].key))
    settled = [group for group in groups if len(group) > 1 or group[0].is_complete]
    open_ = [group for group in groups if group not in settled]

    def may(a: Cluster, b: Cluster) -> bool:
        return _may_join(a, b, links)

    settled = _joined(settled, lambda a, b: _days(a) == _days(b) and may(a, b))
    settled = _join_neighbouring_days(settled, may)
    clusters = _join_open(settled, open_, may)
    return sorted(clusters, key=lambda members: members[0].key)


def _may_join(a: Cluster, b: Cluster, links: Links) -> bool:
    """No member of one speaks against any of the other, neither by what it says nor by a ruling."""
    return all(may_be_one(x, y) and not links.apart(x.key, y.key) for x in a for y in b)


def _days(members: Cluster) -> set[str]:
    return {day for sighting in members if sighting.has_day for day in sighting.days}


def _joined(groups: Sequence[Cluster], fits: Callable[[Cluster, Cluster], bool]) -> list[Cluster]:
    """Put each group to the first that it fits whole, in the order of keys."""
    joined: list[Cluster] = []
    for group in groups:
        home = next((i for i, cluster_ in enumerate(joined) if fits(cluster_, group)), None)
        if home is None:
            joined.append(group)
        else:
            joined[home] = _united(joined[home], group)
    return joined


def _united(*groups: Cluster) -> Cluster:
    return tuple(sorted((s for group in groups for s in group), key=lambda sighting: sighting.key))


def _join_neighbouring_days(groups: list[Cluster], may: Callable[[Cluster, Cluster], bool]) -> list[Cluster]:
    """Join two groups a day apart if each has no other such neighbour."""
    near = {i: [j for j, b in enumerate(groups) if j != i and may(a, b)] for i, a in enumerate(groups)}
    pairs = {i: js[0] for i, js in near.items() if len(js) == 1 and near[js[0]] == [i]}
    return [
        _united(group, groups[pairs[i]]) if i in pairs else group
        for i, group in enumerate(groups)
        if i not in pairs or i < pairs[i]
    ]


def _join_open(settled: list[Cluster], open_: list[Cluster], may: Callable[[Cluster, Cluster], bool]) -> list[Cluster]:
    """Give each open account to the one meeting that it can mean; those that can mean none look to each other."""
    taken: dict[int, list[Cluster]] = {}
    left, alone = [], []
    for group in open_:
        candidates = [i for i, meeting in enumerate(settled) if may(meeting, group)]
        if len(candidates) == 1:
            taken.setdefault(candidates[0], []).append(group)
        else:
            (alone if candidates else left).append(group)
    grown: list[Cluster] = []
    for i, meeting in enumerate(settled):
        fitting = _joined(taken.get(i, []), may)
        # Two that each fit the meeting but not each other: neither can be told to be the one meant.
        if len(fitting) == 1:
            grown.append(_united(meeting, fitting[0]))
        else:
            grown.append(meeting)
            alone += fitting
    same_open_day = _joined(left, lambda a, b: a[0].days == b[0].days != () and may(a, b))
    return grown + alone + same_open_day
