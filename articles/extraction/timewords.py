"""A language's words of time, and where they stand in a text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .lexicon import language
from .tokens import Hit, Tokens, Trie

FIRST_YEAR, LAST_YEAR = 1990, 2100
_SIDES = {"last": -1, "this": 0, "next": 1}
_SHIFTS = {"today": 0, "yesterday": -1, "before_yesterday": -2, "tomorrow": 1}
_LEADS = ("month_leads", "weekday_leads", "day_leads", "weak_leads", "joiners", "fillers", "year_words", "numerals")
_HYPHENS = frozenset("-‐‑–—")


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words of time. `needs`: kinds of leads without which an expression is none."""

    trie: Trie
    day_first: bool
    ordinals: tuple[str, ...]
    needs: frozenset[str]


@cache
def time_words(code: str) -> Words:
    tongue = language(code)
    own, trie = tongue.dates, Trie(folded=tongue.folded)
    for kind, lists in (("month", own["months"]), ("weekday", own["weekdays"])):
        for number, forms in enumerate(lists):
            for form in forms:
                trie.add(form, kind, number + (kind == "month"), cased=form[0].isupper())
    for name, forms in own["day_words"].items():
        for form in forms:
            trie.add(form, "same" if name == "same_day" else "shift", _SHIFTS.get(name))
    for unit in ("week", "month", "year"):
        for side, forms in own[unit].items():
            for form in forms:
                trie.add(form, "period", (unit, _SIDES[side]))
    for side, forms in own["toward"].items():
        for form in forms:
            trie.add(form, "toward", _SIDES[side])
    for kind in _LEADS:
        for form in own[kind]:
            trie.add(form, kind, form)
    needs = frozenset(kind for kind in ("month_leads", "weekday_leads", "day_leads") if own[kind])
    return Words(trie, own["order"] == "dmy", tuple(own["ordinals"]), needs)


class TimeMarks:
    """The words of time and the numbers of one text. Every method looks a token or two ahead, never further."""

    def __init__(self, tokens: Tokens, words: Words) -> None:
        self.tokens, self.words = tokens, words
        self.total = len(tokens)
        self.hits: dict[str, dict[int, Hit]] = {}
        self.ends: dict[str, dict[int, Hit]] = {}
        for hit in words.trie.find(tokens):
            kind = hit.phrase.category
            self.hits.setdefault(kind, {}).setdefault(hit.first, hit)  # the longest comes first
            self.ends.setdefault(kind, {}).setdefault(hit.last, hit)

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

    def at(self, kind: str, index: int) -> Hit | None:
        return self.hits.get(kind, {}).get(index)

    def ended(self, kind: str, index: int) -> Hit | None:
        """The word of that kind that ends right before a token."""
        return self.ends.get(kind, {}).get(index)
