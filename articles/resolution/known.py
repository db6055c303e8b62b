"""Whom a name means, as far as the list of office holders tells.

A person of the list is the one whom a written name means if the name is a form of the person's name that the
list has, or misprints one, and nobody else of that party can be meant. The list does not decide who exists:
for all other names there is no answer, and the name itself must do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from articles.extraction.offices import Holder, holders

from .names import misprinted, name_key, words

# Years before and after a term in which its holder may still be meant: elect, former, a date that is not certain.
SLACK = 2


@lru_cache(maxsize=50_000)
def identify(name: str, country: str | None, year: int | None) -> str | None:
    """The key of the office holder whom the name means, or None.

    >>> identify("Joseph R. Biden", "US", 2022), identify("Yvette Copper", "GB", 2025), identify("Jane Roe", "GB", 2025)
    ('biden joe', 'cooper yvette', None)
    """
    there = [known for known in _by_form().get(name_key(name), ()) if country in (*known.countries, None)]
    if len({known.key for known in there}) > 1:
        there = [known for known in there if known.in_office(year)]
    written = words(name)
    if not there and len(written) > 1:
        there = [
            known
            for known in _by_country().get(country, ())
            if known.in_office(year) and any(misprinted(written, form) for form in known.forms)
        ]
    keys = {known.key for known in there}
    return keys.pop() if len(keys) == 1 else None


def current_key(key: str) -> str:
    """The key by which the list knows a person now; the same key for one whom it does not know.

    >>> current_key("lammy david|GB"), current_key("jane roe|GB")
    ('david lammy', 'jane roe|GB')
    """
    name, _, country = key.partition("|")
    return identify(name, country or None, None) or key


def forms_of(key: str) -> list[str]:
    """Every form of the name that the list has of the person with this key, folded."""
    known = _by_key().get(key)
    return [" ".join(form) for form in known.forms] if known else []


def name_of(key: str) -> str:
    """The name that the list has for the person with this key; empty for one whom it does not have."""
    known = _by_key().get(key)
    return known.name if known else ""


@dataclass(frozen=True)
class _Known:
    key: str
    name: str
    forms: tuple[tuple[str, ...], ...]
    countries: tuple[str, ...]
    years: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, key: str, entries: list[Holder]) -> _Known:
        """One name in the lists of two parties is one person who served both."""
        return cls(
            key,
            entries[0].name,
            tuple(sorted({words(form) for entry in entries for form in (entry.name, *entry.aliases)})),
            tuple(entry.country for entry in entries),
            tuple((term.start.year - SLACK, term.end.year + SLACK) for entry in entries for term in entry.terms),
        )

    def in_office(self, year: int | None) -> bool:
        return year is None or any(first <= year <= last for first, last in self.years)


@cache
def _all() -> tuple[_Known, ...]:
    entries: dict[str, list[Holder]] = defaultdict(list)
    for holder in holders():
        entries[name_key(holder.name)].append(holder)
    return tuple(_Known.of(key, same) for key, same in entries.items())


@cache
def _by_key() -> dict[str, _Known]:
    return {known.key: known for known in _all()}


@cache
def _by_form() -> dict[str, list[_Known]]:
    found: dict[str, list[_Known]] = defaultdict(list)
    for known in _all():
        for form in {" ".join(sorted(form)) for form in known.forms}:
            found[form].append(known)
    return found


@cache
def _by_country() -> dict[str | None, list[_Known]]:
    found: dict[str | None, list[_Known]] = defaultdict(list)
    for known in _all():
        for country in known.countries:
            found[country].append(known)
    return found


def year_of(day: date | None) -> int | None:
    return day.year if day else None
