"""What the offices of those named say about the day of a report; the days on which they are known to have spoken."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import combinations

from .chronology import known_calls
from .clauses import Cues
from .contacts import Contact
from .hints import DEAR, Hint, Place, Price
from .mentions import Mention
from .offices import Term
from .page import Page
from .people import Person

BESIDE = 3.0  # what it costs that one who is only named did not hold the office
ELSE = 1.5  # the same where the table knows the person in other offices only
ELECT_DAYS = 160  # from an election to the inauguration, at most
STALE = 2.5  # what it costs that one who is called new had long held the office
NEW_DAYS = 150  # how long one is the new minister
GRACE = 15  # days by which an office may be misdated, in the table or in a text
STAFF = frozenset(("spokesperson", "senior_official"))
FLAGS = frozenset(("former", "elect", "new", "acting"))
LEADERS = ("head_of_state", "head_of_government")
SAME_CALL, OTHER_CALL = 1, 2.0


def term_hints(page: Page, people: Collection[Person], cues: Cues) -> list[Hint]:
    """One hint for each person of the table that the text names with an office. `people`: those who took part."""
    hints = []
    beside = _of_other_years(page)
    for person in page.people.persons:
        if person.holder is None:
            continue
        took_part = person in people
        prices: list[tuple[Place, Price]] = []
        for mention, flags in _telling(page, person, took_part, beside, cues):
            place = mention.title_span or mention.name or (mention.first, mention.last)
            prices.append((place, _price(person.holder.terms, mention, flags, took_part)))
        if prices:
            hints.append(Hint("term", tuple(place for place, _ in prices), _dearest([p for _, p in prices])))
    return hints


def _dearest(prices: list[Price]) -> Price:
    return prices[0] if len(prices) == 1 else lambda day: max(price(day) for price in prices)


def _telling(
    page: Page, person: Person, took_part: bool, beside: Collection[int], cues: Cues
) -> list[tuple[Mention, frozenset[str]]]:
    """One mention for each office and way of naming it; of who only stood by, none in a sentence about another year."""
    found: dict[tuple[frozenset[str], frozenset[str]], Mention] = {}
    for mention in person.mentions:
        flags = frozenset(mention.flags & FLAGS)
        if "elect" in flags and cues.within("again", mention.first - 1, mention.last + 1):
            flags -= {"elect"}
        roles = frozenset(title.role for title in mention.titles)
        sentence = page.tokens.sentence_of[mention.first]
        known = roles or flags or (mention.name and _is_staff(person))
        if took_part or (known and sentence not in beside and page.zone_of[sentence] != "caption"):
            found.setdefault((roles, flags), mention)
    elect = [(mention, flags) for (roles, flags), mention in found.items() if roles and "elect" in flags]
    titled = [(mention, flags) for (roles, flags), mention in found.items() if roles or flags]
    return elect or titled or [(mention, flags) for (_, flags), mention in found.items()]


def _is_staff(person: Person) -> bool:
    """One who is known for nothing but speaking or working for others is named as long as he does."""
    return person.holder is not None and all(term.role in STAFF for term in person.holder.terms)


def _of_other_years(page: Page) -> set[int]:
    """Sentences that give a year, or speak of last year or the next."""
    return {
        sentence
        for sentence, said in page.said_in.items()
        if any(s.year or (s.period and s.period[0] == "year") for s in said)
    }


def _price(held: Sequence[Term], mention: Mention, flags: frozenset[str], took_part: bool) -> Price:
    roles = {title.role for title in mention.titles}
    terms = [term for term in held if term.role in roles or (term.role in STAFF and roles & STAFF)]
    most = DEAR if took_part else BESIDE
    if roles and not terms:
        most = ELSE
    terms = terms or list(held)
    if "elect" in flags:
        return _elect_price([t for t in held if t.role in LEADERS] or terms, most)
    if "former" in flags:
        return _former_price(terms, min(most, BESIDE))
    if not roles and not took_part:
        most = ELSE
    if "acting" in flags:
        terms = [term for term in terms if term.acting] or terms
    return _holding_price(tuple(terms), most, fresh="new" in flags)


def _elect_price(terms: Sequence[Term], most: float) -> Price:
    return lambda day: 0.0 if any(0 < (term.start - day).days <= ELECT_DAYS for term in terms) else most


def _former_price(terms: Sequence[Term], most: float) -> Price:
    return lambda day: (
        0.0 if any(term.end < day for term in terms) and not any(term.holds(day) for term in terms) else most
    )


@lru_cache(maxsize=256)
def _holding_price(terms: tuple[Term, ...], most: float, *, fresh: bool) -> Price:
    """Kept, and its prices with it: the same few people are in the news, and the same days of each year are weighed."""

    @cache
    def price(day: date) -> float:
        near = GRACE + 1
        for term in terms:
            if term.start <= day <= term.end:
                if not fresh or (day - term.start).days <= NEW_DAYS:
                    return 0.0
                near = -1
            elif near > 0:
                near = min(near, (term.start - day).days if day < term.start else (day - term.end).days)
        return STALE if near < 0 else most / 3 if near <= GRACE else most

    return price


def call_hints(people: Collection[Person], told: Sequence[Contact]) -> list[Hint]:
    """Days on which those who took part are known to have spoken; the list is not complete, so others cost little."""
    places = tuple((contact.hit.first, contact.hit.last) for contact in told[:1])
    return [Hint("call.known", places, _call_price(days)) for days in days_of_calls(people)]


def days_of_calls(people: Collection[Person]) -> list[tuple[date, ...]]:
    """For each two of these persons the days on which they are known to have spoken."""
    names = [person.holder.name for person in people if person.holder]
    return [days for one, other in combinations(names, 2) if (days := known_calls(one, other))]


def _call_price(days: Sequence[date]) -> Price:
    return lambda day: 0.0 if any(abs((day - d).days) <= SAME_CALL for d in days) else OTHER_CALL
