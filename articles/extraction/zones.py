"""What in a text is the report and what is the page around it: marked, never cut."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from .facts import Zone
from .tokens import word_key

_LINE = re.compile(r"[^\n]+")
_FIGURE = re.compile(r"\d")
STAMP = 90  # characters of a line that says when a page was published and changed
_DATE = re.compile(r"\s*:?\s*\d{4}-\d\d(?:-\d\d)?\s*")


def zone_words(own: dict[str, Any]) -> dict[str, Any]:
    """What a `zones.toml` holds, ready to be compared with the lines of a text."""
    keys = {kind: tuple(map(word_key, own[kind])) for kind in ("lines", "related")}
    return {
        **own,
        "lines": frozenset(keys["lines"]),
        "related": keys["related"],
        "line_starts": tuple(own["line_starts"]),
    }


def zones(text: str, words: dict[str, Any], title_length: int) -> list[Zone]:
    """Zones of a cleaned text, in order, each line in one zone. `words`: of the language, as `zone_words` gives them.

    `title_length`: characters of a title put before the text, 0 if there is none.
    """
    lines, related, starts = words["lines"], words["related"], words["line_starts"]
    found: list[Zone] = []
    repeated = _repeated(text)
    first_line, begun, ended = True, False, False
    for match in _LINE.finditer(text):
        line = match[0].strip()
        if not line:
            continue
        start, end = match.span()
        key = word_key(line) if len(line) < 80 else ""
        if ended:
            kind = "related"
        elif match.start() > title_length and key.startswith(related) and len(line) < 60:
            kind, ended = "related", True
        elif key in lines or line.startswith(starts) or _is_source(line, words):
            kind = "boilerplate"
        elif line in repeated and start >= title_length:
            kind = "caption"
        elif not begun and (stamp := _stamp(match[0], words)):
            found.append(Zone("dateline", start, start + stamp))
            begun, first_line = start + stamp < end, False
            if start + stamp < end:
                found.append(Zone("body", start + stamp, end))
            continue
        elif first_line and _is_headline(line, text, end, title_length):
            kind = "headline"
        else:
            found.extend(_paragraph(text, start, end, words))
            begun, first_line = True, False
            continue
        if kind != "boilerplate":
            first_line = False
        found.append(Zone(kind, start, end))
    return found


def _stamp(line: str, words: dict[str, Any]) -> int:
    """Length of what stands above a text as data and not as text: " date 2021-04 ", "Publié le 3 mars 2024 à 8h12"."""
    bare = line.strip()
    label = next((word for word in words["stamps"] if bare.lower().startswith(word)), "")
    rest = bare[len(label) :]
    if not label or rest[:1].isalpha():
        return 0
    if date := _DATE.match(rest + line[len(line.rstrip()) :]):
        return len(line) - len(line.lstrip()) + len(label) + date.end()
    return len(line) if len(bare) < STAMP and bare[-1] != "." and _FIGURE.search(rest) else 0


def _repeated(text: str) -> set[str]:
    """The caption of the picture above a text: many pages have it once more at the very end."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    ends = lines[-2:]
    return (
        {line for line in ends if lines.count(line) == 2 and lines.index(line) < len(lines) - 3}
        if len(lines) > 5
        else set()
    )


def _is_source(line: str, words: dict[str, Any]) -> bool:
    return len(line) < 60 and any(line.startswith(mark) and ":" in mark for mark in words["source"])


def _is_headline(line: str, text: str, end: int, title_length: int) -> bool:
    """The title, or a short first line without a full stop with more text below."""
    if title_length:
        return end <= title_length
    return len(line) < 160 and line[-1] not in ".:;,…" and "\n" in text[end : end + 2] and len(text) > 2 * end


def _paragraph(text: str, start: int, end: int, words: dict[str, Any]) -> list[Zone]:
    """A paragraph of the report, or a caption. A caption's mark glued before a sentence is cut off from it."""
    line = text[start:end]
    mark = next((m for m in words["caption"] if m in line), None)
    if mark is None:
        return [Zone("body", start, end)]
    at = line.index(mark)
    if len(line) < 260 or at > len(line) - 80:
        # A short paragraph with a picture's credit is the caption; a long one only ends in a credit.
        return [Zone("caption", start, end)] if len(line) < 420 else [Zone("body", start, end)]
    return [Zone("body", start, end)]


def zone_at(found: list[Zone], char: int) -> str:
    """The kind of zone a character stands in; "boilerplate" between zones."""
    place = bisect_right(found, char, key=lambda zone: zone.start) - 1
    return found[place].kind if place >= 0 and char < found[place].end else "boilerplate"
