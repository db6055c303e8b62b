"""Whether two written names are one person's.

The names compared are those of one party at what may be one meeting, so the
question is not whether the world has two such people, but whether two writers
meant the same one.
"""

from __future__ import annotations

import re

from articles.extraction.text import fold

_WORD = re.compile(r"[^\W_]+")


def words(name: str) -> tuple[str, ...]:
    """The words of a name, folded.

    >>> words("Mun Jae-in")
    ('mun', 'jae', 'in')
    """
    return tuple(_WORD.findall(fold(name)))


def name_key(name: str) -> str:
    """One key for a name however it is ordered, cased or accented: `bui son thanh`."""
    return " ".join(sorted(words(name)))


def same_name(one: str, other: str) -> bool:
    """Equal but for order, case and marks; one part of the other; or one word misprinted.

    >>> same_name("Yvette Copper", "Yvette Cooper"), same_name("Nguyễn Quốc Dũng", "Nguyễn Quốc Cường")
    (True, False)
    """
    a, b = words(one), words(other)
    if not a or not b:
        return False
    return "".join(a) == "".join(b) or set(a) <= set(b) or set(b) <= set(a) or misprinted(a, b)


def misprinted(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two names, by their words, are the same but for one word, and that one nearly the same."""
    if len(a) != len(b):
        return False
    left, right = list(a), list(b)
    for word in a:
        if word in right:
            left.remove(word)
            right.remove(word)
    if len(left) != 1:
        return not left
    length = min(len(left[0]), len(right[0]))
    allowed = 0 if length < 5 else 1 if length < 8 else 2
    return _distance(left[0], right[0], allowed) <= allowed


def _distance(a: str, b: str, limit: int) -> int:
    """Letters to insert, drop or change; stops counting beyond the limit."""
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    row = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        last, row = row, [i]
        for j, other in enumerate(b, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != other)))
    return row[-1]
