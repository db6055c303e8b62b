"""Whether two texts are one story printed twice: equal, or nearly so.

Texts are compared by their shingles (each four words that follow each other) and are alike if they share three
quarters of all that either has. Which texts to compare is told by a few fingerprints of each: the least of the
shingles in each of 48 classes, taken three at a time (MinHash by one permutation, with banding). Of texts that are only
just alike two pairs in a thousand do not share two of the 16 fingerprints, of real reprints none in a million; texts
that have a quarter in common share two in three cases of a hundred. Both say the same of a pair whatever else there
is, so groups depend on no order.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from articles.extraction.text import fold

ALIKE = 0.75
SHARED = 2  # fingerprints at least that texts have in common which are worth comparing
_WORDS = 4  # of a shingle
# A shorter text says too little to be called a reprint: "Video: ministers speak by telephone."
SHORTEST = 20  # words
LONGEST = 300_000  # characters, as many as the extractor reads
_CLASSES, _TAKEN = 48, 3
_WORD = re.compile(r"\w+")

Shingles = frozenset[str]


def shingles(text: str) -> Shingles:
    """Of a text in any case, with or without diacritics; none of one that is too short to compare."""
    words = _WORD.findall(fold(text[:LONGEST]))
    if len(words) < SHORTEST:
        return frozenset()
    return frozenset(map(" ".join, zip(*(words[at:] for at in range(_WORDS)), strict=False)))


def fingerprints(shingles: Shingles) -> list[int]:
    """At most 16 numbers of 63 bits, of which texts that are alike share some."""
    # From the greatest to the least, so that of each class the least is what stays.
    least = {number % _CLASSES: number // _CLASSES for number in sorted(map(number_of, shingles), reverse=True)}
    bands = ((at, [least.get(kind) for kind in range(at, at + _TAKEN)]) for at in range(0, _CLASSES, _TAKEN))
    return [number_of(f"{at} {band}") for at, band in bands if band != [None] * _TAKEN]


def are_alike(one: Shingles, other: Shingles) -> bool:
    shared = len(one & other)
    return shared > 0 and shared >= ALIKE * (len(one) + len(other) - shared)


def name_of(source: str) -> int:
    """An article's number among those that name a group, from its id: 48 bits, which any program reads exactly."""
    return number_of(source) >> 15


def number_of(text: str) -> int:
    """63 bits that stand for a text, the same in every process."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) >> 1
