"""How many meetings each further choice would show, counted in the database.

All facets are counted in one query: each asks about the meetings that pass every
*other* filter, and the answers are joined into one table of (facet, value, label, number).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable

from django.conf import settings
from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear
from django.db.models.lookups import Exact
from django.utils.translation import get_language

from .filters import BY_CERTAINTY, MeetingFilter, reviewed, sides_reporting
from .models import Account, Fact
from .models.choices import Aspect

DATE_FILTERS = ("year", "from", "to")

_TEXT = CharField()

# Value in the address, label where the database knows it, number of meetings.
Counted = tuple[str, str, int]


def _name(path: str):
    """In SQL, the name of a country, topic or agreement in the language of the page."""
    language = get_language() or "en"
    if language == "en":
        return F(f"{path}__name")
    return Coalesce(KeyTextTransform(language, f"{path}__names"), F(f"{path}__name"), output_field=_TEXT)


def _rows(queryset: QuerySet, value, label="", *, count: str = "meeting") -> QuerySet:
    label = label if hasattr(label, "resolve_expression") else Value(label, _TEXT)
    named = queryset.order_by().annotate(facet_value=Cast(value, _TEXT), facet_label=Cast(label, _TEXT))
    return named.values("facet_value", "facet_label").annotate(number=Count(count, distinct=True))


def _facts(aspect: str, value: str, label: Callable[[], object]) -> Callable[[QuerySet], QuerySet]:
    """Counts by what facts of the aspect name. `label` is given late: it depends on the language of the page."""

    def rows(meetings: QuerySet) -> QuerySet:
        facts = Fact.objects.published().of(aspect).filter(meeting__in=meetings)
        return _rows(facts, value, label())

    return rows


def _partners(meetings: QuerySet) -> QuerySet:
    facts = Fact.objects.published().of(Aspect.PARTY).filter(meeting__in=meetings)
    return _rows(facts.exclude(country=settings.ARCHIVE_HOME_COUNTRY), "country__slug", _name("country"))


def _offices(meetings: QuerySet) -> QuerySet:
    facts = Fact.objects.published().of(Aspect.PARTICIPANT).filter(meeting__in=meetings)
    return _rows(facts.exclude(role=""), "role")


def _posts(meetings: QuerySet) -> QuerySet:
    """Counts by office and country, as `gb.foreign_minister`; the label is the country, see `label_of`."""
    facts = Fact.objects.published().of(Aspect.PARTICIPANT).filter(meeting__in=meetings, country__isnull=False)
    code = Concat(F("country__slug"), Value(".", _TEXT), F("role"), output_field=_TEXT)
    return _rows(facts.exclude(role=""), code, _name("country"))


def _languages(meetings: QuerySet) -> QuerySet:
    return _rows(Account.objects.filter(meeting__in=meetings), "article__language")


def _kinds(meetings: QuerySet) -> QuerySet:
    return _rows(meetings, "kind", count="pk")


def _reports(meetings: QuerySet) -> QuerySet:
    sides = sides_reporting()
    cases = (When(Exact(sides, 0), Value("unsaid", _TEXT)), When(Exact(sides, 1), Value("one", _TEXT)))
    return _rows(meetings, Case(*cases, default=Value("both", _TEXT), output_field=_TEXT), count="pk")


def _certainties(meetings: QuerySet) -> QuerySet:
    cases = (When(condition, Value(code, _TEXT)) for code, condition in BY_CERTAINTY.items())
    return _rows(meetings, Case(*cases, output_field=_TEXT), count="pk")


def _reviews(meetings: QuerySet) -> QuerySet:
    checked = When(reviewed("checked"), Value("checked", _TEXT))
    return _rows(meetings, Case(checked, default=Value("unchecked", _TEXT), output_field=_TEXT), count="pk")


def _years(meetings: QuerySet) -> QuerySet:
    """Counts by first and last possible year ("2017-2018"): a meeting counts in each year that it may belong to."""
    years = [Cast(ExtractYear(day), _TEXT) for day in ("date_earliest", "date_latest")]
    dated = meetings.filter(date_earliest__isnull=False)
    return _rows(dated, Concat(years[0], Value("-", _TEXT), years[1], output_field=_TEXT), count="pk")


# In the order of the page. The year is the row of bars above the list.
COUNTED: dict[str, Callable[[QuerySet], QuerySet]] = {
    "country": _partners,
    "topic": _facts(Aspect.TOPIC, "topic__code", lambda: _name("topic")),
    "official": _facts(Aspect.PARTICIPANT, "official__slug", lambda: F("official__name")),
    "office": _offices,
    "post": _posts,
    "agreement": _facts(Aspect.AGREEMENT, "agreement__slug", lambda: _name("agreement")),
    "initiator": _facts(Aspect.INITIATOR, "country__slug", lambda: _name("country")),
    "kind": _kinds,
    "language": _languages,
    "reports": _reports,
    "certainty": _certainties,
    "review": _reviews,
    "year": _years,
}


def counted(filters: MeetingFilter, names: Collection[str] = tuple(COUNTED)) -> dict[str, list[Counted]]:
    """For each facet, or each of those named, what can be chosen in it, in no order."""
    columns = ("facet", "facet_value", "facet_label", "number")
    queries = [
        rows(filters.narrowed(without=_own(name, filters)).order_by())
        .annotate(facet=Value(name, _TEXT))
        .values_list(*columns)
        for name, rows in COUNTED.items()
        if name in names and (name != "post" or _asks_whose(filters))
    ]
    found = defaultdict(list)
    for name, *row in queries[0].union(*queries[1:], all=True):
        found[name].append(tuple(row))
    return found


def _asks_whose(filters: MeetingFilter) -> bool:
    """Whose foreign minister is a question for a reader who has chosen a country; to others it is a long list."""
    chosen = filters.form.cleaned_data
    return bool(chosen["country"] or chosen["post"])


def _own(name: str, filters: MeetingFilter) -> Iterable[str]:
    """The filters that a facet's counts leave out: its own, unless a further value is one more condition."""
    if name == "year":
        return DATE_FILTERS
    return () if name in filters.form.cleaned_data["all"] else (name,)
