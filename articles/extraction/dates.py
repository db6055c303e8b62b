"""Days, months, weekdays and years that a text names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from .tokens import word_key

_ISO = r"(?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)"


@dataclass(frozen=True, slots=True)
class Said:
    """One expression of time. `start`, `end`: characters of the cleaned text.

    Of `year`, `month`, `day` what the words say; `shift`: days from the report
    ("yesterday" is -1); `weekday`: 0 for Monday.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    shift: int | None = None
    weekday: int | None = None

    @property
    def is_day(self) -> bool:
        return self.day is not None or self.shift is not None or self.weekday is not None


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _patterns(key: tuple) -> tuple[re.Pattern[str], dict[str, int], dict[str, int], dict[str, int]]:
    months, weekdays, prefixes, order, month_word, year_word, shifts = key
    month_of = {word_key(word): number for number, words in enumerate(months, 1) for word in words}
    weekday_of = {word_key(word): number for number, words in enumerate(weekdays) for word in words}
    shift_of = {word_key(word): shift for shift, words in shifts for word in words}
    name = _alternatives([w for words in months for w in words])
    figures = r"(?P<d>\d{1,2})(?P<sep>\s?[-/.]\s?)(?P<m>\d{1,2})(?:(?P=sep)(?P<y>(?:19|20)\d\d))?"
    parts = [_ISO, rf"\b{figures}(?![-/.]?\d)(?!\s*%)"]
    if order == "mdy":
        parts.append(
            rf"\b(?P<mn>{name})\.?\s+(?P<md>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*[-–]\s*\d{{4}})(?:,?\s+(?P<my>(?:19|20)\d\d)\b)?"
        )
    parts.append(
        rf"\b(?P<dd>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:of\s+)?(?P<dn>{name})\b\.?(?:,?\s*(?:{re.escape(year_word) or '-'}\s+|[-/]\s?)?(?P<dy>(?:19|20)\d\d)\b)?"
    )
    parts.append(
        rf"\b(?P<on>{name})\b\.?\s*(?:,?\s*(?:of\s+)?(?:{re.escape(year_word) or '-'}\s+|[-/]\s?)?(?P<oy>(?:19|20)\d\d)\b)"
    )
    if month_word:
        parts.append(rf"\b{re.escape(month_word)}\s?(?P<mm>\d{{1,2}})\s?[-/.]\s?(?P<mmy>(?:19|20)\d\d)\b")
    parts.append(r"\b(?P<year>(?:19|20)\d\d)\b(?![-/.]\d)")
    parts.append(rf"\b(?P<wd>{_alternatives([w for words in weekdays for w in words])})\b")
    parts.append(rf"\b(?P<rel>{_alternatives([w for _, words in shifts for w in words])})\b")
    parts.append(rf"\b(?P<bare>{name})\b")
    return re.compile("|".join(parts), re.IGNORECASE), month_of, weekday_of, shift_of


def said(text: str, words: dict[str, Any]) -> list[Said]:
    """All expressions of time in a cleaned text, in order. `words`: the language's `dates.toml`."""
    day_words = words["day_words"]
    key = (
        tuple(map(tuple, words["months"])),
        tuple(map(tuple, words["weekdays"])),
        tuple(words["day_prefixes"]),
        words["order"],
        words["month_word"],
        words["year_word"],
        tuple(
            (shift, tuple(day_words[name]))
            for name, shift in (("today", 0), ("yesterday", -1), ("before_yesterday", -2), ("tomorrow", 1))
        ),
    )
    pattern, month_of, weekday_of, shift_of = _patterns(key)
    prefixes = frozenset(word_key(w) for w in words["day_prefixes"])
    found = (_read(m, text, words, prefixes, month_of, weekday_of, shift_of) for m in pattern.finditer(text))
    return [item for item in found if item is not None]


def _read(m, text, words, prefixes, month_of, weekday_of, shift_of) -> Said | None:  # noqa: ANN001, PLR0913
    start, end = m.span()
    if m["iso"]:
        year, month, day = map(int, m["iso"].split("-"))
        return _valid(start, end, year, month, day)
    if m["d"]:
        day, month = int(m["d"]), int(m["m"])
        year = int(m["y"]) if m["y"] else None
        if words["order"] == "mdy" and m["sep"].strip() == "/":
            day, month = month, day
        if year is None and not _prefixed(text, start, prefixes):
            return None
        return _valid(start, end, year, month, day)
    groups = m.groupdict()
    for n, d, y in (("mn", "md", "my"), ("dn", "dd", "dy")):
        if groups.get(n):
            year = int(groups[y]) if groups[y] else None
            return _valid(start, end, year, month_of[word_key(groups[n])], int(groups[d]))
    if groups.get("on"):
        return Said(start, end, year=int(groups["oy"]), month=month_of[word_key(groups["on"])])
    if groups.get("mm"):
        month = int(groups["mm"])
        return Said(start, end, year=int(groups["mmy"]), month=month) if 1 <= month <= 12 else None
    if m["year"]:
        return Said(start, end, year=int(m["year"]))
    if m["wd"]:
        weekday = weekday_of.get(word_key(m["wd"]))
        if weekday is None or (not words["month_word"] and not m["wd"][0].isupper()):
            return None
        return Said(start, end, weekday=weekday)
    if m["rel"]:
        return Said(start, end, shift=shift_of[word_key(m["rel"])])
    if words["month_word"] or m["bare"][0].isupper():
        return Said(start, end, month=month_of[word_key(m["bare"])])
    return None


def _prefixed(text: str, start: int, prefixes: frozenset[str]) -> bool:
    """Figures alone are a date after a word that says so, or in brackets; else they are a score or a share."""
    before = text[max(0, start - 12) : start].rstrip()
    if before.endswith("(") or not prefixes:
        return before.endswith("(") or not prefixes
    word = re.split(r"[\s(,]", before)[-1]
    return word_key(word) in prefixes


def _valid(start: int, end: int, year: int | None, month: int, day: int) -> Said | None:
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return Said(start, end, year, month, day)


def nearest_weekday(report: date, weekday: int) -> date:
    """The last day before or on the day of the report that was that weekday."""
    return report - timedelta(days=(report.weekday() - weekday) % 7)
