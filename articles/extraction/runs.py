"""Runs of capitalised words around a head: the names of agreements that no list has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .page import Page
from .tokens import Hit

LONGEST = 14  # tokens


@dataclass(frozen=True, slots=True)
class Run:
    """A name: its tokens, as written, without a pair of parties at its start, and the parties in it."""

    first: int
    last: int
    name: str
    rest: str
    parties: frozenset[str]


def run_around(page: Page, hit: Hit, runs: Mapping[str, Sequence[str] | str]) -> Run | None:
    """The name that a head is the end or the middle of, None where it stands alone. `runs`: how names are built."""
    reader = _Reader(page, hit, runs)
    first = hit.first if runs["order"] == "head_first" else reader.left()
    last = reader.right()
    if last - first > LONGEST or last < 0:
        return None
    own = [i for i in range(first, last) if not hit.first <= i < hit.last and reader.capital(i)]
    within = {i: page.countries[i] for i in range(first, last) if page.countries.get(i, (last + 1, ""))[0] <= last}
    inside = {code for _, code in within.values()}
    names = [i for i in own if not any(start <= i < end for start, (end, _) in within.items())]
    if not names and len(inside) < 2:
        return None
    start = hit.last if "english" in hit.phrase.value else first
    return Run(first, last, page.written(start, last), reader.rest(first, last), frozenset(inside))


class _Reader:
    def __init__(self, page: Page, hit: Hit, runs: Mapping[str, Sequence[str] | str]) -> None:
        self.page, self.tokens, self.hit = page, page.tokens, hit
        self.links, self.tails = frozenset(runs["links"]), frozenset(runs["tails"])
        self.head_first = runs["order"] == "head_first"
        self.start, self.end = page.tokens.sentences[page.tokens.sentence_of[hit.first]]

    def capital(self, index: int) -> bool:
        word = self.tokens.words[index]
        return word[0].isupper() and index not in self.page.titled

    def left(self) -> int:
        """The first token of the name: capitalised words and years, and links between them."""
        first = self.hit.first
        while first > self.start and "\n" not in self.tokens.gap(first):
            before = first - 1
            word = self.tokens.words[before]
            if self.capital(before) or (word == "." and self._abbreviated(before)) or self._year(before):
                first = before
            elif self._links(before) and before > self.start and self.capital(before - 1) and self._free(before - 1):
                first = before - 1
            else:
                break
        while first < self.hit.first and (self._common(first) or (self._year(first) and self.hit.first - first > 2)):
            first += 1
        return first

    def right(self) -> int:
        """The token after the name; -1 where the head only begins another word ("Partnership Summit")."""
        last = self.hit.last
        if not self.head_first and last < self.end and self.capital(last) and self.tokens.gap(last) == " ":
            return -1
        while last < self.end:
            word = self.tokens.keys[last]
            inside = last > self.hit.last
            if (inside or self.head_first) and (self.capital(last) or (inside and self._possessive(last))):
                last += 1
            elif word in (self.links if inside else self.tails):
                following = last + 1
                while following < self.end and (self._links(following) or self.tokens.words[following] in "'’"):
                    following += 1
                if following >= self.end or not self.capital(following) or following in self.page.dated:
                    break
                if following in self.page.countries and last in self.page.marks.cues.get("conjunctions", {}):
                    break
                last = following + 1
            else:
                break
        return last

    def rest(self, first: int, last: int) -> str:
        """The name without the pair of parties that it begins with, if two words and more are left."""
        index = first
        while index in self.page.countries:
            index = self.page.countries[index][0]
        left = [i for i in range(index, last) if self.capital(i)]
        return self.page.written(index, last) if index > first and len(left) > 1 else ""

    def _links(self, index: int) -> bool:
        return self.tokens.keys[index] in self.links or self.tokens.words[index] in ("/", "&")

    def _free(self, index: int) -> bool:
        """Not the end of another agreement: "Minsk Agreements and Normandy Format" are two."""
        deeds = self.page.deeds_in[self.tokens.sentence_of[index]]
        return not any(h.first <= index < h.last for h in deeds if h.phrase.category in ("agreement", "head"))

    def _abbreviated(self, index: int) -> bool:
        return index > self.start and len(self.tokens.words[index - 1]) == 1 and self.tokens.gap(index) == ""

    def _possessive(self, index: int) -> bool:
        """The apostrophe of "Workers' Rights", not that of "the Agreement's"."""
        following = index + 1
        return self.tokens.words[index] in "'’" and following < self.end and self.capital(following)

    def _year(self, index: int) -> bool:
        word = self.tokens.words[index]
        return word.isdigit() and len(word) == 4

    def _common(self, index: int) -> bool:
        return self.tokens.keys[index] in self.page.language.common or self._links(index)
