"""EDTF dates as the archive uses them: a day, a month, a year, a set, an unknown year.

What is read here is levels 0 to 2 of the Library of Congress specification, as
far as calls need it: `2024-12-20`, `2021-04`, `2021`, a trailing `?`, `~` or `%`,
`XXXX-03-28`, `2021-04-XX`, `[2017-03-28,2018-03-28]`, `2021-04-01/2021-04-03`.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

_DATE = re.compile(r"(?P<year>\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?")
_MARKS = str.maketrans("", "", "?~%")


class DateError(ValueError):
    """Not a date that the archive can read."""


@lru_cache(maxsize=50_000)
def members(edtf: str) -> tuple[str, ...]:
    """The single dates that an EDTF string names, its marks of doubt taken off.

    >>> members("[2017-03-28,2018-03-28]")
    ('2017-03-28', '2018-03-28')
    """
    bare = edtf.translate(_MARKS).strip()
    if bare[:1] in "[{" and bare[-1:] in "]}" and len(bare) > 2:
        bare = bare[1:-1]
    parts = tuple(part.strip() for part in re.split(r"[,/]", bare))
    for part in parts:
        match = _DATE.fullmatch(part)
        if not match:
            raise DateError(f"“{edtf}” is not a date. Write a year, a month or a day: 2024, 2024-12 or 2024-12-20.")
        _check_calendar(part, match)
    return parts


def _check_calendar(part: str, match: re.Match[str]) -> None:
    year, month, day = match["year"], match["month"] or "XX", match["day"] or "XX"
    if year == "0000":
        raise DateError("There is no year 0000.")
    if month != "XX" and not 1 <= int(month) <= 12:
        raise DateError(f"“{part}”: there is no month {month}.")
    if day == "XX":
        return
    # A leap year stands in for an unknown one, so that XXXX-02-29 is a date.
    last = 31 if month == "XX" else calendar.monthrange(2000 if "X" in year else int(year), int(month))[1]
    if not 1 <= int(day) <= last:
        raise DateError(f"“{part}”: there is no day {day} in that month.")


@lru_cache(maxsize=50_000)
def bounds(edtf: str) -> tuple[date | None, date | None]:
    """First and last day that the date can mean; (None, None) where the year is unknown.

    >>> bounds("2021-04")
    (datetime.date(2021, 4, 1), datetime.date(2021, 4, 30))
    """
    spans = [_span(part) for part in members(edtf)] if edtf else [None]
    if None in spans:
        return None, None
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _span(part: str) -> tuple[date, date] | None:
    year, month, day = [*part.split("-"), "XX", "XX"][:3]
    if year == "XXXX":
        return None
    first_year, last_year = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
    first_month, last_month = (1, 12) if month == "XX" else (int(month), int(month))
    length = calendar.monthrange(last_year, last_month)[1]
    first_day, last_day = (1, length) if day == "XX" else (int(day), int(day))
    return date(first_year, first_month, first_day), date(last_year, last_month, last_day)


def month_day(edtf: str) -> int | None:
    """The day of the year, where that is known, of whatever year: 1220 for 20 December.

    >>> month_day("2024-12-20"), month_day("[2017-03-28,2018-03-28]"), month_day("XXXX-03-28"), month_day("2024-12")
    (1220, 328, 328, None)
    """
    days = {part[5:].replace("-", "") for part in members(edtf)} if edtf else set()
    day = days.pop() if len(days) == 1 else ""
    return int(day) if len(day) == 4 and day.isdigit() else None


def is_day(edtf: str) -> bool:
    """One day of one year, whether or not it is marked as uncertain."""
    parts = members(edtf) if edtf else []
    return len(parts) == 1 and len(parts[0]) == 10 and "X" not in parts[0]


def is_certain(edtf: str) -> bool:
    return is_day(edtf) and not any(mark in edtf for mark in "?~%")


@lru_cache(maxsize=100_000)
def compatible(one: str, other: str, tolerance: timedelta = timedelta(days=1)) -> bool:
    """Whether both dates may mean one day; two full days may lie `tolerance` apart (time zones)."""
    return any(_agree(a, b, tolerance) for a in members(one) for b in members(other))


def _agree(one: str, other: str, tolerance: timedelta) -> bool:
    if is_day(one) and is_day(other):
        return abs(date.fromisoformat(one) - date.fromisoformat(other)) <= tolerance
    known, hazy = sorted((one, other), key=is_day, reverse=True)
    if is_day(known):
        near = (date.fromisoformat(known) + step for step in (timedelta(0), tolerance, -tolerance))
        return any(_matches(day.isoformat(), hazy) for day in near)
    return _matches(one, other)


def _matches(one: str, other: str) -> bool:
    """Part by part, an X or a missing part agrees with anything."""
    return all(
        all(a == b or "X" in (a, b) for a, b in zip(x, y, strict=True))
        for x, y in zip(one.split("-"), other.split("-"), strict=False)
    )
