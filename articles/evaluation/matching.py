"""When a found fact is the known one.

Names agree without case, diacritics and the order of words: one's words among the
other's, or alike by difflib's ratio of 0.85. Agreements agree by 0.6 of their words,
or by an acronym in brackets. A date is right if it is the day, narrowed if the day is
among those it allows. The rules are those that the archive is measured by elsewhere:
both must give the same figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from articles.extraction.text import fold

Fact = Any
ALIKE, SHARED_WORDS = 0.85, 0.6
_NO_WORDS = frozenset(("the", "of", "and", "on", "for", "a", "agreement"))
_WORDS = re.compile(r"\w+")
_BRACKETS = re.compile(r"\(([^)]*)\)")


def words(text: str | None) -> list[str]:
    return _WORDS.findall(fold(text or ""))


def same_name(one: str | None, other: str | None) -> bool:
    a, b = words(one), words(other)
    if not a or not b:
        return False
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    return any(
        SequenceMatcher(None, " ".join(x), " ".join(y)).ratio() >= ALIKE for x, y in ((a, b), (sorted(a), sorted(b)))
    )


def same_participant(known: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    if known.get("country") and known["country"] != found.get("country"):
        return False
    return any(same_name(known.get(form) or known["name"], found.get("name")) for form in ("name", "as_written"))


def same_agreement(known: str, found: Mapping[str, Any] | str) -> bool:
    names = [found] if isinstance(found, str) else [found.get("name"), found.get("acronym")]
    return any(_is_agreement(known, name) for name in names if name)


def _is_agreement(known: str, name: str) -> bool:
    a, b = _telling_words(known), _telling_words(name)
    if a and b and len(a & b) >= SHARED_WORDS * len(a | b):
        return True
    brackets = (words(inner) for inner in (*_BRACKETS.findall(known), *_BRACKETS.findall(name)))
    return any(inner and inner in (words(known), words(name)) for inner in brackets)


def _telling_words(name: str) -> set[str]:
    return set(words(_BRACKETS.sub(" ", name))) - _NO_WORDS or set(words(name))


def same_code(known: str, found: str) -> bool:
    return known == found


# The sets of facts of an account, and when two of a set are the same.
FIELDS: dict[str, Callable[[Fact, Fact], bool]] = {
    "participants": same_participant,
    "countries": same_code,
    "topics": same_code,
    "agreements": same_agreement,
}


def paired(
    known: Sequence[Fact], found: Sequence[Fact], same: Callable[[Fact, Fact], bool]
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """Each known fact with the first found one that is the same and still free: (pairs, missed, spurious)."""
    free = list(found)
    pairs, missed = [], []
    for fact in known:
        place = next((place for place, other in enumerate(free) if same(fact, other)), None)
        if place is None:
            missed.append(fact)
        else:
            pairs.append((fact, free.pop(place)))
    return pairs, missed, free


def verdict_on_date(known: str, found: str | None) -> str:
    """right, narrowed, missing or wrong."""
    said = [part.strip() for part in re.sub(r"[?~%\[\]{}]", "", found or "").split(",") if part.strip()]
    if not said:
        return "missing"
    if said == [known]:
        return "right"
    return "narrowed" if any(_allows(part, known) for part in said) else "wrong"


def _allows(part: str, day: str) -> bool:
    """`2017-03`, `XXXX-03-28`: everything said agrees, X with any figure."""
    return (len(day) == len(part) or day[len(part) : len(part) + 1] == "-") and all(
        x in ("X", y) for x, y in zip(part, day, strict=False)
    )
