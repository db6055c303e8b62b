"""A language's words of time, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .lexicon import language
from .tokens import Hit, Tokens, Trie

FIRST_YEAR, LAST_YEAR = 1990, 2100
_SIDES = {"last": -1, "this": 0, "next": 1}
_SHIFTS = {"today": 0, "yesterday": -1, "before_yesterday": -2, "tomorrow": 1}
_LEADS = ("month_leads", "weekday_leads", "day_leads", "weak_leads", "joiners", "fillers", "year_words", "numerals")
_HYPHENS = frozenset("-‐‑–—")
_FIGURES = re.compile(r"\d+")
STARTS = ("month", "weekday", "shift", "same", "period")


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words of time. `needs`: kinds of leads without which an expression is none."""

    trie: Trie
    day_first: bool
    ordinals: tuple[str, ...]
    needs: frozenset[str]


@cache
def time_words(code: str) -> Words:
    """The words of time of a language, by its code."""
    tongue = language(code)
    own, trie = tongue.dates, Trie(folded=tongue.folded)
    for form, kind, value in _phrases(own):
        trie.add(form, kind, value, cased=kind in ("month", "weekday") and form[0].isupper())
    needs = frozenset(kind for kind in ("month_leads", "weekday_leads", "day_leads") if own[kind])
    return Words(trie, own["order"] == "dmy", tuple(own["ordinals"]), needs)


def _phrases(own: dict[str, Any]) -> Iterator[tuple[str, str, object]]:
    """Every phrase of a `dates.toml` with its kind and what it stands for."""
    for kind, lists in (("month", own["months"]), ("weekday", own["weekdays"])):
        for number, forms in enumerate(lists):
            yield from ((form, kind, number + (kind == "month")) for form in forms)
    for name, forms in own["day_words"].items():
        yield from ((form, "same" if name == "same_day" else "shift", _SHIFTS.get(name)) for form in forms)
    for unit in ("week", "month", "year"):
        for side, forms in own[unit].items():
            yield from ((form, "period", (unit, _SIDES[side])) for form in forms)
    for side, forms in own["toward"].items():
        yield from ((form, "toward", _SIDES[side]) for form in forms)
    for kind in _LEADS:
        yield from ((form, kind, form) for form in own[kind])


class TimeMarks:
    """The words of time and the numbers of one text, looked up where they are asked for."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        self.tokens, self.words = tokens, words
        self.total = len(tokens)
        self._starting = words.trie.starting(tokens)
        self._ending: dict[tuple[str, int], Hit] = {}
        for hits in self._starting.values():
            for hit in reversed(hits):
                self._ending[hit.phrase.category, hit.last] = hit

    def starts(self) -> list[int]:
        """Tokens at which an expression may begin: figures, and words like "March", "Monday", "yesterday"."""
        found = {first for first, hits in self._starting.items() if any(h.phrase.category in STARTS for h in hits)}
        found.update(self.tokens.at(match.start()) for match in _FIGURES.finditer(self.tokens.text))
        return sorted(found)

    def at(self, kind: str, index: int) -> Hit | None:
        """The longest phrase of that kind that begins with a token."""
        return next((hit for hit in self.hits(index) if hit.phrase.category == kind), None)

    def ended(self, kind: str, index: int) -> Hit | None:
        """The shortest phrase of that kind that ends right before a token."""
        return self._ending.get((kind, index))

    def hits(self, index: int) -> Sequence[Hit]:
        """All phrases that begin with a token, the longest first."""
        return self._starting.get(index, ())

    def number(self, index: int, most: int = 9999) -> int | None:
        """The number that a token is, its ordinal ending left out; 0 for none."""
        if index >= self.total:
            return None
        word = self.tokens.words[index]
        if not word[0].isdigit():
            return None
        for ending in self.words.ordinals:
            if word.endswith(ending) and len(word) <= len(ending) + 2:
                word = word[: -len(ending)]
        if not (word.isascii() and word.isdigit() and len(word) <= 4):
            return None
        value = int(word)
        return value if 1 <= value <= most else None

    def year(self, index: int) -> int | None:
        value = self.number(index)
        return value if value is not None and FIRST_YEAR <= value <= LAST_YEAR else None

    def parted(self, index: int) -> tuple[str, int]:
        """What parts the number before token `index` from the next ("-", "/", ".") and where that is; else ""."""
        if index >= self.total:
            return "", index
        gap = self.tokens.gap(index)
        if len(gap) <= 3 and gap.strip() in _HYPHENS:
            return "-", index
        if self.tokens.words[index] not in ("/", ".") or index + 1 == self.total or gap.strip():
            return "", index
        if len(gap) + len(self.tokens.gap(index + 1)) > 2:
            return "", index
        return self.tokens.words[index], index + 1
