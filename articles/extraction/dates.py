"""Expressions of time in a text: days, months, years, weekdays, and words like "yesterday".

Read once over the tokens, from left to right; what stands side by side and completes
each other ("thứ bảy (8/12)", "Thursday, March 9, 2017") is one expression.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from .lexicon import Language, language
from .tokens import Hit, Tokens, Trie, longest

FIRST_YEAR, LAST_YEAR = 1990, 2100
SIDES = {"last": -1, "this": 0, "next": 1}
_SHIFTS = {"today": 0, "yesterday": -1, "before_yesterday": -2, "tomorrow": 1}
_LEADS = ("month_leads", "weekday_leads", "day_leads", "weak_leads", "joiners", "fillers", "year_words", "numerals")
_HYPHENS = frozenset("-‐‑–—")
# "đến 2/3" may be a share of something; no month has so few days before it in a share.
_SHARES = frozenset(((1, 2), (1, 3), (2, 3), (1, 4), (3, 4), (1, 5), (2, 5), (3, 5), (4, 5), (1, 10)))


@dataclass(frozen=True, slots=True)
class Said:
    """One expression of time: characters `start` to `end` of the cleaned text, tokens `first` to `last` (excluded).

    `until`: last day of a range in one month; `to_year`: last year of a span. `weekday`: 0 for Monday.
    `shift`: days from the report ("yesterday" is -1). `period`: "week", "month" or "year", and how many
    from the report. `toward`: -1 before, 1 after the report ("tháng 7 tới"). `same`: the day named before.
    """

    start: int
    end: int
    first: int
    last: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until: int | None = None
    to_year: int | None = None
    weekday: int | None = None
    shift: int | None = None
    period: tuple[str, int] | None = None
    toward: int | None = None
    same: bool = False

    @property
    def is_day(self) -> bool:
        """Names one day, with or without its year."""
        return self.until is None and (self.is_date or self.same or (self.shift, self.weekday) != (None, None))

    @property
    def is_date(self) -> bool:
        """Names a day of a month."""
        return self.day is not None and self.month is not None

    def on(self, year: int) -> date | None:
        """The day in that year; None if this is no date, or that year has no such day."""
        if self.day is None or self.month is None:
            return None
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class _Words:
    """A language's words of time. `needs`: kinds of leads without which an expression is none."""

    trie: Trie
    day_first: bool
    ordinals: tuple[str, ...]
    needs: frozenset[str]


@cache
def _words(code: str) -> _Words:
    tongue = language(code)
    own, trie = tongue.dates, Trie(folded=tongue.folded)
    for kind, lists in (("month", own["months"]), ("weekday", own["weekdays"])):
        for number, forms in enumerate(lists):
            for form in forms:
                trie.add(form, kind, number + (kind == "month"), cased=form[0].isupper())
    for name, forms in own["day_words"].items():
        for form in forms:
            trie.add(form, "same" if name == "same_day" else "shift", _SHIFTS.get(name))
    for unit in ("week", "month", "year"):
        for side, forms in own[unit].items():
            for form in forms:
                trie.add(form, "period", (unit, SIDES[side]))
    for side, forms in own["toward"].items():
        for form in forms:
            trie.add(form, "toward", SIDES[side])
    for kind in _LEADS:
        for form in own[kind]:
            trie.add(form, kind, form)
    needs = frozenset(kind for kind in ("month_leads", "weekday_leads", "day_leads") if own[kind])
    return _Words(trie, own["order"] == "dmy", tuple(own["ordinals"]), needs)


def said(tokens: Tokens, tongue: Language) -> list[Said]:
    """All expressions of time, in order. Days that do not exist and years outside 1990-2100 are none."""
    reader = _Reader(tokens, _words(tongue.code))
    return list(reader.joined())


def nearest_weekday(report: date, weekday: int) -> date:
    """The last day before or on the day of the report that was that weekday."""
    return report - timedelta(days=(report.weekday() - weekday) % 7)


