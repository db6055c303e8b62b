"""How many meetings each further choice would show.

Counted in the sets of `articles.index`: each facet among the meetings that pass every *other* filter. Only the names
of what can be chosen come from the database, in one query for all facets.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable
from heapq import nsmallest
from weakref import WeakKeyDictionary

from django.conf import settings
from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import get_language

from .filters import MeetingFilter
from .index import Sets
from .models import Agreement, Country, Official, Topic

DATE_FILTERS = ("year", "from", "to")
# In the order of the page. The year is the row of bars above the list.
COUNTED = (
    "country", "topic", "official", "office", "post", "agreement", "initiator", "kind", "language", "reports",
    "certainty", "review", "year",
)  # fmt: skip
NAMED = 200  # values of a facet, the most frequent first, whose names are looked up; a page shows far fewer

_TEXT = CharField()
_RECORDS: dict[str, type[Model]] = {
    "country": Country,
    "topic": Topic,
    "official": Official,
    "post": Country,
    "agreement": Agreement,
    "initiator": Country,
}

# Value in the address, label where the database knows it, number of meetings.
Counted = tuple[str, str, int]
Numbers = dict[Hashable, int]
Names = dict[tuple[str, str], tuple[str, str]]
_KNOWN: WeakKeyDictionary[Sets, dict[str, Names]] = WeakKeyDictionary()


def counted(filters: MeetingFilter, sets: Sets, names: Collection[str] = COUNTED) -> dict[str, list[Counted]]:
    """For each facet, or each of those named, what can be chosen in it, in no order."""
    numbers = {
        name: _numbers(filters, sets, name)
        for name in COUNTED
        if name in names and (name != "post" or _asks_whose(filters))
    }
    known = _names(sets, numbers)
    return {name: list(_as_shown(name, by_key, known)) for name, by_key in numbers.items()}


def _numbers(filters: MeetingFilter, sets: Sets, name: str) -> Numbers:
    """Meetings by key of the facet: the most frequent, and what was chosen."""
    among = filters.members(sets, without=_own(name, filters))
    facet, chosen = name, set()
    if name != "year":
        own = filters.filters[name]
        facet, chosen = own.facet, {own.key(choice) for choice in filters.form.cleaned_data[name] or ()}
    numbers = {key: among.intersection_cardinality(members) for key, members in sets.by(facet).items()}
    if name == "country":
        numbers.pop(settings.ARCHIVE_HOME_COUNTRY, None)
    found = {key: number for key, number in numbers.items() if number}
    if name not in _RECORDS or len(found) <= NAMED:
        return found
    shown = {*nsmallest(NAMED, found, key=lambda key: (-found[key], str(key))), *(chosen & found.keys())}
    return {key: found[key] for key in shown}


def _names(sets: Sets, numbers: dict[str, Numbers]) -> Names:
    """By model and primary key, as text: what stands in the address and what readers call the record.

    A revision of the archive names its records in one way, so each is looked up once for it.
    """
    known = _KNOWN.setdefault(sets, {}).setdefault(get_language() or "en", {})
    wanted: dict[type[Model], set] = {}
    for name, by_key in numbers.items():
        if model := _RECORDS.get(name):
            keys = {key[0] if name == "post" else key for key in by_key}
            wanted.setdefault(model, set()).update(key for key in keys if (model.__name__, str(key)) not in known)
    queries = [_named(model, keys) for model, keys in wanted.items() if keys]
    if queries:
        rows = queries[0].union(*queries[1:], all=True)
        known |= {(model, key): (address, label) for model, key, address, label in rows}
    return known


def _named(model: type[Model], keys: Collection) -> QuerySet:
    columns = {
        "of_model": Value(model.__name__, _TEXT),
        "of_key": Cast("pk", _TEXT),
        "address": Cast("code" if model is Topic else "slug", _TEXT),
        "label": Cast(F("name") if model is Official else _name_in_language(), _TEXT),
    }
    return model.objects.order_by().filter(pk__in=keys).annotate(**columns).values_list(*columns)


def _name_in_language():
    """In SQL, the name of a country, topic or agreement in the language of the page."""
    language = get_language() or "en"
    if language == "en":
        return F("name")
    return Coalesce(KeyTextTransform(language, "names"), F("name"), output_field=_TEXT)


def _as_shown(name: str, numbers: Numbers, known: Names) -> Iterable[Counted]:
    for key, number in numbers.items():
        if name == "year":
            yield "{}-{}".format(*key), "", number
        elif name == "post":
            address, label = known[Country.__name__, key[0]]
            yield f"{address}.{key[1]}", label, number
        elif name in _RECORDS:
            # One that is gone was joined to another between the reading of the sets and of the names.
            if said := known.get((_RECORDS[name].__name__, str(key))):
                yield *said, number
        else:
            yield key, "", number


def _asks_whose(filters: MeetingFilter) -> bool:
    """Whose foreign minister is a question for a reader who has chosen a country; to others it is a long list."""
    chosen = filters.form.cleaned_data
    return bool(chosen["country"] or chosen["post"])


def _own(name: str, filters: MeetingFilter) -> Iterable[str]:
    """The filters that a facet's counts leave out: its own, unless a further value is one more condition."""
    if name == "year":
        return DATE_FILTERS
    return () if name in filters.form.cleaned_data["all"] else (name,)
