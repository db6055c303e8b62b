"""What a language needs, read from the TOML files of its folder.

Adding a language is adding a folder: no name of a language stands in the code.
A broken file is named with its line before anything is extracted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale

from ...datafiles import LexiconError, load
from ..facts import ROLES
from ..text import fold
from ..tokens import Trie, word_key
from ..zones import zone_words
from .deeds import add_agreements, add_statements, add_topics

FOLDER = Path(__file__).parent


_PARTIES = load(FOLDER / "parties.toml")
ORGANISATIONS = frozenset(_PARTIES["organisations"])
_NOT_PARTIES = frozenset(_PARTIES["not_parties"])


@dataclass(frozen=True, slots=True)
class Title:
    """An office as a title names it. `party`: whose it is where nothing else says so."""

    role: str
    text: str
    party: str = ""
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """How a contact is reported. `strong`: a contact wherever it stands."""

    kind: str
    strong: bool


@dataclass(frozen=True)
class Language:
    """One language: `structure` finds the parts of a sentence, `subjects` topics, `deeds` agreements and acts."""

    code: str
    home: str
    common: frozenset[str]
    telling: frozenset[str]  # of the common words those that no neighbour has too
    family_names: frozenset[str]
    institutions: frozenset[str]
    abbreviations: frozenset[str]
    heads: dict[str, str]
    styles: frozenset[tuple[str, ...]]
    suffixes: frozenset[str]
    folded: bool
    structure: Trie
    subjects: Trie
    deeds: Trie
    dates: dict[str, Any]
    zones: dict[str, Any]
    contacts: dict[str, Any]
    agreements: dict[str, Any] = field(default_factory=dict)
    weekdays: frozenset[str] = frozenset()  # folded, those of one word
    between: frozenset[str] = frozenset()  # topics of relations, that count only between the parties


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages that have a folder."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob("*/language.toml")))


@cache
def language(code: str) -> Language:
    """Read the folder of one language. Raises LexiconError."""
    folder = FOLDER / code
    basics, titles, contacts = (load(folder / f"{name}.toml") for name in ("language", "titles", "contacts"))
    # Without diacritics of its own a language is read without them, so that "Türkiye" is "Turkiye".
    folded = basics.get("fold", not basics["family_names"])
    structure, subjects, deeds = Trie(folded=folded), Trie(folded=folded), Trie(folded=folded)
    for category, words in basics["words"].items():
        for word in words:
            structure.add(word, "shadow" if category == "places" else category, word, cased=category == "places")
    _add_countries(structure, code, load(folder / "countries.toml"))
    _add_titles(structure, titles)
    _add_contacts(structure, contacts)
    between = add_topics(subjects, code, load(folder / "topics.toml"))
    agreements, dates = load(folder / "agreements.toml"), load(folder / "dates.toml")
    add_agreements(deeds, code, agreements, FOLDER)
    add_statements(deeds, code, load(folder / "statements.toml"))
    return Language(
        code=code,
        home=basics["home"],
        common=frozenset(word_key(word) for word in basics["common"]),
        telling=frozenset(word_key(word) for word in basics["common"] if word not in basics.get("shared", ())),
        family_names=frozenset(basics["family_names"]),
        styles=_styles(basics["words"]["honorifics"], titles),
        suffixes=frozenset(map(fold, basics["words"].get("suffixes", ()))),
        abbreviations=frozenset(basics["abbreviations"]),
        heads={word_key(word): role for word, role in titles["heads"].items()},
        institutions=frozenset(word_key(word) for word in basics["institutions"]),
        folded=folded,
        structure=structure,
        subjects=subjects,
        deeds=deeds,
        dates=dates,
        zones=zone_words(load(folder / "zones.toml")),
        contacts=contacts,
        agreements=agreements,
        weekdays=frozenset(fold(form) for forms in dates["weekdays"] for form in forms if " " not in form),
        between=between,
    )


def _styles(honorifics: list[str], titles: dict[str, Any]) -> frozenset[tuple[str, ...]]:
    """Folded words that may stand before a name and are no part of it: ("sheikh",), ("crown", "prince")."""
    forms = [*honorifics, *(form for entry in titles["title"] for form in entry["forms"])]
    return frozenset(tuple(fold(form).split()) for form in forms if len(form.split()) < 4)


@cache
def all_styles() -> frozenset[tuple[str, ...]]:
    """The styles of every language: a name keeps none, whichever language it is told in."""
    folders = [FOLDER / code for code in languages()]
    return frozenset().union(
        *(
            _styles(load(folder / "language.toml")["words"]["honorifics"], load(folder / "titles.toml"))
            for folder in folders
        )
    )


def without_style(name: Sequence[str], styles: frozenset[tuple[str, ...]]) -> int:
    """How many of the folded words of a name are a style before it; two words at least are left of the name."""
    start = 0
    while taken := next(
        (n for n in (3, 2, 1) if len(name) - start - n > 0 and tuple(name[start : start + n]) in styles), 0
    ):
        start += taken
        while start < len(name) - 1 and name[start] == ".":  # of "M." and "Dr."
            start += 1
    return start


def _add_countries(trie: Trie, code: str, own: dict[str, dict[str, list[str]]]) -> None:
    for territory, name in Locale(code).territories.items():
        if len(territory) == 2 and territory.isalpha() and territory not in _NOT_PARTIES:
            trie.add(name.replace("&", "and"), "country", territory, cased=True)
    for party, forms in own.get("organisations", {}).items():
        for form in forms:
            trie.add(form, "country", party, cased=True)
    for kind, category in (
        ("names", "country"),
        ("adjectives", "country"),
        ("short", "short"),
        ("metonyms", "metonym"),
    ):
        for party, forms in own.get(kind, {}).items():
            for form in forms:
                trie.add(form, category, party.upper(), cased=True)


def _add_titles(trie: Trie, own: dict[str, Any]) -> None:
    for tail in own["tails"]:
        trie.add(tail, "tail", tail)
    for entry in own["title"]:
        role = entry["role"]
        if role not in ROLES and role != "spokesperson":
            raise LexiconError(f"titles.toml: there is no role {role!r} ({entry['forms'][0]})")
        for form in entry["forms"]:
            trie.add(form, "title", Title(role, form, entry.get("party", ""), entry.get("needs", "")))


def _add_contacts(trie: Trie, own: dict[str, Any]) -> None:
    gaps = own["gaps"]
    for phrase in own["not_contacts"]:
        trie.add(phrase, "shadow", phrase)
    for entry in own["trigger"]:
        for form in filled(entry["forms"], gaps):
            # "Call with" heads a readout; in lower case the same words are common ones.
            trie.add(form, "trigger", Trigger(entry["kind"], entry["strength"] == "strong"), cased=form[0].isupper())
    for cue in ("planned", "denied", "refuted", "background", "aside", "void", "urging", "roll"):
        for phrase in filled(own[cue], gaps):
            trie.add(phrase, cue, phrase)
    for place in ("before", "by", "after", "verb", "latter", "own", "own_leads", "caller", "self", "taken", "from"):
        for phrase in filled(own["initiator"][place], gaps):
            trie.add(phrase, f"initiator_{place}", phrase)


def filled(forms: Iterable[str], gaps: Sequence[str]) -> Iterator[str]:
    """Forms as they are met: "a … appelé … le" without its gaps, and with one of the words that may stand in either."""
    for form in forms:
        parts = [part.strip() for part in form.split("…")]
        yield " ".join(filter(None, parts))
        for place in range(1, len(parts)):
            before, after = " ".join(parts[:place]), " ".join(parts[place:]).strip()
            yield from (f"{before} {gap} {after}".strip() for gap in gaps)