class _Reader:
    """Reads one text. Every method takes the number of a token and looks a few tokens ahead, never further."""

    def __init__(self, tokens: Tokens, words: _Words) -> None:
        self.tokens, self.words = tokens, words
        self.total = len(tokens)
        self.read_to = 0
        self.hits: dict[str, dict[int, Hit]] = {}
        self.ends: dict[str, set[int]] = {}
        for hit in words.trie.find(tokens):
            kind = hit.phrase.category
            found = self.hits.setdefault(kind, {})
            if hit.first not in found:  # the longest comes first
                found[hit.first] = hit
            self.ends.setdefault(kind, set()).add(hit.last)

    # What a token is.

    def number(self, index: int, most: int = 9999) -> int | None:
        """The number that a token is, its ordinal ending left out; 0 for none."""
        if index >= self.total:
            return None
        word = self.tokens.words[index]
        if not word[0].isdigit():
            return None
        for ending in self.words.ordinals:
            if word.endswith(ending) and len(word) <= len(ending) + 2:
                word = word[: -len(ending)]
        if not (word.isascii() and word.isdigit() and len(word) <= 4):
            return None
        value = int(word)
        return value if 1 <= value <= most else None

    def year(self, index: int) -> int | None:
        value = self.number(index)
        return value if value is not None and FIRST_YEAR <= value <= LAST_YEAR else None

    def parted(self, index: int) -> tuple[str, int]:
        """What parts the number before token `index` from the next: "-", "/" or ".", and where that is; or "" and `index`."""
        if index >= self.total:
            return "", index
        gap = self.tokens.gap(index)
        if len(gap) <= 3 and gap.strip() in _HYPHENS:
            return "-", index
        if self.tokens.words[index] in ("/", ".") and index + 1 < self.total:
            if (
                self.tokens.gap(index).strip() == ""
                and len(self.tokens.gap(index)) + len(self.tokens.gap(index + 1)) <= 2
            ):
                return self.tokens.words[index], index + 1
        return "", index

    def at(self, kind: str, index: int) -> Hit | None:
        return self.hits.get(kind, {}).get(index)

    def after(self, kind: str, index: int) -> bool:
        """Whether a word of that kind ends right before a token."""
        return index in self.ends.get(kind, ())

    # Expressions.

    def read(self) -> Iterator[Said]:
        starts = sorted(
            {i for i, word in enumerate(self.tokens.words) if word[0].isdigit()}.union(
                *(self.hits.get(kind, ()) for kind in ("month", "weekday", "shift", "same", "period"))
            )
        )
        for start in starts:
            if start < self.read_to:
                continue
            found = self._one(start)
            if found is not None:
                yield found
                self.read_to = found.last

    def _one(self, index: int) -> Said | None:
        if self.tokens.words[index][0].isdigit():
            return self._figures(index)
        hits = [h for kind in ("period", "shift", "same", "month", "weekday") if (h := self.at(kind, index))]
        hit = max(hits, key=lambda h: h.last)
        kind = hit.phrase.category
        if kind == "month":
            return self._month(hit)
        if kind == "weekday":
            return self._make(index, hit.last, weekday=hit.phrase.value) if self._is_weekday(hit) else None
        if kind == "shift":
            return self._make(index, hit.last, shift=hit.phrase.value)
        if kind == "same" and self.number(hit.last) is None:
            return self._make(index, hit.last, same=True)
        if kind != "period":
            return None
        counted = self.after("numerals", index) or (index and self.number(index - 1) is not None)
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
        year = self.year(index)
        if year is not None:
            return self._from_year(index, year)
        day = self.number(index, 31)
        if day is None:
            return None
        mark, then = self.parted(index + 1)
        second = self.number(then, 31) if mark else None
        if second is not None:
            return self._day_and_month(index, day, mark, then, second) or self._range(index, day, then, second)
        return self._day_then_month(index, day, index + 1) or self._joined_days(index, day)

    def _from_year(self, index: int, year: int) -> Said | None:
        """ "2017-03-28", "2016-2020", "2017"."""
        mark, then = self.parted(index + 1)
        month = self.number(then, 12) if mark == "-" and len(self.tokens.words[then]) == 2 else None
        if month is not None:
            mark, then = self.parted(then + 1)
            day = self.number(then, 31) if mark == "-" else None
            if day is not None:
                return self._make(index, then + 1, year=year, month=month, day=day)
        until = self.year(then) if mark == "-" else None
        if until is not None and until > year:
            return self._make(index, then + 1, year=year, to_year=until)
        return self._make(index, index + 1, year=year)

    def _day_and_month(self, index: int, day: int, mark: str, then: int, month: int) -> Said | None:  # noqa: PLR0913
        """ "20/12", "3-5-2019"; a third figure that is no year makes it a range or no date at all."""
        if not self.words.day_first and mark == "/":
            day, month = month, day
        further, at = self.parted(then + 1)
        year = self.year(at) if further == mark else None
        if year is not None:
            return self._make(index, at + 1, year=year, month=month, day=day) if month <= 12 else None
        if further and self.number(at) is not None:
            return None
        if month > 12 or not self._is_date(index, day, month) or self._is_share(then + 1):
            return None
        return self._with_year(index, then + 1, month=month, day=day)

    def _range(self, index: int, day: int, then: int, until: int) -> Said | None:
        """ "12-14/4", "3 - 4/5"."""
        mark, at = self.parted(then + 1)
        month = self.number(at, 12) if mark in ("/", ".", "-") else None
        if month is not None and until > day:
            return self._with_year(index, at + 1, month=month, day=day, until=until)
        whole = self._day_then_month(index, day, then + 1)
        return replace(whole, until=until) if whole and until > day else None

    def _joined_days(self, index: int, day: int) -> Said | None:
        """ "28 đến 30/11", "5 and 6 March"."""
        joiner = self.at("joiners", index + 1)
        until = self.number(joiner.last, 31) if joiner else None
        if joiner is None or until is None or until <= day:
            return None
        mark, at = self.parted(joiner.last + 1)
        month = self.number(at, 12) if mark in ("/", ".", "-") else None
        if month is not None and self._is_date(index, day, month):
            return self._with_year(index, at + 1, month=month, day=day, until=until)
        whole = self._day_then_month(index, day, joiner.last + 1) if mark == "" else None
        return replace(whole, until=until) if whole else None

    def _day_then_month(self, index: int, day: int, at: int) -> Said | None:
        """ "20 December", "the 20th of December", "ngày 20 tháng 12"."""
        hit = self.at("month", at)
        if hit is None:
            filler = self.at("fillers", at)
            hit = self.at("month", filler.last) if filler else None
        return self._with_year(index, hit.last, month=hit.phrase.value, day=day) if hit else None

    def _month(self, hit: Hit) -> Said | None:
        """ "December 20", "Feb. 11, 2021", "tháng 11-2017", "in May"."""
        month, last = hit.phrase.value, hit.last
        if last < self.total and self.tokens.words[last] == "." and self.tokens.gap(last) == "":
            last += 1
        day = self.number(last, 31) if not self.words.day_first or not hit.phrase.words[-1].isdigit() else None
        if day is not None and not self.words.day_first:
            mark, then = self.parted(last + 1)
            joiner = self.at("joiners", last + 1)
            until = self.number(then, 31) if mark == "-" else self.number(joiner.last, 31) if joiner else None
            if until is not None and until > day:
                end = then + 1 if mark == "-" else joiner.last + 1  # type: ignore[union-attr]
                return self._with_year(hit.first, end, month=month, day=day, until=until)
            return self._with_year(hit.first, last + 1, month=month, day=day)
        dated = self._with_year(hit.first, hit.last, month=month)
        if dated and dated.year is None:
            if "month_leads" in self.words.needs and not self.after("month_leads", hit.first):
                return None
            if self.number(hit.first - 1 if hit.first else self.total) is not None:
                return None
        return dated

    def _with_year(self, first: int, last: int, **what: object) -> Said | None:
        """The year that may follow a day or a month: ", 2017", "năm 2017", "-2017", "năm ngoái"; or a side of the report."""
        at = last
        if at < self.total and self.tokens.words[at] in (".", "/" if self.words.day_first else ","):
            at += 1
        while at - last < 4 and (filler := self.at("fillers", at) or self.at("year_words", at)):
            at = filler.last
        year = self.year(at)
        if year is not None:
            return self._make(first, at + 1, year=year, **what)
        side = self.at("toward", last)
        if side is not None and "day" not in what:
            return self._make(first, side.last, toward=side.phrase.value, **what)
        if self.after("toward", first) and "day" not in what:
            before = next(h for h in self.hits["toward"].values() if h.last == first)
            return self._make(before.first, last, toward=before.phrase.value, **what)
        return self._make(first, last, **what)

    # What makes figures and common words a date.

    def _is_date(self, index: int, day: int, month: int) -> bool:
        """Whether figures alone are a date: after a word that says so, or in brackets; else they are a score or a share."""
        before = self.tokens.words[index - 1] if index else ""
        if "day_leads" not in self.words.needs or before == "(" or self.after("day_leads", index):
            return True
        beside = index - 1 if before == "," else index
        if any(self.after(kind, beside) for kind in ("weekday", "shift", "period")):
            return True
        if not self.after("weak_leads", index):
            return False
        if self.read_to and self.read_to == index - 1:  # "ngày 30-3 tới 1-4"
            return True
        mark, then = self.parted(index + 1)
        if mark == "-":  # "từ 3-5 năm", but "từ 1-9 tới 15-12"
            joiner = self.at("joiners", then + 1)
            return joiner is not None and self.parted(joiner.last + 1)[0] == mark
        return (day, month) not in _SHARES

    def _is_share(self, index: int) -> bool:
        return index < self.total and self.tokens.words[index] == "%"

    def _is_weekday(self, hit: Hit) -> bool:
        """ "Thứ ba" may be "the third": a weekday has a lead, capitals, or a date beside it."""
        if "weekday_leads" not in self.words.needs:
            return True
        if self.tokens.upper(hit.last - 1) or self.after("weekday_leads", hit.first):
            return True
        at = hit.last
        if at < self.total and self.tokens.words[at] in ("(", ","):
            at += 1
        period = self.at("period", hit.last)
        if period is not None:
            return period.phrase.value[0] == "week"
        return self.number(at, 31) is not None and self.parted(at + 1)[0] != ""

    # What stands side by side.

    def joined(self) -> Iterator[Said]:
        """Expressions that complete each other put together: "thứ bảy (8/12)", "tháng 9 năm ngoái"."""
        held: Said | None = None
        for item in self.read():
            whole = self._together(held, item) if held else None
            if whole is None and held is not None:
                yield held
            held = whole or item
        if held is not None:
            yield held

    def _together(self, one: Said, other: Said) -> Said | None:
        index = one.last
        if other.first - one.last > 3:
            return None
        while index < other.first:
            filler = self.at("fillers", index)
            if self.tokens.words[index] in ("(", ",", ")"):
                index += 1
            elif filler is not None and filler.last <= other.first:
                index = filler.last
            else:
                return None
        what = {name: getattr(other, name) for name in _PARTS if getattr(other, name) not in (None, False)}
        if any(getattr(one, name) not in (None, False) for name in what) or not _complete(one, other):
            return None
        return replace(one, end=other.end, last=other.last, **what)


_PARTS = ("year", "month", "day", "until", "to_year", "weekday", "shift", "period", "toward", "same")


def _complete(one: Said, other: Said) -> bool:
    """Whether two expressions side by side are one: a weekday and its date, a month and "last year"."""
    days = [s for s in (one, other) if s.is_date or s.shift is not None or s.weekday is not None]
    if len(days) == 2:
        return one.weekday is not None or other.weekday is not None or (one.shift, other.shift) != (None, None)
    period = next((s.period for s in (one, other) if s.period), None)
    if period is None:
        return False
    rest = other if one.period else one
    if period[0] == "year":
        return rest.month is not None and rest.year is None
    return rest.weekday is not None or rest.is_date
