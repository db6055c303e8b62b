"""Who is who among the participants of one meeting, and the key that tells a person from all others.

A person of the list of office holders is known by the name alone. Anybody else
is known by name and party, so that two namesakes of two countries stay two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.extraction.facts import Participant

from .known import current_key, identify
from .names import name_key, same_name, words

# The source's id of the article, and the account's place in it: 0 for the article's main meeting.
AccountKey = tuple[str, int]
Mention = tuple[AccountKey, Participant]


@dataclass(frozen=True)
class People:
    """What editors said of people.

    `merged`: official's key -> key of the official whom an editor declared to be the same person. `parted`: who goes
    by an official's key in an account -> key of the other person who is meant there.
    """

    merged: Mapping[str, str] = field(default_factory=dict)
    parted: Mapping[tuple[str, AccountKey], str] = field(default_factory=dict)

    def key(self, name: str, country: str | None, year: int | None = None, account: AccountKey = ("", 0)) -> str:
        """The official's key.

        >>> People().key("David Lammy", "GB", 2024), People().key("Jane Roe", "GB", 2024)
        ('david lammy', 'jane roe|GB')
        """
        key = identify(name, country, year) or f"{name_key(name)}|{country or ''}"
        key = self.merged.get(key, key)
        key = self.parted.get((key, account), key)
        return self.merged.get(key, key)

    def current(self, key: str) -> str:
        """The key by which an official goes now whom a ruling calls by an earlier one."""
        key = current_key(key)
        return self.merged.get(key, key)


def is_listed(key: str) -> bool:
    """Whether it is the key of somebody whom the list of office holders has."""
    return "|" not in key


@dataclass
class Person:
    """One person at one meeting: the mentions in all accounts that mean him or her."""

    key: str
    name: str
    country: str | None
    mentions: list[Mention]

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


def people_of(mentions: Iterable[Mention], people: People, year: int | None) -> list[Person]:
    """The persons meant by mentions, each with its account, of one meeting of that year; in the order of their keys."""
    keyed = [
        (people.key(mention.name, mention.country, year, account), account, mention) for account, mention in mentions
    ]
    persons: dict[str, Person] = {}
    for key, account, mention in sorted(keyed, key=_rank):
        person = persons.get(key) or _alike(key, mention, persons.values())
        if person is None:
            person = persons[key] = Person(key, mention.name, mention.country, [])
        person.mentions.append((account, mention))
    for person in persons.values():
        person.country = _most_said(m.country for _, m in person.mentions)
    return sorted(persons.values(), key=lambda person: person.key)


def _rank(keyed: tuple[str, AccountKey, Participant]) -> tuple[Any, ...]:
    """Known people first, then fuller names: what comes first gives the person's name."""
    key, account, mention = keyed
    return (
        not is_listed(key),
        -len(words(mention.name)),
        -mention.support.confidence,
        mention.name,
        mention.country or "",
        mention.support.spans[:1],
        account,
    )


def _alike(key: str, mention: Participant, persons: Iterable[Person]) -> Person | None:
    """The one person that a name can mean that is not in the list; None if it is nobody or not clear who."""
    # Two of the list of office holders are two persons, however alike their names.
    if is_listed(key):
        return None
    alike = [
        person
        for person in persons
        if mention.country in (person.country, None) and same_name(mention.name, person.name)
    ]
    return alike[0] if len(alike) == 1 else None


def _most_said(countries: Iterable[str | None]) -> str | None:
    counts = Counter(country for country in countries if country)
    return max(counts, key=lambda code: (counts[code], code), default=None) if counts else None
