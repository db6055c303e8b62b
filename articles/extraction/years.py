"""Which year a day without one was in: what speaks against each year, weighed together.

Terms of office of those who are named, datable events named as past or to come, years
that the text itself gives, weekdays: each is a `Hint` that puts a price on a day. A year
is told where all others are dear; else the years that remain are.
"""

from __future__ import annotations

import math

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .chronology import KNOWN_UNTIL, Event, Named, named_events
from .clauses import Cues, within
from .dates import Said
from .facts import Span
from .mentions import Mention
from .page import Page
from .people import Person

Place = tuple[int, int]
FIRST = 1995
# Prices are rough logarithms of odds, fitted by hand on labelled articles. DEAR: out of the question.
DEAR = 6.0
LATER = 45
# Of the events that news of contacts names, half are of the same days; few are older than four months.
LAGS = ((3, 0.0), (14, 0.4), (30, 0.6), (60, 1.0), (120, 1.2), (270, 2.3), (400, 3.0), (800, 3.6))
FAR = 4.0


@dataclass(frozen=True, slots=True)
class Hint:
    """What a stretch of the text says about the day of the report. `price`: what a day costs, 0 if it fits."""

    rule: str
    places: tuple[Place, ...]
    price: Callable[[date], float]


# Terms of office


def term_hints(page: Page, people: Collection[Person]) -> list[Hint]:
    """What the offices of the persons named say; `people` are those who took part."""
    hints = []
    for person in page.people.persons:
        if person.holder is None:
            continue
        took_part = person in people
        for mention in _telling(page, person, took_part):
            price = _term_price(person, mention, took_part)
            if price is not None:
                hints.append(
                    Hint("term", (mention.title_span or mention.name or (mention.first, mention.last),), price)
                )
    return hints


def _telling(page: Page, person: Person, took_part: bool) -> list[Mention]:
    """One mention for each office, way of naming it (former, elect) and person; of one who only stood by, none in a sentence about another year."""
    found: dict[tuple, Mention] = {}
    for mention in person.mentions:
        flags = mention.flags & {"former", "elect", "new", "acting"}
        if not (mention.titles or flags or took_part):
            continue
        sentence = page.tokens.sentence_of[mention.first]
        if page.zone_of[sentence] == "caption" and not took_part:
            continue
        if not took_part and _other_year(page, sentence):
            continue
        found.setdefault((frozenset(t.role for t in mention.titles), frozenset(flags)), mention)
    elect = [m for m in found.values() if "elect" in m.flags]
    titled = [m for k, m in found.items() if k[0] or k[1]]
    return elect or titled or list(found.values())


def _other_year(page: Page, sentence: int) -> bool:
    first, last = page.tokens.sentences[sentence]
    return any(first <= s.first < last and (s.year or (s.period and s.period[0] == "year")) for s in page.said)


def _term_price(person: Person, mention: Mention, took_part: bool) -> Callable[[date], float] | None:
    roles = {t.role for t in mention.titles}
    all_terms = person.holder.terms  # type: ignore[union-attr]
    terms = [t for t in all_terms if t.role in roles] if roles else list(all_terms)
    known = bool(terms)
    terms = terms or list(all_terms)
    most = DEAR if took_part else 3.0
    if not known:
        most = 1.5
    if "elect" in mention.flags:
        terms = [t for t in all_terms if t.role in ("head_of_state", "head_of_government")] or terms
        return lambda day: 0.0 if any(timedelta(0) < t.start - day <= timedelta(days=160) for t in terms) else most
    if "former" in mention.flags:
        return lambda day: (
            0.0 if any(t.end < day for t in terms) and not any(t.holds(day) for t in terms) else min(most, 2.5)
        )
    if not roles and not took_part:
        return None

    def price(day: date) -> float:
        if any(t.holds(day) for t in terms):
            fresh = "new" not in mention.flags or any(t.holds(day) and (day - t.start).days < 150 for t in terms)
            return 0.0 if fresh else 1.5
        near = min(max((t.start - day).days, (day - t.end).days) for t in terms)
        return most / 3 if near <= 15 else most

    return price


