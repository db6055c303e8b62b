"""An event by pairs of parties, as GDELT and ICEWS have it: one row a pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from .events import Actor, Event


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two parties to an event. Where both do the same, the source is the first by its code and says nothing more."""

    event: Event
    source: Actor
    target: Actor

    @property
    def id(self) -> str:
        return f"{self.event.id}.{self.source.code}-{self.target.code}"

    @property
    def is_directed(self) -> bool:
        return self.target in self.event.recipients


def dyads(event: Event) -> Iterator[Dyad]:
    """Each actor with each recipient; without recipients, each pair of actors once."""
    pairs = product(event.actors, event.recipients) if event.recipients else combinations(event.actors, 2)
    return (Dyad(event, source, target) for source, target in pairs)
