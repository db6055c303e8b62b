"""Words, sentences and the tries that find phrases in them, all in time linear in the text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from itertools import accumulate, compress, count
from operator import add, itemgetter
from typing import Any, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

from .text import fold

# Words and single punctuation marks. Hyphens are no tokens: "Moon Jae - in" and "Moon Jae-in" are one.
_TOKEN = re.compile(r"[^\W_]+|[^\w\s\-‐‑–—]")
_TOKENS = re.compile(f"({_TOKEN.pattern})")
_BREAK = re.compile(r"\n+")
# Tokens: what goes on for longer without a full stop is a list, and is cut.
LONGEST_SENTENCE = 250
_ENDERS = frozenset("!?….\"”'’)")
_MOST_WORDS = 100_000
Made = TypeVar("Made")
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


class _Words(dict[str, Made]):
    """What a function makes of each word, kept: a text is mostly words that were met before."""

    def __init__(self, function: Callable[[str], Made]) -> None:
        super().__init__()
        self.function = function

    def __missing__(self, word: str) -> Made:
        if len(self) > _MOST_WORDS:
            self.clear()
        self[word] = made = self.function(word)
        return made


_KEYS, _FOLDS = _Words(word_key), _Words(fold)
_CAPITAL = _Words(lambda word: word[0].isupper())


class Tokens:
    """The tokens of one cleaned text: parallel lists, and the sentences as ranges of token numbers.

    `gaps`: what stands between each token and the one before it.
    """

    __slots__ = (
        "_spaced",
        "abbreviations",
        "ends",
        "folds",
        "gaps",
        "keys",
        "sentence_of",
        "sentences",
        "starts",
        "text",
        "words",
    )

    def __init__(self, text: str, abbreviations: frozenset[str] = frozenset()) -> None:
        self.text, self.abbreviations = text, abbreviations
        pieces = _TOKENS.split(text)  # gap, word, gap ... word, gap
        bounds = list(accumulate(map(len, pieces), initial=0))
        pieces[0] = ""  # no token stands before the first gap
        self.starts, self.ends = bounds[1:-1:2], bounds[2::2]
        self.words, self.gaps = pieces[1::2], pieces[:-1:2]
        self.keys = list(map(_KEYS.__getitem__, self.words))
        self.folds = list(map(_FOLDS.__getitem__, self.words))
        self.sentences = list(self._split())
        self.sentence_of = [0] * len(self.words)
        for number, (first, last) in enumerate(self.sentences):
            self.sentence_of[first:last] = [number] * (last - first)
        self._spaced: dict[bool, tuple[str, dict[int, int]]] = {}

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
        return self.gaps[index]

    def upper(self, index: int) -> bool:
        return self.words[index][0].isupper()

    def capitalised(self) -> Iterator[int]:
        """The numbers of the words that begin with a capital."""
        return compress(count(), map(_CAPITAL.__getitem__, self.words))

    def spaced(self, *, folded: bool) -> tuple[str, dict[int, int]]:
        """Keys or folds, a space before and after each, and for each space the number of the token behind it."""
        if folded not in self._spaced:
            words = self.folds if folded else self.keys
            spaces = map(add, accumulate(map(len, words), initial=0), count())
            self._spaced[folded] = f" {' '.join(words)} ", dict(zip(spaces, count(), strict=False))
        return self._spaced[folded]

    def _split(self) -> Iterator[tuple[int, int]]:
        first, last = 0, len(self.words) - 1
        breaks = {bisect_right(self.ends, match.start()) - 1 for match in _BREAK.finditer(self.text)}
        marks = {index for index, word in enumerate(self.words) if word in _ENDERS}
        # Only where a line or one of the marks that end a sentence stands is there anything to look at.
        for index in sorted({*breaks, *marks, last} - {-1}):
            while index - first > LONGEST_SENTENCE:
                yield first, first + LONGEST_SENTENCE + 1
                first += LONGEST_SENTENCE + 1
            if (
                index == last
                or index - first == LONGEST_SENTENCE
                or (index in breaks and self._line_ends(index))
                or (index in marks and self._ends_here(index))
            ):
                yield first, index + 1
                first = index + 1

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


_new_hit = partial(tuple.__new__, Hit)  # half the time of the call of a named tuple


class Trie:
    """Phrases by their words. `cased` phrases must keep the case of their first letters; all-capital words always.

    All of them are found in one pass over the text, in C, by the automaton of Aho and Corasick: the words of text
    and phrases stand between single spaces, so that a phrase is found where whole words are.
    """

    def __init__(self, *, folded: bool) -> None:
        self.folded = folded
        self._added: dict[str, list[tuple[str, Any, tuple[str, ...], bool]]] = {}
        self._found: dict[int, list[Phrase]] = {}

    def add(self, text: str, category: str, value: Any, *, cased: bool = False) -> None:
        words = tuple(_TOKEN.findall(unicodedata.normalize("NFC", text)))
        if words:
            key = fold(" ".join(words)) if self.folded else " ".join(map(word_key, words))
            self._added.setdefault(f" {key} ", []).append((category, value, words, cased))

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(list(self._added))

    @cached_property
    def _entries(self) -> list[list[tuple[str, Any, tuple[str, ...], bool]]]:
        """What was added, by the number that the automaton gives it."""
        return list(self._added.values())

    def _phrases(self, number: int) -> list[Phrase]:
        """The phrases of the same words, the last one added first; made when they are met: most never are."""
        phrases = self._found[number] = [
            Phrase(category, value, words, _capitals(words, cased))
            for category, value, words, cased in reversed(self._entries[number])
        ]
        return phrases

    def find(self, tokens: Tokens) -> list[Hit]:
        """All phrases in a text, from left to right, longer ones first; none goes beyond a sentence."""
        text, token_at = tokens.spaced(folded=self.folded)
        words, sentence_of, met = tokens.words, tokens.sentence_of, self._found
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)  # in the order of their ends
        found.reverse()
        found.sort(key=itemgetter(1))
        hits: list[Hit] = []
        for number, start, end in found:
            first, last = token_at[start], token_at[end - 1]
            if sentence_of[first] == sentence_of[last - 1]:
                for phrase in met.get(number) or self._phrases(number):
                    if not phrase.capitals or _case_fits(phrase, words, first):
                        hits.append(_new_hit((first, last, phrase)))
        return hits

    def starting(self, tokens: Tokens) -> dict[int, list[Hit]]:
        """The same by the token that they begin with."""
        hits: dict[int, list[Hit]] = {}
        for hit in self.find(tokens):
            hits.setdefault(hit.first, []).append(hit)
        return hits


def _case_fits(phrase: Phrase, words: list[str], first: int) -> bool:
    for offset, whole in phrase.capitals:
        word = words[first + offset]
        if not (word if whole else word[0]).isupper():
            return False
    return True


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
