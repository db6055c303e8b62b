"""Words that say how a day or an event stands to the report: told, after, to come."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from .lexicon import language
from .tokens import Tokens, Trie

Place = tuple[int, int]


@cache
def _trie(code: str) -> Trie:
    tongue = language(code)
    trie = Trie(folded=tongue.folded)
    for kind, forms in tongue.dates["clauses"].items():
        for form in forms:
            trie.add(form, kind, form)
    return trie


class Cues:
    """Such words of one text by kind: the token that each begins with, and the token after it."""

    def __init__(self, tokens: Tokens, code: str) -> None:
        self._found: dict[str, dict[int, int]] = defaultdict(dict)
        for hit in _trie(code).find(tokens):
            self._found[hit.phrase.category].setdefault(hit.first, hit.last)  # the longest comes first
        for first in self._found["plain"]:
            self._found["telling"].pop(first, None)

    def places(self, kind: str, first: int, last: int) -> list[Place]:
        """Where words of that kind begin among the tokens `first` to `last` (excluded), and where they end."""
        found = self._found[kind]
        return [(index, found[index]) for index in range(first, last) if index in found]

    def within(self, kind: str, first: int, last: int) -> bool:
        """Whether a word of that kind begins among these tokens."""
        found = self._found[kind]
        return any(index in found for index in range(first, last))
