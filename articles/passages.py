"""Passages of an article: the sentence around a span, and a text cut up into marked stretches.

Pure: text and spans in, dataclasses out. Templates loop over the pieces, so that
everything a publisher wrote is escaped and nothing needs to be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import quote

Span = tuple[int, int]

LONGEST = 420  # characters: a sentence beyond this is shortened around its span

# Begun at the first stop of several only: a line of nothing but dots stays cheap.
_BREAK = re.compile(r"\n+|(?<![.!?…])[.!?…]+[\"”’»)]*[ \t ]+(?=[\"“‘«(]*[A-ZÀ-ỸĐ0-9])")
# "the U.K. Secretary", "Mr. Lammy", "J. Biden", "PGS. Nguyễn": a full stop that ends no sentence.
_NO_END = re.compile(
    r"(?:^|[\s(\"“])(?:(?:[A-ZĐ]\.)*[A-ZĐ]|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Gov|Lt|Col|St|No|Nos|Jan|Feb|Aug|Sept|Oct|Nov|Dec|TP|TS|PGS|GS|ThS)$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `kinds` are the facts it belongs to, the narrowest first; none: plain text."""

    text: str
    start: int
    kinds: tuple[str, ...] = ()
    zone: str = ""
    opens: bool = False

    @property
    def kind(self) -> str:
        return self.kinds[0] if self.kinds else ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence in pieces, with what was left out at either end."""

    pieces: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    start: int

    @property
    def plain(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact's place in a text. `kind` becomes the class of the element around it."""

    start: int
    end: int
    kind: str


def sentence_span(text: str, start: int, end: int) -> Span:
    """The sentence, or sentences, that the characters `start` to `end` stand in.

    >>> text = "They spoke. The U.K. side agreed. Then it ended."
    >>> text[slice(*sentence_span(text, 26, 32))]
    'The U.K. side agreed.'
    """
    left, right = 0, len(text)
    # No sentence is looked for further than this away: a text without full stops stays cheap.
    window = max(0, start - 3000)
    for match in _BREAK.finditer(text, window, min(len(text), end + 3000)):
        if _NO_END.search(text[max(0, match.start() - 12) : match.start()]) and "\n" not in match[0]:
            continue
        if match.end() <= start:
            left = match.end()
        elif match.start() >= end - 1:
            right = match.start() if match[0].startswith("\n") else len(match[0].rstrip()) + match.start()
            break
    return max(left, window if left == 0 else left), max(right, end)


def passage(text: str, spans: Iterable[Span], longest: int = LONGEST) -> Passage:
    """The sentence around the first of `spans`, with every one of them that lies in it marked."""
    marks = [Mark(start, end, "mark") for start, end in sorted(spans)]
    return passage_of(text, *sentence_span(text, marks[0].start, marks[0].end), marks, longest)


def passage_of(
    text: str, left: int, right: int, marks: Iterable[Mark], longest: int = LONGEST, *, points: bool = True
) -> Passage:
    """A sentence whose span is known, with every mark in it if it `points`; shortened around the first one."""
    marks = sorted(marks, key=lambda mark: mark.start)
    start, end = _shortened(text, left, right, marks[0], longest)
    pieces = cut(text, marks if points else (), start=start, end=end)
    return Passage(tuple(pieces), start > left, end < right, marks[0].start)


def cut(
    text: str, marks: Iterable[Mark], zones: Iterable[Mark] = (), *, start: int = 0, end: int | None = None
) -> list[Piece]:
    """The text from `start` to `end` in pieces: a new one wherever a mark or a zone begins or ends."""
    end = len(text) if end is None else end
    marks = [mark for mark in marks if start <= mark.start < mark.end <= end]
    zones = [zone for zone in zones if zone.start < end and zone.end > start]
    marks.sort(key=lambda mark: (mark.end - mark.start, mark.start))
    edges = {start, end}
    for stretch in (*marks, *zones):
        edges |= {max(stretch.start, start), min(stretch.end, end)}
    opening = {mark.start for mark in marks}
    places = sorted(edges)
    return [
        Piece(
            text[a:b],
            a,
            tuple(dict.fromkeys(mark.kind for mark in marks if mark.start <= a and b <= mark.end)),
            next((zone.kind for zone in zones if zone.start <= a and b <= zone.end), ""),
            a in opening,
        )
        for a, b in pairwise(places)
        if a < b
    ]


def text_fragment(url: str, sentence: str) -> str:
    """The publisher's page scrolled to the sentence (`#:~:text=first words,last words`).

    >>> text_fragment("https://example.org/a", "One two three.")
    'https://example.org/a#:~:text=One%20two%20three.'
    """
    words = sentence.split()
    ends = [" ".join(words)] if len(words) <= 10 else [" ".join(words[:5]), " ".join(words[-5:])]
    # A hyphen next to a comma has a meaning of its own there.
    return f"{url.split('#')[0]}#:~:text=" + ",".join(quote(part, safe="").replace("-", "%2D") for part in ends)


def _shortened(text: str, left: int, right: int, mark: Mark, longest: int) -> Span:
    """At most about `longest` characters around the mark, cut between words."""
    if right - left <= longest or mark.end - mark.start >= longest:
        return left, right
    room = (longest - (mark.end - mark.start)) // 2
    start, end = max(left, mark.start - room), min(right, mark.end + room)
    if start > left:
        start = text.find(" ", start, mark.start) + 1 or start
    if end < right:
        end = max(text.rfind(" ", mark.end, end), mark.end)
    return start, end
