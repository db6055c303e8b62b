"""What a text says of itself: when it was published and by whom, its headline, its byline.

Nothing is cut out of the text. The words it is told by are in `clues.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path

from articles.datafiles import load
from articles.extraction.text import fold
from articles.resolution.dates import DateError, members

# " date 2021-04 Thứ trưởng ...": some collections write the month before the first sentence.
_LEADING_DATE = re.compile(r"\s*date\s+(\d{4}(?:-\d{2}){0,2})(?=\s|$)")
_ISO_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(?=$|[T ]\d{2}:?\d{2})")
HEADLINE_LENGTH = 200
EDGE_LINES = 5


@dataclass(frozen=True, slots=True)
class Clues:
    """What was found; empty where the text does not say."""

    published: str = ""
    publisher: str = ""
    headline: str = ""
    byline: str = ""


def read_clues(text: str) -> Clues:
    """Look at the first and last lines of a text."""
    lines = text.splitlines()
    first = [line.strip() for line in lines[:EDGE_LINES]]
    last = [line.strip() for line in lines[-EDGE_LINES:] if line.strip()]
    return Clues(
        published=_published(text, first),
        publisher=next(filter(None, (_labelled(line, "source") for line in reversed(last))), "")[:200],
        headline=_headline(lines),
        byline=next(filter(None, (_labelled(line, "byline") for line in first[1:])), "")[:200],
    )


@cache
def labels() -> dict[str, re.Pattern[str]]:
    words = load(Path(__file__).with_name("clues.toml"))
    return {
        clue: re.compile(rf"(?:{'|'.join(forms)}){r'(?::| )' if clue == 'byline' else ':'}\s*(?=\S)")
        for clue, forms in words.items()
    }


def _labelled(line: str, clue: str) -> str:
    """What stands behind the label, in the line's own letters: "VNA" of "Source: VNA"."""
    if len(line) > HEADLINE_LENGTH or not labels()[clue].match(fold(line)):
        return ""
    value = line.split(":", 1)[1] if ":" in line else line.split(" ", 1)[1]
    # "By the end of the year ..." is no byline: a name's words are capitalised.
    words = value.split()
    if clue == "byline" and not (0 < len(words) <= 6 and all(word[0].isupper() for word in words)):
        return ""
    return value.strip().rstrip(".")


def _published(text: str, first: list[str]) -> str:
    leading = _LEADING_DATE.match(text)
    if leading:
        return as_published(leading[1])
    return next(filter(None, (as_published(_labelled(line, "published")) for line in first)), "")


def as_published(value: str) -> str:
    """An ISO 8601 date or date-time as it stands, the date of an e-mail header as ISO 8601; empty for anything else.

    >>> as_published("2021-04"), as_published("Thu, 28 Jul 2022 10:00:00 GMT"), as_published("soon")
    ('2021-04', '2022-07-28T10:00:00+00:00', '')
    """
    value = value.strip()
    iso = _ISO_DATE.match(value)
    try:
        if iso:
            members(iso[0])
            return value[:40]
        return parsedate_to_datetime(value).isoformat() if value else ""
    except (DateError, ValueError):
        return ""


def _headline(lines: list[str]) -> str:
    """The first line, if it is short, stands alone and does not end like a sentence."""
    written = [number for number, line in enumerate(lines) if line.strip()]
    if not written:
        return ""
    number = written[0]
    if _labelled(lines[number].strip(), "published"):
        number = next(iter(written[1:]), number)
    line = lines[number].strip()
    alone = number + 1 < len(lines) and not lines[number + 1].strip()
    is_sentence = line.endswith((".", ":", ";", "!")) or _LEADING_DATE.match(line)
    return line if alone and not is_sentence and len(line) <= HEADLINE_LENGTH else ""
