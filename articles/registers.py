"""Registers: every country, official, agreement and topic with its number of contacts, the first and the last year."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet
from django.http import Http404
from django.urls import reverse

from .extraction.text import fold
from .models import Agreement, Country, Evidence, Fact, Official, Topic
from .models.choices import Aspect

PAGE_SIZE = 100
MOST_PEOPLE = 60
MOST_STATEMENTS = 20
_NAMED_BY = {Country: Aspect.PARTY, Official: Aspect.PARTICIPANT, Agreement: Aspect.AGREEMENT, Topic: Aspect.TOPIC}


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


def countries() -> list[Country]:
    """By number of contacts, then by name in the language of the page."""
    return sorted(_with_meetings(Country.objects.all()), key=lambda country: (-country.meetings, fold(str(country))))


def officials(words: str = "") -> QuerySet:
    """Who took part in a contact; with `words`, those one of whose names has every word."""
    known = Official.objects.select_related("country")
    if words:
        known = known.filter(pk__in=Official.objects.filter(_named(words)).values("pk"))
    return _with_meetings(known).order_by("-meetings", "name")


def agreements() -> QuerySet:
    return _with_meetings(Agreement.objects.prefetch_related("parties")).order_by("-meetings", "name")


def topics() -> list[Topic]:
    return list(_with_meetings(Topic.objects.all()).order_by("position"))


def partners(country: Country) -> list[Partner]:
    """Who it was in contact with, by number of contacts."""
    meetings = Fact.objects.published().of(Aspect.PARTY).filter(country=country).values("meeting")
    others = Country.objects.exclude(pk=country.pk)
    found = _with_meetings(others, facts__meeting__in=meetings)
    found = [Partner(country, other, other.meetings) for other in found]
    return sorted(found, key=lambda partner: (-partner.meetings, fold(str(partner.country))))


def people_of(country: Country) -> list[Official]:
    """Its own people, by number of contacts."""
    return list(_with_meetings(Official.objects.filter(country=country)).order_by("-meetings", "name")[:MOST_PEOPLE])


def relationship_address(one: Country, other: Country) -> str:
    """One address for a pair, whichever comes first."""
    return reverse("relationship", args=sorted((one.slug, other.slug)))


def counterparts(official: Official) -> list[Official]:
    """The people of other countries who took part in the same contacts."""
    meetings = Fact.objects.published().of(Aspect.PARTICIPANT).filter(official=official).values("meeting")
    others = Official.objects.exclude(pk=official.pk).select_related("country")
    if official.country_id:
        others = others.filter(~Q(country=official.country_id) | Q(country=None))
    return list(_with_meetings(others, facts__meeting__in=meetings).order_by("-meetings", "name")[:MOST_PEOPLE])


def said_by(official: Official) -> list[Fact]:
    """The newest statements of an official, with the sentences they rest on."""
    statements = Fact.objects.published().of(Aspect.STATEMENT).filter(official=official).exclude(meeting__kind="")
    newest = with_sentences(statements).order_by(F("meeting__date_earliest").desc(nulls_last=True), "pk")
    return list(newest[:MOST_STATEMENTS])


def with_sentences(statements: QuerySet) -> QuerySet:
    """With meeting, speaker and evidence. The articles come without their texts: the evidence is the sentence."""
    evidence = Evidence.objects.filter(is_gone=False).select_related("article").defer("article__text")
    return statements.joined().select_related("meeting").prefetch_related(Prefetch("evidence", evidence))


def lately(model: type) -> QuerySet:
    """Records of a register with `changed`: when a contact of theirs was last entered or changed; the newest first."""
    records = _with_meetings(model.objects.all()).annotate(changed=Max("facts__meeting__changed_at"))
    return records.order_by("-changed", "pk")


def page_of(records: QuerySet, number: str | None) -> Page:
    """A page of a register; Http404 where there is none."""
    paginator = Paginator(records, PAGE_SIZE)
    number = number or "1"
    if not number.isdecimal() or not 1 <= int(number) <= paginator.num_pages:
        raise Http404
    return paginator.page(number)


def _with_meetings(records: QuerySet, **within) -> QuerySet:
    """Records that a published fact names, with `meetings`, `first` and `last`: counted where the facts are indexed."""
    named = {"facts__aspect": _NAMED_BY[records.model], "facts__published": True, "facts__meeting__kind__gt": ""}
    return records.filter(**named, **within).annotate(
        meetings=Count("facts__meeting", distinct=True),
        first=Min("facts__meeting__date_earliest"),
        last=Max("facts__meeting__date_latest"),
    )


def _named(words: str) -> Q:
    """Officials one of whose names has every word."""
    condition = Q()
    for word in fold(words).split():
        condition &= Q(aliases__folded__contains=word)
    return condition
