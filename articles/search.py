"""Words to look for, as readers type them: case and diacritics do not matter, `đ` included.

`"priority partner"` in quotation marks is a phrase; words outside of them may stand
anywhere. A word matches whole, a word of four letters or more also as the beginning of
a longer one ("talk" finds "talks", "an" does not find "anh").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Q

from .extraction.text import Mirror, fold

_TERM = re.compile(r'"([^"]+)"|([^\s"]+)')
_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"\W+")
_BEGINNING = 4  # letters from which on a word may be the beginning of another
_MOST = 12  # terms: what comes after them is not looked for


def searchable(text: str) -> str:
    """A text as it is kept to be searched: folded, and nothing but its words."""
    return _NO_WORD.sub(" ", fold(text)).strip()


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader typed."""

    text: str

    @property
    def terms(self) -> list[list[str]]:
        """Folded terms, each a list of words that follow one another."""
        found = (_WORD.findall(fold(phrase or word)) for phrase, word in _TERM.findall(fold(self.text)))
        return [words for words in found if words][:_MOST]

    def condition(self, field: str) -> Q:
        """Every term in the folded text of `field`. The database narrows by plain text first, then by whole words."""
        condition = Q()
        for words in self.terms:
            for word in words:
                condition &= Q(**{f"{field}__contains": word})
            condition &= Q(**{f"{field}__regex": _pattern(words)})
        return condition if self.terms else Q(pk__in=[])

    def sequences(self, field: str) -> Q:
        """What is left to see where each word is known to be there: that the words of a phrase follow one another."""
        condition = Q()
        for words in self.terms:
            if len(words) > 1:
                condition &= Q(**{f"{field}__regex": _pattern(words)})
        return condition

    @staticmethod
    def whole_or_open(words: list[str]) -> list[tuple[str, bool]]:
        """The words of a term, and whether each may also be the beginning of a longer one."""
        return [(word, place == len(words) and len(word) >= _BEGINNING) for place, word in enumerate(words, 1)]

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the terms stand in `text`, in characters of the original spelling."""
        if not self.terms:
            return []
        folded = Mirror.folded(text)
        either = re.compile("|".join(f"(?:{_pattern(words, groups=False)})" for words in self.terms))
        return [folded.span(*match.span()) for match in either.finditer(folded.text)]

    def is_in(self, text: str) -> bool:
        """Whether every term stands in `text`."""
        folded = fold(text)
        return bool(self.terms) and all(re.search(_pattern(words), folded) for words in self.terms)


def _pattern(words: list[str], *, groups: bool = True) -> str:
    r"""A regular expression that Python and PostgreSQL read alike; `\b` is not among what they share."""
    ending = r"\w*" if Query.whole_or_open(words)[-1][1] else ""
    body = r"\W+".join(words) + ending
    return rf"(^|\W){body}($|\W)" if groups else rf"(?<!\w){body}(?!\w)"
