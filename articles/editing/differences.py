"""Two versions of a text as one, with what was taken out and what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)
LONGEST = 20_000  # words; longer texts are compared line by line


@dataclass(frozen=True, slots=True)
class Stretch:
    """`how`: "same", "gone" or "new"."""

    how: str
    text: str


def differences(earlier: str, later: str) -> list[Stretch]:
    """Word by word, in the order of the text, what is gone before what is new.

    >>> [(s.how, s.text) for s in differences("They spoke on Monday.", "They spoke on Tuesday.")]
    [('same', 'They spoke on '), ('gone', 'Monday'), ('new', 'Tuesday'), ('same', '.')]
    """
    texts = earlier, later
    parts = [_WORD.findall(text) for text in texts]
    if max(map(len, parts)) > LONGEST:
        parts = [text.splitlines(keepends=True) for text in texts]
    return list(_stretches(*parts))


def _stretches(earlier: list[str], later: list[str]) -> Iterator[Stretch]:
    for how, a, b, c, d in SequenceMatcher(None, earlier, later, autojunk=len(earlier) > 2000).get_opcodes():
        if how == "equal":
            yield Stretch("same", "".join(earlier[a:b]))
            continue
        if a < b:
            yield Stretch("gone", "".join(earlier[a:b]))
        if c < d:
            yield Stretch("new", "".join(later[c:d]))
