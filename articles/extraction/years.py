"""Which year a day without one was in: what speaks against each year, weighed together.

A year is told where all others are dear; else the years that remain are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .chronology import KNOWN_UNTIL
from .clauses import Cues
from .contacts import Contact
from .dates import Said
from .hints import DEAR, Hint, event_hints, weekday_hints, year_hints
from .page import Page
from .people import Person
from .tenures import call_hints, days_of_calls, term_hints

FIRST = 1995
TELLING = 1.0  # a hint tells a year if it makes the next best this much dearer
# A contact without a day is dated by a known call of the same people only if nothing speaks against that day.
FITS, APART = 0.5, 2.0
# A press report names no day later than its own, and tells of contacts of the last few: how many days before the
# last day that it names and after it the contact may have been, and what it is worth that a day named is that very day.
BEFORE, AFTER, SAME_DAY = 3, 2, 1.0
CLEAR = 1.0  # how much dearer another known call must be
FEW = 2  # years left for the one known call of two people to be the one told of
HOPELESS = 12.0
OUT = 2.0  # years dearer than the cheapest by this much are out, where no day of a month tells more
MIDDLE = 15  # the day by which a month is judged


@dataclass(frozen=True, slots=True)
class Years:
    """Days, one in each year, with their prices, the cheapest first, and the hints that told them apart."""

    prices: tuple[tuple[float, date], ...]
    hints: tuple[Hint, ...]

    @property
    def best(self) -> float:
        return self.prices[0][0] if self.prices else DEAR

    @property
    def sure(self) -> float:
        """How likely the cheapest is, all others together against it."""
        return 1 / sum(math.exp(self.best - price) for price, _ in self.prices)

    def price(self, year: int) -> float:
        return next((price for price, day in self.prices if day.year == year), 2 * DEAR)

    def within(self, distance: float) -> list[date]:
        """The days that cost less than the cheapest and a distance, in order."""
        return sorted(day for price, day in self.prices if price < self.best + distance)

    def telling(self) -> list[Hint]:
        """The hints that make the cheapest cheaper than the next two."""
        if not self.prices:
            return []
        best, others = self.prices[0][1], [day for _, day in self.prices[1:3]]
        return [h for h in self.hints if any(h.price(day) - h.price(best) >= TELLING for day in others)]


def hints_of(page: Page, people: Collection[Person], told: Sequence[Contact], cues: Cues) -> list[Hint]:
    """All that the text says about the day of its report."""
    return [
        *term_hints(page, people, cues),
        *event_hints(page, people, cues),
        *year_hints(page, cues),
        *weekday_hints(page),
        *call_hints(people, told),
    ]


def weigh(hints: Sequence[Hint], on: Callable[[int], date | None]) -> Years:
    """Price the day that `on` gives for each year of which the tables know."""
    days = [day for year in range(FIRST, KNOWN_UNTIL.year + 1) if (day := on(year)) and day <= KNOWN_UNTIL]
    return Years(tuple(sorted((price, day) for day, price in _priced(hints, days).items())), tuple(hints))


def _priced(hints: Sequence[Hint], days: Iterable[date]) -> dict[date, float]:
    """What days cost; those that cost far more than others are left out on the way."""
    prices = dict.fromkeys(days, 0.0)
    for hint in hints:
        prices = {day: price + hint.price(day) for day, price in prices.items()}
        if prices:
            most = min(prices.values()) + HOPELESS
            prices = {day: price for day, price in prices.items() if price <= most}
    return prices


def known_day(hints: Sequence[Hint], people: Collection[Person]) -> date | None:
    """The day of the one known call of these people that all hints fit, if the text names something of those days."""
    if not any(hint.rule == "event.recent" for hint in hints):
        return None
    prices = _priced(hints, {day for known in days_of_calls(people) for day in known})
    best, *others = sorted((price, day) for day, price in prices.items()) or [(DEAR, KNOWN_UNTIL)]
    if best[0] > FITS or (others and others[0][0] - best[0] < APART):
        return None
    return best[1]


def call_of_those_days(hints: Sequence[Hint], people: Collection[Person], named: Collection[Said]) -> date | None:
    """The day of the known call of these people that a report tells of which names such days as past, if it is one.

    `named`: days of a month. "An official revealed on 21/3 what the two had spoken about" is of a call shortly before.
    """
    known = {day for days in days_of_calls(people) for day in days}
    lags = {day: _lags(day, named) for day in known}
    near = [day for day in known if lags[day] and -AFTER <= max(lags[day]) <= BEFORE]
    years = years_within(hints) if near else []
    prices = _priced(hints, [day for day in near if day.year in years])
    ranked = sorted((price - SAME_DAY * (0 in lags[day]), day) for day, price in prices.items())
    best, *others = ranked or [(DEAR, None)]
    return best[1] if not others or others[0][0] - best[0] >= CLEAR else None


def _lags(day: date, named: Collection[Said]) -> list[int]:
    """How many days after a day the days named are, each in the year that puts it nearest."""
    years = (day.year - 1, day.year, day.year + 1)
    dates = [[found for year in ((said.year,) if said.year else years) if (found := said.on(year))] for said in named]
    return [min(((found - day).days for found in of_one), key=abs) for of_one in dates if of_one]


def last_call(people: Collection[Person], report: date) -> date | None:
    """The day of a known call of these people that is news on the day of a report."""
    known = {day for days in days_of_calls(people) for day in days}
    return max((day for day in known if 0 <= (report - day).days <= BEFORE), default=None)


def only_call(hints: Sequence[Hint], people: Collection[Person]) -> date | None:
    """The day of the only known call of these people, where little but its year is left."""
    known = {day for days in days_of_calls(people) for day in days}
    if len(known) != 1:
        return None
    (day,) = known
    years = years_within(hints)
    return day if day.year in years and len(years) <= FEW else None


def years_within(hints: Sequence[Hint]) -> list[int]:
    """The years of which some part costs little more than the cheapest."""
    days = [date(year, month, MIDDLE) for year in range(FIRST, KNOWN_UNTIL.year + 1) for month in range(1, 13)]
    known = [hint for hint in hints if hint.rule != "call.known"]
    prices = _priced(known, (day for day in days if day <= KNOWN_UNTIL))
    best = min(prices.values(), default=0.0)
    return sorted({day.year for day, price in prices.items() if price <= best + OUT})
