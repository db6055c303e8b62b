"""Expressions of time in a text: days, months, years, weekdays, and words like "yesterday".

Read once over the tokens, from left to right; what stands side by side and completes
each other ("thứ bảy (8/12)", "Thursday, March 9, 2017") is one expression.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from .lexicon import Language
from .said import Said
from .timewords import STARTS, TimeMarks, time_words
from .tokens import Hit, Tokens

__all__ = ["Said", "nearest_weekday", "said"]

BESIDE = 3  # tokens between two expressions that are one
FILLERS = 4  # tokens between a day and its year
# "đến 2/3" may be a share of something.
_SHARES = frozenset(((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 10)))


def said(tokens: Tokens, tongue: Language) -> list[Said]:
    """All expressions of time, in order. Days that do not exist and years outside 1990-2100 are none."""
    return list(_Reader(tokens, TimeMarks(tokens, time_words(tongue.code))).joined())


def nearest_weekday(report: date, weekday: int) -> date:
    """The last day before or on the day of the report that was that weekday."""
    return report - timedelta(days=(report.weekday() - weekday) % 7)


class _Reader:
    """Reads one text. `read_to`: the token after the expression read last."""

    def __init__(self, tokens: Tokens, marks: TimeMarks) -> None:
        self.tokens, self.marks = tokens, marks
        self.read_to = 0

    def read(self) -> Iterator[Said]:
        """Every expression by itself."""
        for start in self.marks.starts():
            if start >= self.read_to and (found := self._one(start)) is not None:
                yield found
                self.read_to = found.last

    def _one(self, index: int) -> Said | None:
        if self.tokens.words[index][0].isdigit():
            return self._figures(index)
        hit = next((hit for hit in self.marks.hits(index) if hit.phrase.category in STARTS), None)
        if hit is None:
            return None
        kind = hit.phrase.category
        if kind == "month":
            return self._month(hit)
        if kind == "weekday":
            return self._make(index, hit.last, weekday=hit.phrase.value) if self._is_weekday(hit) else None
        if kind == "shift":
            return self._make(index, hit.last, shift=hit.phrase.value)
        if kind == "same" and self.marks.number(hit.last) is None:
            return self._make(index, hit.last, same=True)
        if kind != "period":
            return None
        counted = self.marks.ended("numerals", index) or (index and self.marks.number(index - 1) is not None)
        if counted and self.read_to != index:  # "three months ago", but "in month 3 of last year"
            return None
        return self._make(index, hit.last, period=hit.phrase.value)

    def _make(self, first: int, last: int, **what: object) -> Said | None:
        start, end = self.tokens.span(first, last)
        made = Said(start, end, first, last, **what)  # type: ignore[arg-type]
        for day in (made.day, made.until):
            if day is not None and replace(made, day=day).on(made.year or 2000) is None:
                return None
        return made

    def _figures(self, index: int) -> Said | None:
        year = self.marks.year(index)
        if year is not None:
            return self._from_year(index, year)
        day = self.marks.number(index, 31)
        if day is None:
            return None
        mark, then = self.marks.parted(index + 1)
        second = self.marks.number(then, 31) if mark else None
        if second is not None:
            return self._day_and_month(index, day, mark, then, second) or self._range(index, day, then, second)
        return self._day_then_month(index, day, index + 1) or self._joined_days(index, day)

    def _from_year(self, index: int, year: int) -> Said | None:
        """ "2017-03-28", "2016-2020", "2017"."""
        mark, then = self.marks.parted(index + 1)
        month = self.marks.number(then, 12) if mark == "-" and len(self.tokens.words[then]) == 2 else None
        if month is not None:
            mark, then = self.marks.parted(then + 1)
            day = self.marks.number(then, 31) if mark == "-" else None
            if day is not None:
                return self._make(index, then + 1, year=year, month=month, day=day)
            return self._make(index, index + 2, year=year, month=month)
        until = self.marks.year(then) if mark == "-" else None
        if until is not None and until > year:
            return self._make(index, then + 1, year=year, to_year=until)
        return self._make(index, index + 1, year=year)

    def _day_and_month(self, index: int, day: int, mark: str, then: int, month: int) -> Said | None:
        """ "20/12", "3-5-2019"; a third figure that is no year makes it a range or no date at all."""
        if not self.marks.words.day_first and mark == "/":
            day, month = month, day
        further, at = self.marks.parted(then + 1)
        year = self.marks.year(at) if further == mark else None
        if year is not None:
            return self._make(index, at + 1, year=year, month=month, day=day) if month <= 12 else None
        if further and self.marks.number(at) is not None:
            return None
        if month > 12 or not self._is_date(index, day, month) or self._is_share(then + 1):
            return None
        return self._with_year(index, then + 1, month=month, day=day)

    def _range(self, index: int, day: int, then: int, until: int) -> Said | None:
        """ "12-14/4", "3 - 4/5"."""
        mark, at = self.marks.parted(then + 1)
        month = self.marks.number(at, 12) if mark in ("/", ".", "-") else None
        if month is not None and until > day:
            return self._with_year(index, at + 1, month=month, day=day, until=until)
        whole = self._day_then_month(index, day, then + 1)
        return replace(whole, until=until) if whole and until > day else None

    def _joined_days(self, index: int, day: int) -> Said | None:
        """ "28 đến 30/11", "5 and 6 March"."""
        joiner = self.marks.at("joiners", index + 1)
        until = self.marks.number(joiner.last, 31) if joiner else None
        if joiner is None or until is None or until <= day:
            return None
        mark, at = self.marks.parted(joiner.last + 1)
        month = self.marks.number(at, 12) if mark in ("/", ".", "-") else None
        if month is not None and self._is_date(index, day, month):
            return self._with_year(index, at + 1, month=month, day=day, until=until)
        whole = self._day_then_month(index, day, joiner.last + 1) if mark == "" else None
        return replace(whole, until=until) if whole else None

    def _day_then_month(self, index: int, day: int, at: int) -> Said | None:
        """ "20 December", "the 20th of December", "ngày 20 tháng 12"."""
        hit = self.marks.at("month", at)
        if hit is None:
            filler = self.marks.at("fillers", at)
            hit = self.marks.at("month", filler.last) if filler else None
        return self._with_year(index, hit.last, month=hit.phrase.value, day=day) if hit else None

    def _month(self, hit: Hit) -> Said | None:
        """ "December 20", "Feb. 11, 2021", "tháng 11-2017", "in May"."""
        after = hit.last
        if after < self.marks.total and self.tokens.words[after] == "." and self.tokens.gap(after) == "":
            after += 1
        day = None if self.marks.words.day_first else self.marks.number(after, 31)
        if day is not None:
            return self._month_then_days(hit, day, after + 1)
        dated = self._with_year(hit.first, hit.last, month=hit.phrase.value)
        if dated is None or dated.year is not None:
            return dated
        led = "month_leads" not in self.marks.words.needs or self.marks.ended("month_leads", hit.first)
        counted = hit.first > 0 and self.marks.number(hit.first - 1) is not None
        return dated if led and not counted else None

    def _month_then_days(self, hit: Hit, day: int, after: int) -> Said | None:
        """ "December 20", "June 29-30", "March 5 and 6"."""
        mark, then = self.marks.parted(after)
        joiner = self.marks.at("joiners", after)
        then = joiner.last if joiner else then
        until = self.marks.number(then, 31) if mark == "-" or joiner else None
        if until is not None and until > day:
            return self._with_year(hit.first, then + 1, month=hit.phrase.value, day=day, until=until)
        return self._with_year(hit.first, after, month=hit.phrase.value, day=day)

    def _with_year(self, first: int, last: int, **what: object) -> Said | None:
        """What may follow a day or a month: ", 2017", "năm 2017", "-2017"; or show its side of the report: "tới"."""
        at = last
        if at < self.marks.total and self.tokens.words[at] in (".", "/" if self.marks.words.day_first else ","):
            at += 1
        while at - last < FILLERS and (filler := self.marks.at("fillers", at) or self.marks.at("year_words", at)):
            at = filler.last
        year = self.marks.year(at)
        if year is not None:
            return self._make(first, at + 1, year=year, **what)
        after, before = self.marks.at("toward", last), self.marks.ended("toward", first)
        if after is not None and "day" not in what:
            return self._make(first, after.last, toward=after.phrase.value, **what)
        if before is not None and before.first >= self.read_to and "day" not in what:
            return self._make(before.first, last, toward=before.phrase.value, **what)
        return self._make(first, last, **what)

    # What makes figures and common words a date.

    def _is_date(self, index: int, day: int, month: int) -> bool:
        """Whether figures alone are a date: after a word that says so or in brackets; else a score, a share."""
        before = self.tokens.words[index - 1] if index else ""
        if "day_leads" not in self.marks.words.needs or before == "(" or self.marks.ended("day_leads", index):
            return True
        beside = index - 1 if before == "," else index
        if any(self.marks.ended(kind, beside) for kind in ("weekday", "shift", "period")):
            return True
        if not self.marks.ended("weak_leads", index):
            return False
        if self.read_to and self.read_to == index - 1:  # "ngày 30-3 tới 1-4"
            return True
        mark, then = self.marks.parted(index + 1)
        if mark == "-":  # "từ 3-5 năm", but "từ 1-9 tới 15-12"
            joiner = self.marks.at("joiners", then + 1)
            return joiner is not None and self.marks.parted(joiner.last + 1)[0] == mark
        return (day, month) not in _SHARES

    def _is_share(self, index: int) -> bool:
        return index < self.marks.total and self.tokens.words[index] == "%"

    def _is_weekday(self, hit: Hit) -> bool:
        """ "Thứ ba" may be "the third": a weekday has a lead, capitals, or a date beside it."""
        if "weekday_leads" not in self.marks.words.needs:
            return True
        if self.tokens.upper(hit.last - 1) or self.marks.ended("weekday_leads", hit.first):
            return True
        at = hit.last
        if at < self.marks.total and self.tokens.words[at] in ("(", ","):
            at += 1
        period = self.marks.at("period", hit.last)
        if period is not None:
            return period.phrase.value[0] == "week"
        return self.marks.number(at, 31) is not None and self.marks.parted(at + 1)[0] != ""

    # What stands side by side.

    def joined(self) -> Iterator[Said]:
        """Expressions that complete each other put together: "thứ bảy (8/12)", "tháng 9 năm ngoái"."""
        held: Said | None = None
        for item in self.read():
            whole = held.joined(item) if held and self._beside(held, item) else None
            if whole is None and held is not None:
                yield held
            held = whole or item
        if held is not None:
            yield held

    def _beside(self, one: Said, other: Said) -> bool:
        """Whether nothing but brackets, commas and fillers stands between two expressions."""
        index = one.last
        while index < other.first <= one.last + BESIDE:
            filler = self.marks.at("fillers", index)
            if self.tokens.words[index] in ("(", ",", ")"):
                index += 1
            elif filler is not None and filler.last <= other.first:
                index = filler.last
            else:
                return False
        return index == other.first
