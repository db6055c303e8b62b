"""Words that say how a day or an event stands to the report: told, after, to come."""

from __future__ import annotations

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
    """Such words of one text by kind, looked up where they are asked for."""

    def __init__(self, tokens: Tokens, code: str) -> None:
        self.tokens, self.trie = tokens, _trie(code)
        self._found: dict[int, dict[str, int]] = {}

    def places(self, kind: str, first: int, last: int) -> list[Place]:
        """Where words of that kind begin among the tokens `first` to `last` (excluded), and where they end."""
        found = ((index, self._at(index).get(kind)) for index in range(max(0, first), min(last, len(self.tokens))))
        return [(index, end) for index, end in found if end is not None]

    def within(self, kind: str, first: int, last: int) -> bool:
        """Whether a word of that kind begins among these tokens."""
        return any(kind in self._at(index) for index in range(max(0, first), min(last, len(self.tokens))))

    def _at(self, index: int) -> dict[str, int]:
        """The kinds of words that begin with a token, and the token after each."""
        found = self._found.get(index)
        if found is None:
            found = {}
            for hit in self.trie.find(self.tokens, index, index + 1):
                found.setdefault(hit.phrase.category, hit.last)  # the longest comes first
            if "plain" in found:
                found.pop("telling", None)
            self._found[index] = found
        return found
