"""The files of reference data, read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from articles import extraction
from articles.datafiles import load
from articles.resolution.names import name_key

HERE = Path(__file__).parent
HOLDERS = Path(extraction.__file__).parent / "holders"
# Two-letter codes that CLDR names but that are no ISO 3166-1 territory, Kosovo excepted, with which calls are held.
_NO_TERRITORY = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"})


@dataclass(frozen=True, slots=True)
class Term:
    country: str
    role: str
    title: str
    since: str
    until: str
    acting: bool


@dataclass(slots=True)
class Holder:
    """A person of the lists, who may have held office for more than one party."""

    name: str
    country: str
    surname: str
    gender: str
    aliases: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)


def country_names(languages: Sequence[str]) -> dict[str, dict[str, str]]:
    """Names of states by ISO 3166-1 alpha-2 code and language, from CLDR."""
    territories = {language: Locale.parse(language).territories for language in languages}
    return {
        code: {language: str(names[code]) for language, names in territories.items() if code in names}
        for code in sorted(territories["en"])
        if len(code) == 2 and code.isalpha() and code not in _NO_TERRITORY
    }


def organisation_names() -> dict[str, dict[str, str]]:
    return load(HERE / "organisations.toml")


def english_name(code: str) -> str:
    """What the lists call a country or organisation in English; its code, if they do not have it."""
    return _english_names().get(code, code)


@cache
def _english_names() -> dict[str, str]:
    return {code: names["en"] for code, names in (country_names(["en"]) | organisation_names()).items()}


def topic_names() -> dict[str, dict[str, str]]:
    return load(HERE / "topics.toml")


def holders(folder: Path = HOLDERS) -> dict[str, Holder]:
    """Office holders by name key. One name in the lists of two parties is one person who served both."""
    people: dict[str, Holder] = {}
    for country, person in _persons(folder):
        key = name_key(person["name"])
        holder = people.setdefault(
            key, Holder(person["name"], country, person.get("surname", ""), person.get("gender", ""))
        )
        holder.aliases += [name for name in person.get("aliases", []) if name not in holder.aliases]
        holder.terms += [_term(country, term) for term in person.get("terms", [])]
    return people


def _persons(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted(folder.glob("*.toml")):
        for person in load(file).get("person", []):
            yield file.stem.upper(), person


def _term(country: str, term: dict[str, Any]) -> Term:
    return Term(
        country,
        term["role"],
        term.get("title", ""),
        str(term.get("from", "")),
        str(term.get("to", "")),
        term.get("acting", False),
    )
