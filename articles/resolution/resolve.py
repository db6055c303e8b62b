"""Accounts and rulings in, meetings out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from .cluster import Cluster, cluster
from .facts import SINGLE, PlannedFact, machine_facts, ruled
from .people import People, Person
from .rulings import REJECT, TELLS, FactRuling, Links
from .sighting import AccountKey, Sighting


@dataclass(frozen=True)
class MeetingPlan:
    """A meeting as it will stand in the archive."""

    accounts: tuple[AccountKey, ...]
    facts: tuple[PlannedFact, ...]
    persons: tuple[Person, ...]
    confidence: float

    def published(self, aspect: str) -> list[PlannedFact]:
        return [fact for fact in self.facts if fact.aspect == aspect and fact.published]

    def _single(self, aspect: str, field: str) -> Any:
        return next((fact.value.get(field) for fact in self.published(aspect)), None)

    @property
    def kind(self) -> str:
        return self._single("kind", "value") or ""

    @property
    def date(self) -> str:
        return self._single("date", "value") or ""

    @property
    def date_basis(self) -> str:
        return self._single("date", "basis") or ""

    @property
    def initiator(self) -> str | None:
        return self._single("initiator", "country")

    @cached_property
    def parties(self) -> tuple[str, ...]:
        return tuple(sorted(fact.value["country"] for fact in self.published("party")))


def resolve(
    sightings: Iterable[Sighting],
    people: People | None = None,
    links: Links | None = None,
    rulings: Sequence[FactRuling] = (),
) -> list[MeetingPlan]:
    """The meetings that these accounts report, in the order of their first accounts.

    `sightings` must hold, with each account, all that may be of the same meeting: what is left out
    because nothing of it touches these accounts changes nothing.
    """
    people = people or People()
    clusters = cluster(sightings, links)
    return [plan(members, people, given) for members, given in zip(clusters, given_to(clusters, rulings), strict=True)]


def plan(members: Cluster, people: People, rulings: Sequence[FactRuling] = ()) -> MeetingPlan:
    """The meeting that these accounts report, by what they say and what editors ruled on it."""
    facts, persons = machine_facts(members, people)
    facts = ruled(facts, [_of_now(ruling, people) for ruling in rulings])
    return MeetingPlan(
        accounts=tuple(sighting.key for sighting in members),
        facts=tuple(sorted(facts, key=lambda fact: (fact.aspect, fact.key, fact.origin))),
        persons=tuple(persons),
        confidence=max(sighting.account.confidence for sighting in members),
    )


def given_to(clusters: Sequence[Cluster], rulings: Sequence[FactRuling]) -> list[list[FactRuling]]:
    """Each ruling to the meeting that has most of the accounts it was given on.

    Where none has any (the article was read anew, with fewer or more meetings in it), the articles decide.
    What was rejected of a meeting that has come apart is to come back in none of its parts: that goes to all.
    """
    given: list[list[FactRuling]] = [[] for _ in clusters]
    keys = [{sighting.key for sighting in members} for members in clusters]
    sources = [{source for source, _ in members} for members in keys]
    for ruling in rulings:
        by_account = [len(members & set(ruling.accounts)) for members in keys]
        by_source = [len(members & {source for source, _ in ruling.accounts}) for members in sources]
        share = by_account if any(by_account) or ruling.verdict == TELLS else by_source
        if any(by_account) and ruling.verdict == REJECT and ruling.aspect not in SINGLE:
            parts = [number for number, count in enumerate(by_account) if count]
        else:
            parts = [share.index(max(share))] if any(share) else []
        for number in parts:
            given[number].append(ruling)
    return given


def _of_now(ruling: FactRuling, people: People) -> FactRuling:
    """The ruling with the official by the key of today: merged with another since, or come into the list."""
    official = ruling.value.get("official")
    current = people.current(official) if official else official
    if not official or current == official:
        return ruling
    return replace(ruling, key=ruling.key.replace(official, current), value={**ruling.value, "official": current})
