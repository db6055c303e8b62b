"""What the list can still be narrowed by, each option with the number of meetings that choosing it would show.

All facets are counted in one query: each asks about the meetings that pass every
*other* filter, and the answers are joined into one table of (facet, value, label, number).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from babel import Locale
from django.conf import settings
from django.db.models import Case, CharField, Count, F, QuerySet, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear
from django.http import QueryDict
from django.utils.translation import get_language

from .filters import BY_CERTAINTY, CERTAINTIES, REVIEWS, MeetingFilter, reviewed
from .models import Account, Fact
from .models.choices import Aspect, Kind, Role

SHOWN = 7  # options in view; the rest of a facet unfolds
MOST = 60  # options at all: beyond them, the page of all officials or agreements is the better way
DATE_FILTERS = ("year", "from", "to")

RECORDS = {"country": "slug", "topic": "code", "official": "slug", "agreement": "slug", "initiator": "slug"}

_TEXT = CharField()


@dataclass(frozen=True, slots=True)
class Option:
    """`address` is the list with this option chosen, or taken back if it is `chosen`."""

    value: str
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(slots=True)
class Facet:
    name: str
    label: str
    options: list[Option]
    may_ask_for_all: bool
    asks_for_all: bool

    @property
    def shown(self) -> list[Option]:
        return [option for place, option in enumerate(self.options) if place < SHOWN or option.chosen]

    @property
    def folded(self) -> list[Option]:
        return [option for place, option in enumerate(self.options) if place >= SHOWN and not option.chosen]

    @property
    def several(self) -> bool:
        return sum(option.chosen for option in self.options) > 1


@dataclass(frozen=True, slots=True)
class Bar:
    """A year; `height` is its number of meetings in hundredths of the fullest year's."""

    year: int
    count: int
    height: int
    chosen: bool
    address: str

    @property
    def top(self) -> int:
        return 100 - self.height


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


def _languages(meetings: QuerySet) -> QuerySet:
    return _rows(Account.objects.filter(meeting__in=meetings), "article__language")


def _kinds(meetings: QuerySet) -> QuerySet:
    return _rows(meetings, "kind", count="pk")


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
    "agreement": _facts(Aspect.AGREEMENT, "agreement__slug", lambda: _name("agreement")),
    "initiator": _facts(Aspect.INITIATOR, "country__slug", lambda: _name("country")),
    "kind": _kinds,
    "language": _languages,
    "certainty": _certainties,
    "review": _reviews,
    "year": _years,
}
# Facets of which a meeting can have several, so that one may ask for all of them.
SEVERAL = ("country", "topic", "official", "office", "agreement")


def counted(filters: MeetingFilter) -> dict[str, list[tuple[str, str, int]]]:
    """For each facet its (value, label, number), the highest number first."""
    columns = ("facet", "facet_value", "facet_label", "number")
    queries = [
        rows(filters.narrowed(without=_own(name, filters)).order_by())
        .annotate(facet=Value(name, _TEXT))
        .values_list(*columns)
        for name, rows in COUNTED.items()
    ]
    found = defaultdict(list)
    for name, value, label, number in queries[0].union(*queries[1:], all=True):
        found[name].append((value, label or label_of(name, value), number))
    for rows in found.values():
        rows.sort(key=lambda row: (-row[2], row[1]))
    return found


def _own(name: str, filters: MeetingFilter) -> Iterable[str]:
    """The filters that a facet's counts leave out: its own, unless a further value is one more condition."""
    if name == "year":
        return DATE_FILTERS
    return () if name in filters.form.cleaned_data["all"] else (name,)


def facets(filters: MeetingFilter, params: QueryDict, counts: dict) -> list[Facet]:
    """The facets with anything to choose from, in the order of the page."""
    made = (_facet(name, filters, params, counts.get(name, [])) for name in COUNTED if name != "year")
    return [facet for facet in made if len(facet.options) > 1 or any(option.chosen for option in facet.options)]


def _facet(name: str, filters: MeetingFilter, params: QueryDict, rows: list[tuple[str, str, int]]) -> Facet:
    chosen = chosen_values(filters, name)
    asks_for_all = name in filters.form.cleaned_data["all"]
    rows = rows[:MOST] + [row for row in rows[MOST:] if row[0] in chosen]
    missing = chosen.keys() - {row[0] for row in rows}
    rows += [(value, chosen[value], 0) for value in sorted(missing)]
    options = []
    for value, label, number in rows:
        others = [other for other in chosen if other != value]
        if value in chosen:
            address = changed(params, **{name: others})
        else:
            address = changed(params, **{name: [*others, value] if asks_for_all else [value]})
        options.append(Option(value, label, number, value in chosen, address))
    return Facet(name, str(filters.filters[name].label), options, name in SEVERAL, asks_for_all)


def chosen_values(filters: MeetingFilter, name: str) -> dict[str, str]:
    """What was chosen in a filter: the value in the address and what readers call it."""
    chosen = filters.form.cleaned_data[name] or ()
    if name in RECORDS:
        return {getattr(record, RECORDS[name]): str(record) for record in chosen}
    return {code: label_of(name, code) for code in chosen}


def bars(params: QueryDict, rows: list[tuple[str, str, int]]) -> list[Bar]:
    """Every year from the first to the last with a meeting, the newest first; choosing one drops any other date."""
    counts = Counter()
    for value, _, number in rows:
        first, last = map(int, value.split("-"))
        counts.update(dict.fromkeys(range(first, last + 1), number))
    if not counts:
        return []
    fullest = max(counts.values())
    chosen = params.get("year", "")
    no_dates = dict.fromkeys(DATE_FILTERS, "")
    return [
        Bar(
            year,
            counts[year],
            -(-100 * counts[year] // fullest),
            str(year) == chosen,
            changed(params, **no_dates if str(year) == chosen else no_dates | {"year": year}),
        )
        for year in range(max(counts), min(counts) - 1, -1)
    ]


def label_of(name: str, value: str) -> str:
    """What readers call a code."""
    if name == "language":
        return language_name(value)
    words = {"kind": Kind.choices, "office": Role.choices, "certainty": CERTAINTIES, "review": REVIEWS}
    return str(dict(words.get(name, ())).get(value, value))


def language_name(code: str) -> str:
    """The name of a language in the language of the page."""
    return Locale.parse(get_language() or "en").languages.get(code, code)


def changed(params: QueryDict, **changes) -> str:
    """The address with these parts changed or, if empty, taken out; always from the first page on."""
    parts = {name: values for name, values in params.lists() if name != "page"}
    for name, value in changes.items():
        parts[name] = value if isinstance(value, list) else [value]
    address = QueryDict(mutable=True)
    for name, values in parts.items():
        if any(values):
            address.setlist(name, [value for value in values if value])
    return "?" + address.urlencode()