# Events


def event_hints(page: Page, people: Collection[Person], cues: Cues) -> list[Hint]:
    """What the events say that the text names."""
    named = [n for n in named_events(page.tokens, page.language.code, page.sentences) if not _is_alive(page, n, people)]
    seen: set[str] = set()
    hints, lags = [], []
    for item in named:
        pinned = _pinned(page, item)
        if pinned:
            hints.append(
                Hint("event.day", (*item.places, (pinned.first, pinned.last)), _pin_price(page, item, pinned, cues))
            )
        if item.event.id in seen:
            continue
        seen.add(item.event.id)
        coming = _is_coming(page, item, cues)
        lags.append((item, coming))
        hints.append(Hint("event.order", item.places, _order_price(item.event, coming)))
    if lags:
        places = tuple(place for item, _ in lags for place in item.places)

        def recency(day: date) -> float:
            prices = sorted(_lag_price(item.event, coming, day) for item, coming in lags)
            return prices[0] + 0.3 * sum(prices[1:])

        hints.append(Hint("event.recent", places, recency))
    return hints


def _is_alive(page: Page, item: Named, people: Collection[Person]) -> bool:
    """Condolences of a participant are not those on his death."""
    if item.event.kind != "death":
        return False
    places = [(m.first, m.last) for person in people for m in person.mentions]
    return any(first < b and a < last for first, last in item.places for a, b in places)


def _pinned(page: Page, item: Named) -> Said | None:
    """The day in the sentence of an event that is the event's own."""
    first, last = page.tokens.sentences[item.sentence]
    for s in page.said:
        if first <= s.first < last and s.is_date and s.year is None:
            for start, end in item.event.stretches:
                day = s.on(start.year)
                if (end - start).days <= 40 and day and (abs((day - start).days) <= 1 or abs((day - end).days) <= 1):
                    return s
    return None


def _pin_price(page: Page, item: Named, pinned: Said, cues: Cues) -> Callable[[date], float]:
    first, _ = page.tokens.sentences[item.sentence]
    days = [
        day
        for start, end in item.event.stretches
        if (day := pinned.on(start.year)) and min(abs((day - start).days), abs((day - end).days)) <= 1
    ]

    def price(day: date) -> float:
        lag = min((abs((day - d).days) for d in days))
        return 0.0 if lag <= 120 else 0.7 if lag <= 366 else 5.0

    return price


def _is_coming(page: Page, item: Named, cues: Cues) -> bool | None:
    """Whether a sentence names an event as to come (True), as past (False) or does not say (None)."""
    first, last = page.tokens.sentences[item.sentence]
    start, end = item.places[0][0], item.places[-1][1]
    coming = within(cues, "coming", max(first, start - 8), min(last, end + 4))
    gone = within(cues, "gone", max(first, start - 8), min(last, end + 4))
    return None if coming == gone else coming


def _order_price(event: Event, coming: bool | None) -> Callable[[date], float]:
    first = min(start for start, _ in event.stretches)
    ahead = 400 if coming or (event.foreseen and coming is not False) else 0

    def price(day: date) -> float:
        early = (first - day).days
        if early <= 1:
            return 0.0
        if early <= LATER:  # the report may be some weeks younger than the contact
            return 0.2 + early / 60
        if early <= ahead:
            return 0.3 if coming else 0.8
        return DEAR if not event.foreseen or early > 400 else DEAR / 2

    return price


def _lag_price(event: Event, coming: bool | None, day: date) -> float:
    return min(_one_lag(start, end, coming, day) for start, end in event.stretches)


def _one_lag(start: date, end: date, coming: bool | None, day: date) -> float:
    if day < start:
        early = (start - day).days
        if coming is False and early > LATER:
            return 3.5
        base = 0.0 if coming else 0.3
        return base + (0.0 if early <= 60 else 0.4 if early <= 180 else 1.2 if early <= 400 else 3.5)
    late = (day - end).days
    if coming and late > 3:
        return 2.5
    return next((price for most, price in LAGS if late <= most), FAR)


