"""The day of a contact, as an archivist would date it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from .clauses import Cues, cues, within
from .contacts import Contact
from .dates import Said, nearest_weekday
from .days import DIRECT, LEAD, LOOSE, TELLING, Choice, choices
from .facts import ContactDate
from .page import Page
from .people import Person
from .stamps import report_moment, report_month
from .years import Years, years_of

# How often a day is the contact's by how closely it belongs to it.
SURE = {DIRECT: 0.97, LOOSE: 0.85, TELLING: 0.88, LEAD: 0.8}
# Years dearer than the cheapest by this much are out; fewer than MOST are listed.
OUT, MOST = 1.5, 6


def contact_date(
    page: Page, told: Sequence[Contact], people: Collection[Person], parties: Collection[str]
) -> ContactDate | None:
    """The day of the contact that `told` (its mentions in the text, the main one first) reports.

    `people`: who took part; their terms of office, with the datable events that the text
    names, tell a year that the text leaves out. `page.day` is the day of the report, if known.
    """
    found = cues(page.tokens, page.language.code)
    named = [_resolved(page, choice) for choice in choices(page, told, parties, found)]
    if page.day is not None:
        return _by_report(page, named, told, people, found)
    return _by_context(page, named, told, people, found)


def _resolved(page: Page, choice: Choice) -> Choice:
    """ "The same day" is the day of a month named last before."""
    if not choice.said.same:
        return choice
    before = [s for s in page.said if s.first < choice.said.first and s.is_date and s.until is None]
    return replace(choice, said=before[-1]) if before else choice


# With a day of publication


def _by_report(
    page: Page, named: Sequence[Choice], told: Sequence[Contact], people: Collection[Person], found: Cues
) -> ContactDate | None:
    report = page.day
    assert report is not None
    for choice in named:
        day, basis = _from_report(choice.said, report)
        if day is not None:
            support = page.support([(choice.said.first, choice.said.last)], f"date.{basis}", SURE[choice.rank])
            return ContactDate(day.isoformat(), basis, support)
    if _is_past(page, told, people, report, found):
        return _by_context(page, named, told, people, found)
    moment = report_moment(page.document)
    morning = moment is not None and moment[1] is not None and moment[1] < page.source.morning
    day = report - timedelta(days=morning)
    rule, sure = ("date.morning_report", 0.75) if morning else ("date.report", 0.93)
    places = [(contact.hit.first, contact.hit.last) for contact in told[:1]]
    return ContactDate(day.isoformat(), "relative_to_published", page.support(places, rule, sure))


def _from_report(said: Said, report: date) -> tuple[date | None, str]:
    """The day an expression means to a reader on the day of the report, and how it is known."""
    if said.is_date and said.year:
        return said.on(said.year), "explicit"
    if said.is_date:
        days = [day for year in (report.year - 1, report.year) if (day := said.on(year)) and day <= report + DAY]
        return max(days, default=None), "year_from_published"
    if said.shift is not None:
        return report + timedelta(days=said.shift), "relative_to_published"
    if said.weekday is not None:
        day = nearest_weekday(report, said.weekday)
        if said.period == ("week", -1) and day > report - timedelta(days=report.weekday() + 1):
            day -= timedelta(days=7)
        return day, "relative_to_published"
    return None, ""


DAY = timedelta(days=1)


def _is_past(page: Page, told: Sequence[Contact], people: Collection[Person], report: date, found: Cues) -> bool:
    """Whether the contact is one of another time: remembered, owned up to, or of one who no longer held office."""
    if any(within(found, "recalled", *page.tokens.sentences[contact.sentence]) for contact in told):
        return True
    for person in people:
        if person.holder and any("former" in m.flags for m in person.mentions):
            ends = [t.end for t in person.holder.terms if t.role not in ("other", "senior_official")]
            if ends and max(ends) < report:
                return True
    return False


# Without one


def _by_context(
    page: Page, named: Sequence[Choice], told: Sequence[Contact], people: Collection[Person], found: Cues
) -> ContactDate | None:
    dated = [choice for choice in named if choice.said.is_date]
    if not dated:
        return None
    best = dated[0].rank
    if named[0].rank > best and named[0].said.shift not in (None, 0):
        return None
    tried: dict[tuple[int | None, int | None], Choice] = {}
    for choice in dated:
        if choice.rank == best:
            tried.setdefault((choice.said.month, choice.said.day), choice)
    month = report_month(page.document)
    weighed = []
    for order, choice in enumerate(list(tried.values())[:3]):
        if choice.said.year:
            return _explicit(page, choice, choice.said)
        full = next(
            (s for s in page.said if s.year and s.is_date and (s.month, s.day) == (choice.said.month, choice.said.day)),
            None,
        )
        years = years_of(page, choice.said, people, found)
        if full and years.price(full.year) <= years.prices[0][0] + 3:
            return _explicit(page, choice, full)
        if month and (month[1] in (None, choice.said.month)):
            return ContactDate(
                choice.said.on(month[0]).isoformat(),
                "year_from_published",
                page.support([(choice.said.first, choice.said.last)], "date.month_line", SURE[choice.rank]),
            )
        weighed.append((years.prices[0][0] + 1.5 * order, order, choice, years))
    _, _, choice, years = min(weighed, key=lambda w: w[:2])
    return _in_years(page, choice, years)


def _explicit(page: Page, choice: Choice, full: Said) -> ContactDate | None:
    day = full.on(full.year) if full.year else None
    if day is None:
        return None
    places = sorted({(s.first, s.last) for s in (choice.said, full)})
    return ContactDate(day.isoformat(), "explicit", page.support(places, "date.explicit", SURE[choice.rank]))


def _in_years(page: Page, choice: Choice, years: Years) -> ContactDate:
    said = choice.said
    rest = [day for year in years.within(OUT) if (day := said.on(year))]
    told = [(said.first, said.last)]
    if len(rest) == 1:
        told += [place for hint in years.telling(rest[0].year) for place in hint.places]
        sure = SURE[choice.rank] * years.sure
        return ContactDate(rest[0].isoformat(), "year_from_context", page.support(told, "date.context", sure))
    if len(rest) < MOST:
        days = ",".join(day.isoformat() for day in rest)
        return ContactDate(f"[{days}]", "year_from_context", page.support(told, "date.years", SURE[choice.rank]))
    edtf = f"XXXX-{said.month:02}-{said.day:02}"
    return ContactDate(edtf, "year_from_context", page.support(told, "date.day_only", SURE[choice.rank]))
