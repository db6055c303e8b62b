"""All that resolution has to see so that what it says of some accounts is what it would say if it saw the archive.

Accounts whose day and people are known (and those that editors joined) form meetings among themselves, so what is
near them, and near that, is needed. An account that leaves something open is given to a meeting only if it can
mean no other, so all that it can mean is needed; but it does not tie the meetings that it might be of to each
other, or an account without a date would tie together all that two countries ever said.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, islice

from articles.resolution import Cluster, Sighting, cluster
from articles.resolution.neighbours import near_each
from articles.resolution.sighting import AccountKey, may_be_one

from .candidates import WIDE, conditions, is_wide, whose
from .rulings import Standing
from .sightings import Stored, by_keys, stored, stored_by_turns

Keys = set[AccountKey]
_BY_TURNS = 100


class Surroundings:
    """`rows`: all that was looked at. `exact`: those of them for which resolution of `rows` is right."""

    def __init__(self, rulings: Standing) -> None:
        self.rulings = rulings
        self.rows: dict[AccountKey, Stored] = {}
        self.exact: Keys = set()
        self._near: dict[AccountKey, Keys] = {}

    def reach(self, keys: Iterable[AccountKey]) -> None:
        """See to it that these accounts, as far as they are in the archive, are among the exact ones."""
        keys = set(keys) - self.exact
        self._add(by_keys(keys - self.rows.keys(), self.rulings.people))
        settled, open_ = self._meetings(keys & self.rows.keys())
        open_ = self._of_one_open_day(open_)
        meant, newcomers = self._meetings(self._meant_by(open_))
        self.exact |= settled | open_ | meant
        # Who else wants to join a meeting that an open account means counts too, if it can join no other.
        self._meetings(self._meant_by(newcomers - open_))

    def _add(self, rows: dict[AccountKey, Stored]) -> None:
        """Take rows in, and those that editors joined with them."""
        while rows := {key: row for key, row in rows.items() if key not in self.rows}:
            self.rows |= rows
            partners = {other for key in rows for other in self.rulings.links.joined_with(key)}
            rows = by_keys(partners - self.rows.keys(), self.rulings.people)

    def _is_settled(self, key: AccountKey) -> bool:
        partners = self.rulings.links.joined_with(key)
        return self.rows[key].sighting.is_complete or any(other != key and other in self.rows for other in partners)

    def _sightings(self, keys: Iterable[AccountKey]) -> list[Sighting]:
        return [self.rows[key].sighting for key in keys]

    def _meetings(self, keys: Keys) -> tuple[Keys, Keys]:
        """The settled ones of these, all that form meetings with them, and the open ones that may join those."""
        settled: Keys = set()
        near = set(keys)
        while fresh := {key for key in near if self._is_settled(key)} - settled:
            settled |= fresh
            near |= self._near_to(fresh)
            near |= {other for key in fresh for other in self.rulings.links.joined_with(key) if other in self.rows}
        return settled, near - settled

    def _near_to(self, keys: Keys) -> Keys:
        """All that may be of one meeting with any of these, each looked for once."""
        new = self._sightings(keys - self._near.keys())
        narrow = [sighting for sighting in new if not is_wide(sighting)]
        wide = {sighting.parties for sighting in new if is_wide(sighting)}
        candidates: dict[AccountKey, Stored] = {}
        for condition in (*conditions(narrow), *map(whose, wide)):
            candidates |= stored(condition, self.rulings.people)
        candidates |= {key: self.rows[key] for key in candidates.keys() & self.rows.keys()}
        self._near |= near_each(new, (row.sighting for row in candidates.values()))
        near = {other for sighting in new for other in self._near[sighting.key]}
        self._add({key: candidates[key] for key in near})
        return {other for key in keys for other in self._near[key]}

    def _of_one_open_day(self, keys: Keys) -> Keys:
        """With the open accounts that give the same day, month or years: those without a meeting look to each other."""
        found, fresh = set(keys), set(keys)
        while fresh := {key for key in fresh if self.rows[key].sighting.days}:
            near = self._near_to({key for key in fresh if not is_wide(self.rows[key].sighting)})
            near |= self._wide_of({key for key in fresh if is_wide(self.rows[key].sighting)})
            days = {self.rows[key].sighting.days for key in fresh}
            fresh = {k for k in near - found if not self._is_settled(k) and self.rows[k].sighting.days in days}
            found |= fresh
        return found

    def _wide_of(self, keys: Keys) -> Keys:
        """Accounts of the same parties of which as little is known."""
        found: dict[AccountKey, Stored] = {}
        for parties in {self.rows[key].sighting.parties for key in keys}:
            found |= stored(whose(parties) & WIDE, self.rulings.people)
        self._add(found)
        return set(found)

    def _meant_by(self, keys: Keys) -> Keys:
        """The settled accounts that these open ones may be of one meeting with."""
        wide = {key for key in keys if is_wide(self.rows[key].sighting)}
        near = self._near_to(keys - wide)
        by_parties: dict[frozenset[str], list[Sighting]] = {}
        for sighting in self._sightings(wide):
            by_parties.setdefault(sighting.parties, []).append(sighting)
        for parties, members in by_parties.items():
            near |= self._meant_by_wide(parties, members)
        return {key for key in near if self._is_settled(key)}

    def _meant_by_wide(self, parties: frozenset[str], members: list[Sighting]) -> Keys:
        """The same for the widest, among all that their parties ever said to each other.

        That two meetings can be meant is enough to know, so it is looked for some accounts at a time.
        """
        near: Keys = set()
        for rows in chain([self.rows], stored_by_turns(whose(parties), self.rulings.people, _BY_TURNS)):
            found = near_each(members, (row.sighting for row in rows.values()))
            touched = {other for others in found.values() for other in others}
            self._add({key: rows[key] for key in touched})
            near |= self._meetings({key for key in touched if self._is_settled(key)})[0]
            meetings = cluster(self._sightings(near), self.rulings.links)
            members = [sighting for sighting in members if not self._is_ambiguous(sighting, meetings)]
            if not members:
                break
        return near

    def _is_ambiguous(self, sighting: Sighting, meetings: list[Cluster]) -> bool:
        """Whether two meetings at least are certain to fit it whole."""
        apart = self.rulings.links.apart
        fitting = (
            members
            for members in meetings
            if all(may_be_one(sighting, s) and not apart(sighting.key, s.key) for s in members)
        )
        return len(list(islice(fitting, 2))) == 2
