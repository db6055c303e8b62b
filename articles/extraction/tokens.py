"""Words, sentences and the tries that find phrases in them, all in time linear in the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from .text import fold

# Words and single punctuation marks. Hyphens are no tokens: "Moon Jae - in" and "Moon Jae-in" are one.
_TOKEN = re.compile(r"[^\W_]+|[^\w\s\-‐‑–—]")
# Tokens: what goes on for longer without a full stop is a list, and is cut.
LONGEST_SENTENCE = 250
_ENDERS = frozenset("!?….\"”'’)")
_MOST_WORDS = 100_000
_TONES = dict.fromkeys("\u0300\u0301\u0303\u0309\u0323")


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


class _Words(dict[str, str]):
    """What a function makes of each word, kept: a text is mostly words that were met before."""

    def __init__(self, function: Callable[[str], str]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, word: str) -> str:
        if len(self) > _MOST_WORDS:
            self.clear()
        self[word] = made = self.function(word)
        return made


_KEYS, _FOLDS = _Words(word_key), _Words(fold)


class Tokens:
    """The tokens of one cleaned text: parallel lists, and the sentences as ranges of token numbers."""

    __slots__ = ("abbreviations", "ends", "folds", "keys", "sentence_of", "sentences", "starts", "text", "words")

    def __init__(self, text: str, abbreviations: frozenset[str] = frozenset()) -> None:
        self.text, self.abbreviations = text, abbreviations
        spans = [m.span() for m in _TOKEN.finditer(text)]
        self.starts = [start for start, _ in spans]
        self.ends = [end for _, end in spans]
        self.words = [text[start:end] for start, end in spans]
        self.keys = [_KEYS[word] for word in self.words]
        self.folds = [_FOLDS[word] for word in self.words]
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
        words = self.words
        first, last = 0, len(words) - 1
        for index, word in enumerate(words):
            if (
                index == last
                or index - first == LONGEST_SENTENCE
                or self._breaks(index)
                or (word in _ENDERS and self._ends_here(index))
            ):
                yield first, index + 1
                first = index + 1

    def _breaks(self, index: int) -> bool:
        start, end = self.ends[index], self.starts[index + 1]
        return end > start and "\n" in self.text[start:end] and self._line_ends(index)

    def _line_ends(self, index: int) -> bool:
        """A line break ends a sentence, unless it fell behind an initial ("H.R." and on the next line "McMaster")."""
        before = self.words[index - 1] if index and self.words[index] == "." and self.gap(index) == "" else ""
        return not (len(before) == 1 and before.isupper() and self.gap(index + 1).count("\n") == 1)

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
    words: tuple[str, ...] = ()
    capitals: tuple[tuple[int, bool], ...] = ()


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
        if node is self.root:
            return  # nothing of it is a word
        node.setdefault("", []).append(Phrase(category, value, words, _capitals(words, cased)))

    def find(self, tokens: Tokens, begin: int = 0, end: int | None = None) -> list[Hit]:
        """All phrases that start among these tokens (default: all), from left to right, longer ones first."""
        keys = tokens.folds if self.folded else tokens.keys
        sentence_of, root, total = tokens.sentence_of, self.root, len(keys)
        hits: list[Hit] = []
        # Most words start no phrase: they are passed over before anything else is looked at.
        for first in [i for i in range(begin, total if end is None else min(end, total)) if keys[i] in root]:
            node = root[keys[first]]
            place, last, sentence = len(hits), first + 1, sentence_of[first]
            while node is not None:
                phrases = node.get("")
                if phrases:
                    fitting = [p for p in phrases if not p.capitals or _case_fits(p, tokens, first)]
                    hits[place:place] = [Hit(first, last, phrase) for phrase in reversed(fitting)]
                if last == total or sentence_of[last] != sentence:
                    break
                node = node.get(keys[last]) if keys[last] else None
                last += 1
        return hits


def _case_fits(phrase: Phrase, tokens: Tokens, first: int) -> bool:
    words = tokens.words
    return all(
        words[first + offset].isupper() if whole else words[first + offset][0].isupper()
        for offset, whole in phrase.capitals
    )


def _capitals(words: tuple[str, ...], cased: bool) -> tuple[tuple[int, bool], ...]:
    """Which words have to begin with a capital, and which to be capitals throughout."""
    found = []
    for offset, word in enumerate(words):
        whole = word.isupper() and (len(word) > 1 or len(words) > 1)
        if whole or (cased and word[0].isupper()):
            found.append((offset, whole))
    return tuple(found)


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Leftmost longest hits that do not overlap; on a tie the phrase that was added first."""
    chosen: list[Hit] = []
    end = -1
    for hit in sorted(hits, key=lambda h: (h.first, -h.last)):
        if hit.first >= end:
            chosen.append(hit)
            end = hit.last
    return chosen
