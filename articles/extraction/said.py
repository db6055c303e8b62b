"""One expression of time, as the words say it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

_PARTS = ("year", "month", "day", "until", "to_year", "weekday", "shift", "period", "toward", "same")


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

    @property
    def is_vague(self) -> bool:
        """Names a month, or a week or month counted from the report, and no day."""
        return (
            not self.is_day
            and self.until is None
            and (self.month is not None or (self.period or ("", 0))[0] in ("week", "month"))
        )

    def on(self, year: int) -> date | None:
        """The day in that year; None if this is no date, or that year has no such day."""
        if self.day is None or self.month is None:
            return None
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def joined(self, other: Said) -> Said | None:
        """This expression and the one beside it as one, if they complete each other and nowhere disagree."""
        what = {name: getattr(other, name) for name in _PARTS if _says(other, name)}
        if any(_says(self, name) for name in what) or not _complete(self, other):
            return None
        return replace(self, end=other.end, last=other.last, **what)


def _says(said: Said, name: str) -> bool:
    value = getattr(said, name)
    return value is not None and value is not False


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
