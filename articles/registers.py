"""Registers: every country, official, agreement and topic with its number of contacts, the first and the last year."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from django.core.paginator import Page, Paginator
from django.db.models import F, Max, Model, Prefetch, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from pyroaring import BitMap

from .extraction.text import fold
from .index import Register, Sets, current, with_contacts
from .models import Agreement, Country, Evidence, Fact, Meeting, Official, Topic
from .models.choices import Aspect

Dress = Callable[[QuerySet], QuerySet]

PAGE_SIZE = 100
MOST_PEOPLE = 60
MOST_STATEMENTS = 20
_NAMED_BY = {
    Country: ("party", Aspect.PARTY),
    Official: ("official", Aspect.PARTICIPANT),
    Agreement: ("agreement", Aspect.AGREEMENT),
    Topic: ("topic", Aspect.TOPIC),
}
_COLUMN = {Country: "country", Official: "official", Agreement: "agreement", Topic: "topic"}
_AT_ONCE = 500  # contacts, the newest, in which records are looked for first; then in as many more as before


@dataclass(frozen=True, slots=True)
class Partner:
    """A country that `of` was in contact with; its address is the page of the two."""

    of: Country
    country: Country
    meetings: int

    def __str__(self) -> str:
        return str(self.country)

    def get_absolute_url(self) -> str:
        return relationship_address(self.of, self.country)


def countries(sets: Sets | None = None) -> list[Country]:
    """By number of contacts, then by name in the language of the page."""
    return sorted(
        _all_of(Country, "party", sets or current()), key=lambda country: (-country.meetings, fold(str(country)))
    )


def officials(words: str = "", dress: Dress = lambda records: records, sets: Sets | None = None) -> Register:
    """Who took part in a contact; with `words`, those one of whose names has every word."""
    sets, found = sets or current(), with_name(words) if words else Official.objects.all()
    return Register(sets, sets.by("official"), found, lambda records: dress(records.select_related("country")))


def with_name(words: str) -> QuerySet:
    """Officials one of whose names has every word."""
    return Official.objects.filter(pk__in=Official.objects.filter(_named(words)).values("pk"))


def agreements(among: QuerySet | None = None, sets: Sets | None = None) -> Register:
    """Those that a contact names, or those of them that are `among` these."""
    sets, found = sets or current(), Agreement.objects.all() if among is None else among
    return Register(sets, sets.by("agreement"), found, lambda records: records.prefetch_related("parties"))


def topics(sets: Sets | None = None) -> list[Topic]:
    return sorted(_all_of(Topic, "topic", sets or current()), key=attrgetter("position"))


def partners(country: Country, sets: Sets) -> list[Partner]:
    """Who it was in contact with, by number of contacts."""
    numbers = _shared(sets, "party", country.pk)
    others = Country.objects.in_bulk(list(numbers))
    found = [Partner(country, other, numbers[code]) for code, other in others.items()]
    return sorted(found, key=lambda partner: (-partner.meetings, fold(str(partner.country))))


def people_of(country: Country, sets: Sets) -> list[Official]:
    """Its own people, by number of contacts."""
    return Register(sets, sets.by("official"), Official.objects.filter(country=country))[:MOST_PEOPLE]


def relationship_address(one: Country, other: Country) -> str:
    """One address for a pair, whichever comes first."""
    return reverse("relationship", args=sorted((one.slug, other.slug)))


def counterparts(official: Official, sets: Sets) -> list[Official]:
    """The people of other countries who took part in the same contacts; `meetings` counts those."""
    own = sets.of("official", official.pk)
    others = Official.objects.filter(pk__in=list(_shared(sets, "official", official.pk)))
    if official.country_id:
        others = others.filter(~Q(country=official.country_id) | Q(country=None))
    told = {pk: theirs & own for pk, theirs in sets.by("official").items() if theirs.intersect(own)}
    return Register(sets, told, others, lambda records: records.select_related("country"))[:MOST_PEOPLE]


def said_by(official: Official) -> list[Fact]:
    """The newest statements of an official, with the sentences they rest on."""
    statements = Fact.objects.published().of(Aspect.STATEMENT).filter(official=official).exclude(meeting__kind="")
    newest = with_sentences(statements).order_by(F("meeting__date_earliest").desc(nulls_last=True), "pk")
    return list(newest[:MOST_STATEMENTS])


def with_sentences(statements: QuerySet) -> QuerySet:
    """With meeting, speaker and evidence. The articles come without their texts: the evidence is the sentence."""
    evidence = Evidence.objects.filter(is_gone=False).select_related("article").defer("article__text")
    return statements.joined().select_related("meeting").prefetch_related(Prefetch("evidence", evidence))


def lately(model: type[Model], most: int) -> list[Model]:
    """Records of a register whose contacts were entered or changed last, the newest first, with `changed`: when."""
    sets, (facet, aspect) = current(), _NAMED_BY[model]
    facts = Fact.objects.published().of(aspect).order_by()
    told, total = sets.by(facet), len(sets.everything)
    most = min(most, len(told))
    newest = Meeting.objects.published().order_by("-changed_at", "-pk")
    changes: dict[Hashable, datetime] = {}
    ranked: list[Hashable] = []
    start, stop = 0, _AT_ONCE
    while start < total:
        among = newest[start:stop].values("pk")
        found = facts.filter(meeting__in=among).values_list(_COLUMN[model], "meeting__changed_at").distinct()
        for key, changed in found:
            changes[key] = max(changes.get(key, changed), changed)
        ranked = sorted(changes, key=lambda key: (-changes[key].timestamp(), key))[:most]
        # Records of one moment are told apart by their keys: all contacts of that moment have to be known.
        last = newest.values_list("changed_at", flat=True)[stop - 1 : stop]
        if len(ranked) == most and all(changes[key] > moment for key in ranked[-1:] for moment in last):
            break
        start, stop = stop, 2 * stop
    known = model.objects.in_bulk(ranked)
    for key, record in known.items():
        record.changed = changes[key]
    return [with_contacts(sets, known[key], told.get(key, BitMap())) for key in ranked if key in known]


def changes(model: type[Model]) -> QuerySet:
    """All records of a register with `changed`: when a contact of theirs was last entered or changed."""
    _facet, aspect = _NAMED_BY[model]
    named = {"facts__aspect": aspect, "facts__published": True, "facts__meeting__kind__gt": ""}
    return model.objects.filter(**named).annotate(changed=Max("facts__meeting__changed_at")).order_by("pk")


def page_of(records: Register, number: str | None) -> Page:
    """A page of a register; Http404 where there is none."""
    paginator = Paginator(records, PAGE_SIZE)
    number = number or "1"
    if not number.isdecimal() or not 1 <= int(number) <= paginator.num_pages:
        raise Http404
    return paginator.page(number)


def _all_of(model: type[Model], facet: str, sets: Sets) -> list[Model]:
    told = sets.by(facet)
    return [with_contacts(sets, record, told[key]) for key, record in model.objects.in_bulk(list(told)).items()]


def _shared(sets: Sets, facet: str, key: Hashable) -> dict[Hashable, int]:
    """How many meetings each other key of the facet has in common with this one; those that have none are left out."""
    own = sets.of(facet, key)
    numbers = ((other, theirs.intersection_cardinality(own)) for other, theirs in sets.by(facet).items())
    return {other: number for other, number in numbers if number and other != key}


def _named(words: str) -> Q:
    """Officials one of whose names has every word."""
    condition = Q()
    for word in fold(words).split():
        condition &= Q(aliases__folded__contains=word)
    return condition
