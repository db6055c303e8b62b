"""Who held which office from when to when: the table in `holders/`, read once.

It helps with years, roles and the many ways to write a name. It does not decide
who exists: a person without an entry is read all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ..datafiles import load
from .text import fold

FOLDER = Path(__file__).parent / "holders"
_NO_SURNAMES = frozenset(("jr", "sr", "ii", "iii", "iv", "vi"))
FAR_PAST, FAR_FUTURE = date(1900, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Term:
    """An office held: days included; an open end is FAR_FUTURE."""

    role: str
    title: str
    start: date
    end: date
    acting: bool = False

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Holder:
    """A person of the table. `surnames`: folded forms used alone."""

    name: str
    country: str
    aliases: tuple[str, ...]
    surnames: tuple[str, ...]
    terms: tuple[Term, ...]

    def role_on(self, day: date | None) -> str | None:
        """The weightiest role held on a day; without a day, the only or the last role."""
        held = [t for t in self.terms if day is None or t.holds(day)]
        if day is None:
            held = held[-1:]
        return min((t.role for t in held), key=WEIGHT.__getitem__) if held else None


# When one person holds several offices, the weightier one is the role of the call (FORMAT: a deputy
# prime minister who is foreign minister takes part as foreign minister).
WEIGHT = {
    role: weight
    for weight, role in enumerate(
        (
            "head_of_state",
            "head_of_government",
            "foreign_minister",
            "deputy_head_of_government",
            "defence_minister",
            "org_head",
            "deputy_foreign_minister",
            "security_adviser",
            "other_minister",
            "parliament_speaker",
            "party_leader",
            "royal",
            "senior_official",
            "ambassador",
            "other",
            "spokesperson",
        )
    )
}


def bound(text: str, *, last: bool = False) -> date:
    """A day out of "2016", "2016-04" or "2016-04-12"; of a year or month its first, or its last day."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return date(*parts)
    year, month = parts[0], parts[1] if len(parts) == 2 else (12 if last else 1)
    if not last:
        return date(year, month, 1)
    return date(year + month // 12, month % 12 + 1, 1).replace(day=1) - (date(2000, 1, 2) - date(2000, 1, 1))


def _surnames(row: dict) -> tuple[str, ...]:
    """Forms used alone: those of the row, and the same word of every other spelling of the name."""
    given = [row.get("surname", ""), *row.get("alias_surnames", ())]
    name, surname = row["name"].split(), row.get("surname", "")
    place = next((place for place in (-1, 0) if len(name) > 1 and name[place] == surname), None)
    if place is not None:
        given += [words[place] for alias in row.get("aliases", ()) if len(words := alias.replace(",", "").split()) > 1]
    return tuple(
        dict.fromkeys(
            folded for form in given if len(folded := fold(form).strip(".")) > 1 and folded not in _NO_SURNAMES
        )
    )


@cache
def holders() -> tuple[Holder, ...]:
    """All persons of the table, by file and name."""
    found: list[Holder] = []
    for path in sorted(FOLDER.glob("*.toml")):
        for row in load(path).get("person", ()):
            terms = tuple(
                Term(
                    t["role"],
                    t["title"],
                    bound(t["from"]),
                    bound(t["to"], last=True) if "to" in t else FAR_FUTURE,
                    t.get("acting", False),
                )
                for t in row["terms"]
            )
            found.append(Holder(row["name"], path.stem.upper(), tuple(row.get("aliases", ())), _surnames(row), terms))
    return tuple(found)


@cache
def by_surname() -> dict[str, tuple[Holder, ...]]:
    """Folded surname -> the persons who go by it."""
    index: dict[str, list[Holder]] = {}
    for holder in holders():
        for surname in holder.surnames:
            index.setdefault(surname, []).append(holder)
    return {surname: tuple(found) for surname, found in index.items()}


@cache
def by_country() -> dict[str, tuple[Holder, ...]]:
    index: dict[str, list[Holder]] = {}
    for holder in holders():
        index.setdefault(holder.country, []).append(holder)
    return {country: tuple(found) for country, found in index.items()}
