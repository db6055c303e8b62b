"""Words, sentences and the tries that find phrases in them, all in time linear in the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from .text import fold

# Words and single punctuation marks. Hyphens are no tokens: "Moon Jae - in" and "Moon Jae-in" are one.
_TOKEN = re.compile(r"[^\W_]+|[^\w\s\-‐‑–—]")
_TONES = dict.fromkeys("\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """A word without case and with its tone at the end, so that `hoà` and `hòa` are one.

    Quality marks (`ă â ê ô ơ ư đ`) stay: `dân` is not `đàn`.
    """
    if word.isascii():
        return word.lower()
    tones: list[str] = []
    rest: list[str] = []
    for char in unicodedata.normalize("NFD", word.lower()):
        (tones if char in _TONES else rest).append(char)
    return "".join(rest) + "".join(tones)


fold_word = lru_cache(maxsize=65536)(fold)


class Tokens:
    """The tokens of one cleaned text: parallel lists, and the sentences as ranges of token numbers."""

    __slots__ = ("abbreviations", "ends", "folds", "keys", "sentence_of", "sentences", "starts", "text", "words")

    def __init__(self, text: str, abbreviations: frozenset[str] = frozenset()) -> None:
        self.text, self.abbreviations = text, abbreviations
        matches = list(_TOKEN.finditer(text))
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]
        self.words = [m[0] for m in matches]
        self.keys = [word_key(word) for word in self.words]
        self.folds = [fold_word(word) for word in self.words]
        self.sentences = list(self._split())
        self.sentence_of = [0] * len(self.words)
        for number, (first, last) in enumerate(self.sentences):
            self.sentence_of[first:last] = [number] * (last - first)

    def __len__(self) -> int:
        return len(self.words)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters of the tokens `first` to `last` (excluded)."""
        return self.starts[first], self.ends[last - 1]

    def at(self, char: int) -> int:
        """The number of the token at or before a character."""
        return max(0, bisect_right(self.starts, char) - 1)

    def gap(self, index: int) -> str:
        """What stands between token `index - 1` and token `index`."""
        return self.text[self.ends[index - 1] : self.starts[index]]

    def upper(self, index: int) -> bool:
        return self.words[index][0].isupper()

    def _split(self) -> Iterator[tuple[int, int]]:
        first, total = 0, len(self.words)
        for index in range(total):
            following = index + 1
            if following == total or self._line_ends(index) or self._ends_here(index):
                yield first, following
                first = following

    def _line_ends(self, index: int) -> bool:
        """A line break ends a sentence, unless it fell behind an initial ("H.R." and on the next line "McMaster")."""
        gap = self.gap(index + 1)
        if "\n" not in gap:
            return False
        initial = (
            self.words[index] == "." and index and len(self.words[index - 1]) == 1 and self.words[index - 1].isupper()
        )
        return not (initial and self.gap(index) == "" and gap.count("\n") == 1)

    def _ends_here(self, index: int) -> bool:
        word, following = self.words[index], index + 1
        if word in "!?…":
            return self.gap(following) != "" and not self.words[following][0].islower()
        if word in "\"”'’)" and index and self.words[index - 1] in ".!?…":
            return self.gap(following) != "" and self.words[following][0].isupper()
        if word != "." or self.gap(following) == "" or self.words[following] in "\"”'’)":
            # A full stop glued to the next sentence ("Thổ Nhĩ Kỳ.Tuy nhiên"): letters long enough on both sides.
            return (
                word == "."
                and self.gap(following) == ""
                and index > 0
                and len(self.words[index - 1]) > 2
                and self.words[index - 1].islower()
                and len(self.words[following]) > 1
                and self.words[following][0].isupper()
            )
        before = self.words[index - 1] if index else ""
        if self.gap(index) == "" and (before.lower() in self.abbreviations or (len(before) == 1 and before.isupper())):
            return False
        return not self.words[following][0].islower()


class Phrase(NamedTuple):
    """One entry of a trie: what it is (`category`), what it stands for (`value`) and how it was written."""

    category: str
    value: Any
    words: tuple[str, ...]
    cased: bool


class Hit(NamedTuple):
    """A phrase found: tokens `first` to `last` (excluded)."""

    first: int
    last: int
    phrase: Phrase


class Trie:
    """Phrases by their words. `cased` phrases must keep the case of their first letters; all-capital words always."""

    def __init__(self, *, folded: bool) -> None:
        self.folded = folded
        self.root: dict[str, Any] = {}

    def add(self, text: str, category: str, value: Any, *, cased: bool = False) -> None:
        words = tuple(_TOKEN.findall(unicodedata.normalize("NFC", text)))
        node = self.root
        for word in words:
            node = node.setdefault(fold(word) if self.folded else word_key(word), {})
        node.setdefault("", []).append(Phrase(category, value, words, cased))

    def find(self, tokens: Tokens) -> Iterator[Hit]:
        """All phrases, from left to right, longer ones first at each place."""
        keys = tokens.folds if self.folded else tokens.keys
        root, total = self.root, len(keys)
        for first in range(total):
            node = root.get(keys[first]) if keys[first] else None
            if node is None:
                continue
            found: list[Hit] = []
            last = first + 1
            while node is not None:
                for phrase in node.get("", ()):
                    if _case_fits(phrase, tokens, first):
                        found.append(Hit(first, last, phrase))
                if last == total or tokens.sentence_of[last] != tokens.sentence_of[first]:
                    break
                node = node.get(keys[last]) if keys[last] else None
                last += 1
            yield from reversed(found)


def _case_fits(phrase: Phrase, tokens: Tokens, first: int) -> bool:
    for offset, word in enumerate(phrase.words):
        seen = tokens.words[first + offset]
        if word[0].isupper():
            if word.isupper() and (len(word) > 1 or len(phrase.words) > 1):
                if not seen.isupper():
                    return False
            elif phrase.cased and not seen[0].isupper():
                return False
    return True


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Leftmost longest hits that do not overlap; on a tie the phrase that was added first."""
    chosen: list[Hit] = []
    end = -1
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        if hit.first >= end:
            chosen.append(hit)
            end = hit.last
    return chosen
