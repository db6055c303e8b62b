"""What a text says of the year of its report: events it names, years it gives, weekdays beside dates.

Each is a `Hint`: it puts a price on a day, 0 where the day fits, more the less it does.
Prices are rough logarithms of odds, fitted by hand on labelled articles.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date

from .chronology import KNOWN_UNTIL, Event, Named, named_events
from .clauses import Cues
from .dates import Said
from .page import Page
from .people import Person

Place = tuple[int, int]
Price = Callable[[date], float]

DEAR = 6.0  # out of the question
# A report may be some weeks younger than the contact it tells of: what came in between is no objection.
LATER = 45
# Of the events that news of contacts names, half are of the same days; few are older than four months. What is to
# come is named up to a year ahead.
LAGS = ((3, 0.0), (14, 0.4), (30, 0.6), (60, 1.0), (120, 1.2), (270, 2.3), (400, 3.0), (800, 3.6))
AHEAD = ((60, 0.0), (180, 0.4), (400, 1.2))
FAR = 4.0
UNKNOWN = 4.0  # for an event not to have happened yet; words may always mean another one
OTHERS = 0.3  # what the events beside the nearest one weigh
WRONG_DAY, DAY_ALONE = 5.0, 1.2  # for the day of an event to be another year's; the same with a word of it missing
WRONG_TIME = 3.0  # for an event not to have been "last week" or "last year"
# How long a week and a month are. Reports count from their own day or from Monday, and may be younger than the contact.
DAYS, GRACE = {"week": 7, "month": 31}, 4
MISPRINT = 4.0  # for a weekday and a date beside it to disagree
MOST = 30  # expressions of one kind that are looked at; more are in no text of any use
OPENING = 3  # tokens of a sentence in which a time is that of all of it
NEAR = 8  # tokens around an event in which a word shows that it is past or to come
SHORT = 40  # days: of a longer event a date names no one day


@dataclass(frozen=True, slots=True)
class Hint:
    """What a stretch of the text says about the day of the report: the tokens it rests on and the price of a day."""

    rule: str
    places: tuple[Place, ...]
    price: Price


def event_hints(page: Page, people: Collection[Person], cues: Cues) -> list[Hint]:
    """What the events say that the text names: each must have been known, the nearest should be near."""
    dated = {page.tokens.sentence_of[s.first] for s in page.said if s.is_date and s.year is None}
    named = named_events(page.tokens, page.language.code, page.sentences, dated)
    named = [item for item in named if not _is_another_death(page, item, people)]
    whole = [item for item in named if item.whole]
    hints = [hint for item in whole for hint in _beside(page, item)]
    hints += _only_by_day(page, [item for item in named if not item.whole])
    told: dict[str, tuple[Named, bool | None]] = {}
    for item in whole:
        told.setdefault(item.event.id, (item, _is_coming(page, item, cues)))
    hints += [Hint("event.order", item.places, _order_price(item.event, coming)) for item, coming in told.values()]
    if told:
        places = tuple(place for item, _ in told.values() for place in item.places)
        hints.append(Hint("event.recent", places, _recent_price(list(told.values()))))
    return hints


def _is_another_death(page: Page, item: Named, people: Collection[Person]) -> bool:
    """Condolences of one who took part are not those on his death."""
    if item.event.kind != "death":
        return False
    places = [(m.first, m.last) for person in people for m in person.mentions]
    return any(first < b and a < last for first, last in item.places for a, b in places)


def _in_sentence(page: Page, item: Named) -> list[Said]:
    """Expressions of time beside an event."""
    return [s for s in page.said_in.get(item.sentence, ())[:MOST] if s.year is None]


def _beside(page: Page, item: Named) -> Iterator[Hint]:
    """What the time that a sentence gives to an event tells: its day, its month, or how long ago it was."""
    for s in _in_sentence(page, item):
        places = (*item.places, (s.first, s.last))
        days = _days_of(item.event, s) if s.is_date else []
        if days:
            yield Hint("event.day", places, _day_price(days, WRONG_DAY))
            return
        if s.period and _is_near(page, item, s):
            yield Hint("event.ago", places, _ago_price(item.event, s.period))
            return


def _is_near(page: Page, item: Named, said: Said) -> bool:
    """Beside the event, or at the beginning of its sentence."""
    first, _ = page.tokens.sentences[item.sentence]
    near = item.places[0][0] - NEAR <= said.first <= item.places[-1][1] + NEAR
    return near or said.first - first <= OPENING


def _only_by_day(page: Page, items: list[Named]) -> Iterator[Hint]:
    """Events of which a word is missing and a date is right: for each date one hint, that all of them share."""
    found: dict[Said, list[Named]] = {}
    for item in items:
        said = next((s for s in _in_sentence(page, item) if s.is_date and _days_of(item.event, s)), None)
        if said:
            found.setdefault(said, []).append(item)
    for said, named in found.items():
        places = (*(place for item in named for place in item.places), (said.first, said.last))
        days = [day for item in named for day in _days_of(item.event, said)]
        yield Hint("event.day_only", tuple(sorted(set(places))), _day_price(days, DAY_ALONE))


def _days_of(event: Event, said: Said) -> list[date]:
    """The days of an event that have the month and day said, a day of grace for time zones; of a long one its first."""
    found = []
    for start, end in event.stretches:
        ends = (start, end) if (end - start).days <= SHORT else (start,)
        day = said.on(start.year)
        if day and any(abs((day - bound).days) <= 1 for bound in ends):
            found.append(day)
    return found


def _day_price(days: list[date], far: float) -> Price:
    """A day without a year is one of the last twelve months or the next."""

    def price(day: date) -> float:
        lag = min(abs((day - d).days) for d in days)
        return 0.0 if lag <= 120 else 0.7 if lag <= 366 else far

    return price


def _ago_price(event: Event, period: tuple[str, int]) -> Price:
    """ "Last week", "next month", "last year": about how many days before the report the event began or ended."""
    unit, count = period
    bounds = [bound for stretch in event.stretches for bound in stretch]

    def price(day: date) -> float:
        if unit == "year":
            fits = any(bound.year == day.year + count for bound in bounds)
        else:
            length = DAYS[unit]
            fits = any(abs((day - bound).days + count * length) < length + GRACE for bound in bounds)
        return 0.0 if fits else WRONG_TIME

    return price


def _is_coming(page: Page, item: Named, cues: Cues) -> bool | None:
    """Whether a sentence names an event as to come (True), as past (False) or does not say (None)."""
    first, last = page.tokens.sentences[item.sentence]
    around = max(first, item.places[0][0] - NEAR), min(last, item.places[-1][1] + NEAR // 2)
    sides = {_side(s) for s in page.said_in.get(item.sentence, ())[:MOST] if around[0] <= s.first < around[1]}
    coming = cues.within("coming", *around) or 1 in sides
    gone = cues.within("gone", *around) or -1 in sides
    return None if coming == gone else coming


def _side(said: Said) -> int:
    """-1 for what an expression puts before the report, 1 for what it puts after it, else 0."""
    away = said.toward or said.shift or (said.period[1] if said.period else 0)
    return (away > 0) - (away < 0)


def _order_price(event: Event, coming: bool | None) -> Price:
    """Nothing is named before it is known: a disaster not before it struck, a summit about a year ahead."""
    first = min(start for start, _ in event.stretches)
    ahead = 400 if not event.sudden and (coming or (event.foreseen and coming is not False)) else 0

    def price(day: date) -> float:
        early = (first - day).days
        if early <= 1:
            return 0.0
        if early <= LATER:
            return 0.2 + early / 60
        if early <= ahead:
            return 0.3 if coming else 0.8
        return UNKNOWN / 2 if event.foreseen and early <= 400 else UNKNOWN

    return price


def _recent_price(told: list[tuple[Named, bool | None]]) -> Price:
    def price(day: date) -> float:
        nearest, *rest = sorted(_lag_price(item.event, coming, day) for item, coming in told)
        return nearest + OTHERS * sum(rest)

    return price


def _lag_price(event: Event, coming: bool | None, day: date) -> float:
    return min(_one_lag(event, (start - day).days, (day - end).days, coming) for start, end in event.stretches)


def _one_lag(event: Event, early: int, late: int, coming: bool | None) -> float:
    """What it costs that a day was so many days before an event, or after it."""
    if early > 0:
        ahead = next((price for most, price in AHEAD if early <= most), FAR)
        if coming and not event.sudden:
            return ahead
        soon = 0.5 + early / 30 if early <= LATER else FAR
        return min(soon, 0.5 + ahead) if event.foreseen and coming is None else soon
    if coming and late > 3 and not event.sudden:
        return 2.5
    return next((price for most, price in LAGS if late <= most), FAR)


def year_hints(page: Page, cues: Cues) -> list[Hint]:
    """Years that the text itself gives: of plans, of things to come, and the latest of things past."""
    hints: dict[tuple[str, int, int], Hint] = {}
    past: list[Said] = []
    for s in page.said:
        sentence = page.tokens.sentence_of[s.first]
        if s.year is None or page.zone_of[sentence] not in ("headline", "body", "caption"):
            continue
        first, _ = page.tokens.sentences[sentence]
        place = ((s.first, s.last),)
        if s.to_year:
            hints.setdefault(("span", s.year, s.to_year), Hint("year.span", place, _span_price(s.year, s.to_year)))
        elif s.year > KNOWN_UNTIL.year or cues.within("coming", max(first, s.first - NEAR), s.first):
            hints.setdefault(("coming", s.year, 0), Hint("year.coming", place, _coming_price(s.year)))
        else:
            past.append(s)
    found = list(hints.values())[:MOST]
    if past:
        latest = max(past, key=lambda s: (s.year or 0, s.month or 0))
        found.append(Hint("year.past", ((latest.first, latest.last),), _past_price(latest)))
    return found


def _span_price(first: int, last: int) -> Price:
    """ "Kế hoạch 2024-2026" is of those years; "(1994-2024)" is an anniversary, of its last."""
    inside = 0.5 if last - first <= 6 else 2.0
    return lambda day: (
        0.0
        if last - 1 <= day.year <= last
        else inside
        if first - 1 <= day.year < last
        else 1.0
        if day.year > last
        else 3.0
    )


def _coming_price(year: int) -> Price:
    return lambda day: 0.0 if day.year <= year else 2.5


def _past_price(said: Said) -> Price:
    """What is given a year is of this year or, more often, of one before; a later one is a plan."""
    start = date(said.year or 1, said.month or 1, 1)

    def price(day: date) -> float:
        early = (start - day).days
        if early > 0:
            return 0.5 if early <= 100 else 1.5 if early <= 400 else 4.0
        return (0.0, 0.0, 0.4, 0.8, 1.0)[min(4, day.year - start.year)]

    return price


def weekday_hints(page: Page) -> list[Hint]:
    """A weekday beside a day of a month: it was one only in some years."""
    said = [s for s in page.said if s.weekday is not None and s.is_date and s.year is None]
    return [weekday_hint(s, MISPRINT) for s in said[:MOST]]


def weekday_hint(said: Said, most: float) -> Hint:
    """What it costs, `most`, that a day of a month was another day of the week."""

    def price(day: date) -> float:
        days = [d for year in (day.year - 1, day.year, day.year + 1) if (d := said.on(year))]
        near = min(days, key=lambda d: abs((d - day).days), default=None)
        return 0.0 if near is None or near.weekday() == said.weekday else most

    return Hint("weekday", ((said.first, said.last),), price)
