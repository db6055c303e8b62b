"""Who is who among the participants of one meeting, and the key that tells a person from all others.

A person of the list of office holders is known by the name alone. Anybody else
is known by name and party, so that two namesakes of two countries stay two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from articles.extraction.facts import Participant

from .names import name_key, same_name, words


@dataclass(frozen=True)
class People:
    """What is known of people beyond the accounts at hand.

    `holders`: name keys of the list of office holders. `merged`: official's key -> key of the
    official whom an editor declared to be the same person.
    """

    holders: frozenset[str] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)

    def key(self, name: str, country: str | None) -> str:
        """The official's key.

        >>> People(frozenset({"david lammy"})).key("David Lammy", "GB"), People().key("David Lammy", "GB")
        ('david lammy', 'david lammy|GB')
        """
        key = name_key(name)
        if key not in self.holders:
            key = f"{key}|{country or ''}"
        return self.merged.get(key, key)


@dataclass
class Person:
    """One person at one meeting: the mentions in all accounts that mean him or her."""

    key: str
    name: str
    country: str | None
    mentions: list[tuple[str, Participant]]

    @property
    def best(self) -> Participant:
        """The mention that says most of the office: the surest, one with a role before one without."""
        return max(
            (mention for _, mention in self.mentions),
            key=lambda m: (m.role != "other", m.support.confidence, len(m.title), m.title),
        )

    @property
    def forms(self) -> set[str]:
        """Every form of the name that was written."""
        return {form for _, mention in self.mentions for form in (mention.name, mention.as_written) if form}


def people_of(mentions: Iterable[tuple[str, Participant]], people: People) -> list[Person]:
    """The persons meant by mentions, each with the id of its article, of one meeting; in the order of their keys."""
    ordered = sorted(mentions, key=lambda pair: (*_rank(pair[1], people), pair[0]))
    persons: dict[str, Person] = {}
    for source, mention in ordered:
        person = _match(mention, persons.values(), people)
        if person is None:
            key = people.key(mention.name, mention.country)
            person = persons.setdefault(key, Person(key, mention.name, mention.country, []))
        person.mentions.append((source, mention))
    for person in persons.values():
        person.country = _most_said(m.country for _, m in person.mentions)
    return sorted(persons.values(), key=lambda person: person.key)


def _rank(mention: Participant, people: People) -> tuple[bool, int, float, str, str, int]:
    """Known people first, then fuller names: what comes first gives the person's name."""
    known = name_key(mention.name) in people.holders
    spans = mention.support.spans
    return (
        not known,
        -len(words(mention.name)),
        -mention.support.confidence,
        mention.name,
        mention.country or "",
        spans[0][0] if spans else 0,
    )


def _match(mention: Participant, persons: Iterable[Person], people: People) -> Person | None:
    """The one person that the mention can mean; None if it is nobody or not clear who."""
    key = people.key(mention.name, mention.country)
    persons = list(persons)
    for person in persons:
        if person.key == key:
            return person
    alike = [
        person
        for person in persons
        if mention.country in (person.country, None) and same_name(mention.name, person.name)
    ]
    # Two of the list of office holders are two persons, however alike their names.
    if len(alike) == 1 and name_key(mention.name) not in people.holders:
        return alike[0]
    return None


def _most_said(countries: Iterable[str | None]) -> str | None:
    counts = Counter(country for country in countries if country)
    return max(counts, key=lambda code: (counts[code], code), default=None) if counts else None