# What the text itself says of years


def year_hints(page: Page, cues: Cues) -> list[Hint]:
    hints: list[Hint] = []
    told = [
        s
        for s in page.said
        if s.year and page.zone_of[page.tokens.sentence_of[s.first]] in ("headline", "body", "caption")
    ]
    past: list[Said] = []
    for s in told:
        first, _ = page.tokens.sentences[page.tokens.sentence_of[s.first]]
        if s.to_year:
            hints.append(Hint("year.span", ((s.first, s.last),), _span_price(s.year, s.to_year)))  # type: ignore[arg-type]
        elif within(cues, "coming", max(first, s.first - 6), s.first) or s.year > KNOWN_UNTIL.year:
            hints.append(Hint("year.coming", ((s.first, s.last),), _coming_price(s.year)))  # type: ignore[arg-type]
        else:
            past.append(s)
    if past:
        latest = max(past, key=lambda s: (s.year or 0, s.month or 0))
        hints.append(Hint("year.past", ((latest.first, latest.last),), _past_price(latest)))
    return hints


def _span_price(first: int, last: int) -> Callable[[date], float]:
    return lambda day: 0.0 if first - 1 <= day.year <= last else 1.0 if day.year > last else 3.0


def _coming_price(year: int) -> Callable[[date], float]:
    return lambda day: 0.0 if day.year <= year else 2.5


def _past_price(said: Said) -> Callable[[date], float]:
    start = date(said.year or FIRST, said.month or 1, 1)

    def price(day: date) -> float:
        if day < start:
            early = (start - day).days
            return 0.5 if early <= 100 else 1.5 if early <= 400 else 4.0
        return (0.0, 0.0, 0.4, 0.8, 1.0)[min(4, day.year - start.year)]

    return price


def weekday_hints(page: Page) -> list[Hint]:
    """A weekday beside a day of a month: it was one only in some years."""
    return [
        Hint("weekday", ((s.first, s.last),), _weekday_price(s))
        for s in page.said
        if s.weekday is not None and s.is_date and s.year is None
    ]


def _weekday_price(said: Said) -> Callable[[date], float]:
    def price(day: date) -> float:
        days = [d for year in (day.year - 1, day.year, day.year + 1) if (d := said.on(year))]
        near = min(days, key=lambda d: abs((d - day).days), default=None)
        return 0.0 if near is None or near.weekday() == said.weekday else 4.0

    return price


@dataclass(frozen=True, slots=True)
class Years:
    """What remains: years with their prices, the cheapest first, and the hints that told them apart."""

    prices: tuple[tuple[float, int], ...]
    hints: tuple[Hint, ...]
    on: dict[int, date]

    @property
    def sure(self) -> float:
        """How likely the cheapest year is, all others together against it."""
        best = self.prices[0][0]
        return 1 / sum(math.exp(best - price) for price, _ in self.prices)

    def price(self, year: int | None) -> float:
        return next((price for price, known in self.prices if known == year), DEAR * 2)

    def telling(self, year: int) -> list[Hint]:
        """The hints that make that year cheaper than the next cheapest."""
        others = [other for _, other in self.prices if other != year][:2]
        return [h for h in self.hints if any(h.price(self.on[o]) - h.price(self.on[year]) >= 1 for o in others)]

    def within(self, distance: float) -> list[int]:
        return sorted(year for price, year in self.prices if price <= self.prices[0][0] + distance)


def years_of(page: Page, said: Said, people: Collection[Person], cues: Cues) -> Years:
    """Weigh all years in which that day can have been."""
    hints = [*term_hints(page, people), *event_hints(page, people, cues), *year_hints(page, cues), *weekday_hints(page)]
    days = [d for year in range(FIRST, KNOWN_UNTIL.year + 1) if (d := said.on(year)) and d <= KNOWN_UNTIL]
    prices = sorted((sum(h.price(d) for h in hints), d.year) for d in days)
    return Years(tuple(prices), tuple(hints), {day.year: day for day in days})
