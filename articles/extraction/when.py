"""The day of a contact, as an archivist would date it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from .clauses import Cues
from .contacts import Contact
from .dates import Said, nearest_weekday
from .days import BESIDE, DIRECT, LEAD, LOOSE, TELLING, VAGUE, Choice, choices, dateline, stamp_month
from .facts import ContactDate
from .hints import Hint, weekday_hint
from .page import Page
from .people import Person
from .stamps import report_moment, report_month
from .years import BEFORE, Years, call_of_those_days, hints_of, known_day, last_call, only_call, weigh, years_within

# How often a day is the contact's by how closely it belongs to it.
SURE = {DIRECT: 0.97, LOOSE: 0.85, VAGUE: 0.8, TELLING: 0.88, LEAD: 0.85}
# Years dearer than the cheapest by this much are out; of more than MOST that remain none is said.
OUT, MOST = 1.5, 6
MOST_WITHOUT_DAY = 3
DOUBTFUL = 0.7  # below this a date is given with a question mark
TRIED = 3  # days told equally closely, of which the one that fits best is taken
LATER = 1.5  # what it costs that another was told before
SAYS = 3.0  # a full date elsewhere in the text gives its year to the day unless the rest speaks against it by this much
OTHER_DAY = 2.0  # what it costs that a weekday was not that of the dateline
DAY = timedelta(days=1)
COMMON_YEAR = 2001  # to count days of a month in, where no year is known
NEWS = 7  # days for which a contact is news


def contact_date(
    page: Page, told: Sequence[Contact], people: Collection[Person], parties: Collection[str]
) -> ContactDate | None:
    """The day of the contact that `told` (its mentions in the text, the main one first) reports.

    `people`: who took part; their terms of office, with the datable events that the text
    names, tell a year that the text leaves out. `page.day` is the day of the report, if known.
    """
    return _Dating(page, told, people, parties).date()


@dataclass
class _Dating:
    """One contact and what its text says about when it was."""

    page: Page
    told: Sequence[Contact]
    people: Collection[Person]
    parties: Collection[str]

    @cached_property
    def cues(self) -> Cues:
        return Cues(self.page.tokens, self.page.language.code)

    @cached_property
    def choices(self) -> list[Choice]:
        return [self._resolved(c) for c in choices(self.page, self.told, self.parties, self.cues)]

    @cached_property
    def hints(self) -> list[Hint]:
        return hints_of(self.page, self.people, self.told, self.cues)

    @cached_property
    def line(self) -> Said | None:
        return dateline(self.page) or _day_told(self.page.said)

    def date(self) -> ContactDate | None:
        report = self.page.day
        if report is None and self.line and self.line.year:
            report = self.line.on(self.line.year)
        if report is None:
            return self._by_context()
        return self._by_report(report)

    def _resolved(self, choice: Choice) -> Choice:
        """ "The same day" is the day of a month named last before."""
        if not choice.said.same:
            return choice
        before = (s for s in reversed(self.page.said) if s.first < choice.said.first and s.is_date and s.until is None)
        said = next(before, None)
        return replace(choice, said=said) if said else choice

    def _fact(self, edtf: str, basis: str, said: Iterable[Said | Hint], rule: str, sure: float) -> ContactDate:
        places: list[tuple[int, int]] = []
        for one in said:
            places += one.places if isinstance(one, Hint) else [(one.first, one.last)]
        return ContactDate(edtf, basis, self.page.support(places, rule, round(sure, 3)))

    # With the day of the report

    def _by_report(self, report: date) -> ContactDate | None:
        for choice in self.choices:
            if choice.rank == VAGUE:
                return self._in_month(choice, report)
            day, basis = _from_report(choice.said, report)
            latest = report + DAY * (choice.rank == DIRECT)  # where the clocks differ
            if day is not None and day <= latest and (report - day <= NEWS * DAY or self._is_first(choice)):
                basis, rest = self._basis(basis)
                return self._fact(day.isoformat(), basis, [choice.said, *rest], f"date.{basis}", SURE[choice.rank])
        if self._is_of_another_time(report):
            return self._by_context()
        moment = report_moment(self.page.document)
        early = self.page.source.morning or self.page.language.dates["morning"]
        morning = moment is not None and moment[1] is not None and moment[1] < early
        day = report - morning * DAY
        basis, rest = self._basis("relative_to_published")
        rule, sure = ("date.morning", 0.75) if morning else ("date.report", 0.93)
        known = None if self.page.source.official else last_call(self.people, report)
        if known is not None:
            day, rule, sure = known, "date.known_call", 0.85
        places = [(contact.hit.first, contact.hit.last) for contact in self.told[:1]]
        support = self.page.support([*places, *((s.first, s.last) for s in rest)], rule, sure)
        return ContactDate(day.isoformat(), basis, support)

    def _is_first(self, choice: Choice) -> bool:
        """Whether a day is that of the first telling outside the headline; a later one may be of an earlier contact."""
        body = [order for order, contact in enumerate(self.told) if contact.zone != "headline"]
        return choice.rank == DIRECT and choice.order in (0, *body[:1])

    def _in_month(self, choice: Choice, report: date) -> ContactDate | None:
        """The month of a contact, where the text gives no day; of a week counted from the report nothing is said."""
        said = choice.said
        unit, count = said.period or ("", 0)
        months = report.year * 12 + report.month - 1
        if said.month is not None:
            year = said.year or report.year + count * (unit == "year") - (unit != "year" and said.month > report.month)
            months = year * 12 + said.month - 1
        elif unit == "month":
            months += count
        else:
            return None
        basis = "explicit" if said.year else "year_from_published"
        return self._fact(f"{months // 12}-{months % 12 + 1:02}", basis, [said], "date.month", SURE[VAGUE])

    def _basis(self, basis: str) -> tuple[str, list[Said]]:
        """What is counted from a full date in the text rests on that, not on a stamp."""
        if self.page.day is None and self.line:
            return "explicit", [self.line]
        return basis, []

    def _is_of_another_time(self, report: date) -> bool:
        """Whether the contact is remembered, owned up to, or of one who had left office by the day of the report."""
        sentences = self.page.tokens.sentences
        if any(self.cues.within("recalled", *sentences[contact.sentence]) for contact in self.told):
            return True
        for person in self.people:
            if person.holder and any("former" in mention.flags for mention in person.mentions):
                ends = [term.end for term in person.holder.terms if term.role not in ("other", "senior_official")]
                if ends and max(ends) < report:
                    return True
        return False

    # Without it

    def _by_context(self) -> ContactDate | None:
        tried = self._tried()
        if not tried:
            return self._without_day()
        weighed: list[tuple[float, int, Choice, Years]] = []
        month = report_month(self.page.document) or stamp_month(self.page)
        for order, choice in enumerate(tried):
            years = weigh([*self.hints, *self._of_line(choice)], choice.said.on)
            full = self._in_full(choice.said, years)
            if full is not None:
                day = full.on(full.year or 0)
                return day and self._fact(
                    day.isoformat(), "explicit", {choice.said, full}, "date.explicit", SURE[choice.rank]
                )
            day = choice.said.on(month[0]) if month and month[1] in (None, choice.said.month) else None
            if day is not None:
                return self._fact(
                    day.isoformat(), "year_from_published", [choice.said], "date.month_line", SURE[choice.rank]
                )
            weighed.append((years.best + LATER * order, order, choice, years))
        _, _, choice, years = min(weighed, key=lambda w: w[:2])
        return self._in_years(choice, years)

    def _tried(self) -> list[Choice]:
        """Days of a month that belong to the contact equally closely, each once."""
        named = self.choices
        if self.line and not self.line.year:
            named = [_from_line(choice, self.line) for choice in named] or [Choice(self.line, TELLING, 0)]
        dated = [choice for choice in named if choice.said.is_date]
        if not dated:
            return []
        best = dated[0].rank
        if best < VAGUE and any(choice.rank == VAGUE for choice in named):
            return []
        if named[0].rank > best == TELLING and named[0].said.shift != 0:
            return []
        found: dict[tuple[int | None, int | None], Choice] = {}
        for choice in dated:
            if choice.rank == best:
                found.setdefault((choice.said.month, choice.said.day), choice)
        return list(found.values())[:TRIED]

    def _of_line(self, choice: Choice) -> list[Hint]:
        """A weekday under a dateline without a year is most likely its day: "April 4 - X and Y spoke on Friday"."""
        said = choice.said
        moved = self.line is not None and (said.first, said.last) == (self.line.first, self.line.last)
        return [weekday_hint(said, OTHER_DAY)] if moved and said.weekday is not None else []

    def _in_full(self, said: Said, years: Years) -> Said | None:
        """The same day with its year, here or elsewhere in the text."""
        if said.year:
            return said
        full = (s for s in self.page.said if s.year and s.is_date and (s.month, s.day) == (said.month, said.day))
        return next((s for s in full if years.price(s.year or 0) <= years.best + SAYS), None)

    def _in_years(self, choice: Choice, years: Years) -> ContactDate:
        said, sure, basis = choice.said, SURE[choice.rank], "year_from_context"
        rest = years.within(OUT)
        if len(rest) == 1:
            sure *= years.sure
            doubt = "?" if sure < DOUBTFUL else ""
            return self._fact(f"{rest[0].isoformat()}{doubt}", basis, [said, *years.telling()], "date.context", sure)
        if len(rest) < MOST:
            days = ",".join(day.isoformat() for day in rest)
            return self._fact(f"[{days}]", basis, [said], "date.years", sure)
        return self._fact(f"XXXX-{said.month:02}-{said.day:02}", basis, [said], "date.day_only", sure)

    def _without_day(self) -> ContactDate | None:
        """The month that the text gives, the day of the one known call that fits, or the years that remain."""
        vague = next((choice for choice in self.choices if choice.rank == VAGUE and choice.said.year), None)
        if vague is not None and vague.said.month:
            return self._in_month(vague, date(vague.said.year, 12, 31))  # type: ignore[arg-type]
        fitting = [hint for hint in self.hints if hint.rule in ("event.recent", "call.known")]
        day = self._known_day()
        if day is not None:
            near = [said for said in self._past_days if (on := said.on(day.year)) and abs((on - day).days) <= BEFORE]
            return self._fact(f"{day.isoformat()}?", "year_from_context", [*fitting, *near], "date.known_call", 0.7)
        if not fitting:
            return None
        years = years_within(self.hints)
        if len(years) > MOST_WITHOUT_DAY:
            return None
        edtf = str(years[0]) if len(years) == 1 else f"[{','.join(map(str, years))}]"
        return self._fact(edtf, "year_from_context", fitting, "date.period", 0.8)

    def _known_day(self) -> date | None:
        """The day of a known call that fits what the text names; of a meeting, or one with a month, only a sure one."""
        if self.told[0].kind == "in_person" or any(choice.rank == VAGUE for choice in self.choices):
            return known_day(self.hints, self.people)
        return (
            call_of_those_days(self.hints, self.people, self._past_days)
            or known_day(self.hints, self.people)
            or only_call(self.hints, self.people)
        )

    @cached_property
    def _past_days(self) -> list[Said]:
        return [said for said in self.page.said if said.is_date and self._is_past(said)]

    def _is_past(self, said: Said) -> bool:
        """Whether a day is told of as past, and neither planned nor one since which something else has happened."""
        first, _ = self.page.tokens.sentences[self.page.tokens.sentence_of[said.first]]
        counted = self.cues.within("other", max(first, said.first - BESIDE), said.first)
        return not counted and (said.shift or 0) <= 0 and not self.cues.within("coming", first, said.first)


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


def _day_told(said: Iterable[Said]) -> Said | None:
    """The day of the report where an expression gives it beside its distance: "tomorrow (25/4)", "today, 7 April"."""
    told = next((s for s in said if s.shift is not None and s.is_date and s.until is None), None)
    return _moved(told, -(told.shift or 0)) if told else None


def _moved(said: Said, days: int) -> Said:
    """The day so many days after one that is told, with or without its year."""
    day = said.on(said.year or COMMON_YEAR)
    if day is None or not days:
        return said
    day += timedelta(days=days)
    return replace(said, year=day.year if said.year else None, month=day.month, day=day.day)


def _from_line(choice: Choice, line: Said) -> Choice:
    """ "Today" under a dateline without a year is the day of the dateline; a weekday there tells of its year."""
    said = choice.said
    if said.is_date:
        return choice
    return replace(choice, said=replace(_moved(line, said.shift or 0), weekday=said.weekday))
