"""What happened in a made-up archive: who talked with whom, when, on what, and who reported it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, pairwise
from random import Random

from babel import Locale

from articles.extraction.facts import TOPICS
from articles.extraction.offices import FOLDER as HOLDERS

FIRST, LAST = date(2000, 1, 1), date(2026, 6, 30)
# How often each comes, of a hundred.
KINDS = {"phone_call": 72, "video_call": 14, "in_person": 10, "letter": 4}
CERTAINTIES = {"day": 82, "inferred": 13, "none": 5}
POSTS = {
    "foreign_minister": 46,
    "head_of_government": 22,
    "head_of_state": 20,
    "defence_minister": 8,
    "security_adviser": 4,
}
REPORTS = {1: 55, 2: 28, 3: 12, 4: 5}
TERM = (700, 2600)  # days in office
_SYLLABLES = (
    "ba",
    "den",
    "fo",
    "gal",
    "hir",
    "jun",
    "kel",
    "lor",
    "mav",
    "nes",
    "od",
    "pra",
    "ras",
    "sto",
    "tuv",
    "ul",
    "ven",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who held a post for a country."""

    name: str
    country: str
    role: str


@dataclass(frozen=True, slots=True)
class Call:
    """One contact. `parties`: two codes, `people`: one of each side. `reports`: (language, code of the side) each."""

    seed: int
    number: int
    day: date
    certainty: str
    kind: str
    parties: tuple[str, str]
    people: tuple[Person, Person]
    topics: tuple[str, ...]
    agreement: str
    initiator: str
    reports: tuple[tuple[str, str], ...]


def calls(meetings: int, seed: int, home: str = "") -> Iterator[Call]:
    """So many contacts, nine of ten with `home` as one side, if there is a home country; later years have more."""
    chance = Random(seed)
    codes = countries(seed, home)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(codes))))
    topics = list(accumulate(1 / (rank + 2) for rank in range(len(TOPICS))))
    for number in range(meetings):
        one = home if home and chance.random() < 0.9 else _pick(chance, codes, weights)
        other = one
        while other == one:
            other = _pick(chance, codes, weights)
        day = FIRST + timedelta(days=int((LAST - FIRST).days * chance.random() ** 0.6))
        role, certainty = _often(chance, POSTS), _often(chance, CERTAINTIES)
        parties = tuple(sorted((one, other)))
        # Nothing says of two undated articles that they report one contact.
        reports = _often(chance, REPORTS) if certainty != "none" else 1
        yield Call(
            seed,
            number,
            day,
            certainty,
            _often(chance, KINDS),
            parties,
            tuple(holder(seed, code, role, day) for code in parties),
            tuple(dict.fromkeys(_pick(chance, TOPICS, topics) for _ in range(chance.randint(1, 5)))),
            agreement(parties, chance.randint(1, 3)) if chance.random() < 0.3 else "",
            chance.choice(parties) if chance.random() < 0.25 else "",
            tuple(
                ("vi" if side == "VN" and chance.random() < 0.7 else "en", side)
                for side in (chance.choice(parties) for _ in range(reports))
            ),
        )


@cache
def countries(seed: int, home: str = "") -> tuple[str, ...]:
    """Codes of the states whose office holders the archive knows, those most often talked with first: by chance."""
    known = sorted(file.stem.upper() for file in HOLDERS.glob("??.toml"))
    codes = [code for code in known if code != home and all(code in Locale(lang).territories for lang in ("en", "vi"))]
    Random(seed).shuffle(codes)
    return tuple(codes)


@cache
def _terms(seed: int, country: str, role: str) -> tuple[tuple[date, Person], ...]:
    """Who held a post, from when on."""
    chance = Random(f"{seed} {country} {role}")
    days, day = [FIRST], FIRST
    while day < LAST:
        day += timedelta(days=chance.randint(*TERM))
        days.append(day)
    return tuple((start, Person(_name(chance), country, role)) for start, _end in pairwise(days))


def holder(seed: int, country: str, role: str, day: date) -> Person:
    """Who held the post that day."""
    return next(person for start, person in reversed(_terms(seed, country, role)) if start <= day)


def agreement(parties: tuple[str, str], number: int) -> str:
    """One of the few that two countries have."""
    names = " and ".join(str(Locale("en").territories[code]) for code in parties)
    return f"{('Framework', 'Partnership', 'Action Plan')[number - 1]} of {names}"


def _name(chance: Random) -> str:
    def word(length: int) -> str:
        return "".join(chance.choice(_SYLLABLES) for _ in range(length)).capitalize()

    return f"{word(2)} {word(3)}"


def _often(chance: Random, table: dict):
    return chance.choices(list(table), table.values())[0]


def _pick(chance: Random, items, cumulative: list[float]):
    return chance.choices(items, cum_weights=cumulative)[0]
