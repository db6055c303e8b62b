"""Words that say how a day or an event stands to the report: told, after, to come, just begun."""

from __future__ import annotations

from functools import cache

from .lexicon import language
from .tokens import Tokens, Trie

# Kind of word -> token at which one begins -> token after it.
Cues = dict[str, dict[int, int]]


@cache
def _trie(code: str) -> Trie:
    tongue = language(code)
    trie = Trie(folded=tongue.folded)
    for kind, forms in tongue.dates["clauses"].items():
        for form in forms:
            trie.add(form, kind, form)
    return trie


def cues(tokens: Tokens, code: str) -> Cues:
    """All such words of a text; of those that begin at one token the longest of each kind."""
    found: Cues = {}
    for hit in _trie(code).find(tokens):
        found.setdefault(hit.phrase.category, {}).setdefault(hit.first, hit.last)
    for first in found.pop("plain", {}):
        found.get("telling", {}).pop(first, None)
    return found


def within(found: Cues, kind: str, first: int, last: int) -> bool:
    """Whether a word of that kind begins among the tokens `first` to `last` (excluded)."""
    starts = found.get(kind)
    return bool(starts) and any(index in starts for index in range(first, last))
