"""What the list can still be narrowed by, each option with the number of meetings that choosing it would show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR
from urllib.parse import urlencode

from babel import Locale
from django.http import QueryDict
from django.utils.translation import get_language

from .counts import COUNTED, DATE_FILTERS, Counted
from .filters import CERTAINTIES, REPORTS, REVIEWS, MeetingFilter
from .models.choices import Kind, Role

SHOWN = 7  # options in view; the rest of a facet unfolds
MOST = 40  # options at all: beyond them, the page of all officials or agreements is the better way

# Facets of which a meeting can have several, so that one may ask for all of them.
SEVERAL = ("country", "topic", "official", "office", "post", "agreement")
# Filters whose values are codes, and what readers call them.
WORDS = {
    "kind": Kind.choices,
    "office": Role.choices,
    "certainty": CERTAINTIES,
    "reports": REPORTS,
    "review": REVIEWS,
}
# Filters whose values are records, and what names a record in the address.
RECORDS = {
    "country": "slug",
    "topic": "code",
    "official": "slug",
    "agreement": "slug",
    "initiator": "slug",
    "post": "code",
}


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


def facets(filters: MeetingFilter, params: QueryDict, counts: dict) -> list[Facet]:
    """The facets with anything to choose from, in the order of the page."""
    made = (_facet(name, filters, params, counts.get(name, [])) for name in COUNTED if name != "year")
    return [facet for facet in made if len(facet.options) > 1 or any(option.chosen for option in facet.options)]


def _facet(name: str, filters: MeetingFilter, params: QueryDict, counted: list[Counted]) -> Facet:
    rows = [(value, label_of(name, value, label), number) for value, label, number in counted]
    rows.sort(key=lambda row: (-row[2], row[1]))
    chosen = chosen_values(filters, name)
    asks_for_all = name in filters.form.cleaned_data["all"]
    rows = rows[:MOST] + [row for row in rows[MOST:] if row[0] in chosen]
    missing = chosen.keys() - {row[0] for row in rows}
    rows += [(value, chosen[value], 0) for value in sorted(missing)]
    options, address_with = [], changing(params, name)
    for value, label, number in rows:
        others = [other for other in chosen if other != value]
        if value in chosen:
            address = address_with(others)
        else:
            address = address_with([*others, value] if asks_for_all else [value])
        options.append(Option(value, label, number, value in chosen, address))
    return Facet(name, str(filters.filters[name].label), options, name in SEVERAL, asks_for_all)


def chosen_values(filters: MeetingFilter, name: str) -> dict[str, str]:
    """What was chosen in a filter: the value in the address and what readers call it."""
    chosen = filters.form.cleaned_data[name] or ()
    if name in RECORDS:
        return {getattr(record, RECORDS[name]): str(record) for record in chosen}
    return {code: label_of(name, code) for code in chosen}


def bars(filters: MeetingFilter, params: QueryDict, counted: list[Counted]) -> list[Bar]:
    """Every year from the first to the last with a meeting, the newest first; choosing one drops any other date."""
    counts: Counter[int] = Counter()
    for value, _label, number in counted:
        first, last = map(int, value.split("-"))
        counts.update(dict.fromkeys(range(first, last + 1), number))
    if not counts:
        return []
    fullest = max(counts.values())
    chosen = _chosen_years(filters)
    no_dates = dict.fromkeys(DATE_FILTERS, "")
    return [
        Bar(
            year,
            counts[year],
            -(-100 * counts[year] // fullest),
            year in chosen,
            changed(params, **no_dates if chosen == range(year, year + 1) else no_dates | {"year": year}),
        )
        for year in range(max(counts), min(counts) - 1, -1)
    ]


def _chosen_years(filters: MeetingFilter) -> range:
    """The years that the dates in force lie in."""
    chosen = filters.form.cleaned_data
    if chosen["year"]:
        return range(int(chosen["year"]), int(chosen["year"]) + 1)
    if not chosen["from"] and not chosen["to"]:
        return range(0)
    first = chosen["from"].first.year if chosen["from"] else MINYEAR
    last = chosen["to"].last.year if chosen["to"] else MAXYEAR
    return range(first, last + 1)


def label_of(name: str, value: str, label: str = "") -> str:
    """What readers call a value in the address; `label` is the name that the database has for it."""
    if name == "post":
        return f"{Role(value.partition('.')[2]).label}, {label}"
    if label:
        return label
    if name == "language":
        return language_name(value)
    return str(dict(WORDS.get(name, ())).get(value, value))


def language_name(code: str) -> str:
    """The name of a language in the language of the page."""
    return Locale.parse(get_language() or "en").languages.get(code, code)


def changed(params: QueryDict, **changes) -> str:
    """The address with these parts changed or, if empty, taken out; always from the first page on."""
    parts = _parts(params)
    for name, value in changes.items():
        parts[name] = value if isinstance(value, list) else [value]
    return f"?{_encoded(parts)}"


def changing(params: QueryDict, name: str) -> Callable[[list[str]], str]:
    """The same for one part that is changed many times: what stands before and after it is written once."""
    parts = _parts(params)
    names = list(parts)
    place = names.index(name) if name in parts else len(names)
    before, after = (_encoded({other: parts[other] for other in some}) for some in (names[:place], names[place + 1 :]))
    return lambda values: "?" + "&".join(filter(None, (before, _encoded({name: values}), after)))


def _parts(params: QueryDict) -> dict[str, list[str]]:
    return {name: values for name, values in params.lists() if name in MeetingFilter.base_filters}


def _encoded(parts: dict[str, list[str]]) -> str:
    return urlencode([(name, value) for name, values in parts.items() for value in values if value])
