"""Reference data into the tables."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.conf import settings
from django.db import transaction

from articles.extraction.text import fold
from articles.models import Country, Official, OfficialName, Tenure, Topic
from articles.models.choices import Origin
from articles.resolution.dates import bounds
from articles.resolution.slugs import slugify

from ..rulings import described
from ..slugs import settle_slugs
from . import data


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many there are now."""

    countries: int
    topics: int
    officials: int
    tenures: int


@transaction.atomic
def load_reference() -> Loaded:
    """Bring countries, topics and office holders up to date."""
    _load_countries()
    _load_topics()
    _load_officials(data.holders())
    return Loaded(Country.objects.count(), Topic.objects.count(), Official.objects.count(), Tenure.objects.count())


def ensure_reference() -> None:
    """Load once, so that `ingest` works on a database that was only migrated."""
    if not Topic.objects.exists():
        load_reference()


def _load_countries() -> None:
    states = data.country_names([language for language, _ in settings.LANGUAGES])
    organisations = data.organisation_names()
    edited = described("country")
    rows = [
        Country(code=code, slug=code.lower(), kind=kind, name=names["en"], names=names)
        for kind, table in ((Country.Kind.STATE, states), (Country.Kind.ORGANISATION, organisations))
        for code, names in table.items()
        if code not in edited
    ]
    Country.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["slug", "kind", "name", "names"]
    )


def _load_topics() -> None:
    edited = described("topic")
    rows = [
        Topic(code=code, name=names["en"], names=names, position=position)
        for position, (code, names) in enumerate(data.topic_names().items())
        if code not in edited
    ]
    Topic.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["name", "names", "position"]
    )


def _load_officials(holders: dict[str, data.Holder]) -> None:
    edited = described("official")
    holders = {key: holder for key, holder in holders.items() if key not in edited}
    _ensure_countries({term.country for holder in holders.values() for term in holder.terms})
    known = {official.key: official for official in Official.objects.filter(key__in=holders)}
    new = []
    for key, holder in holders.items():
        official = known.get(key) or Official(key=key, slug=f"new-{key}"[:250], origin=Origin.MACHINE)
        official.name, official.surname, official.gender = holder.name, holder.surname, holder.gender
        official.country_id, official.slug_base = holder.country, slugify(holder.name)[:200]
        if key not in known:
            new.append(official)
    Official.objects.bulk_create(new)
    Official.objects.bulk_update(known.values(), ["name", "surname", "gender", "country", "slug_base"], batch_size=500)
    officials = {**known, **{official.key: official for official in new}}
    settle_slugs(Official, {official.slug_base for official in new})
    _load_names(officials, holders)
    _load_tenures(officials, holders)


def _load_names(officials: dict[str, Official], holders: dict[str, data.Holder]) -> None:
    rows = [
        OfficialName(official=officials[key], name=name, folded=fold(name))
        for key, holder in holders.items()
        for name in (holder.name, *holder.aliases)
    ]
    OfficialName.objects.bulk_create(rows, ignore_conflicts=True)


def _load_tenures(officials: dict[str, Official], holders: dict[str, data.Holder]) -> None:
    """Tenures that are as the lists say keep their rows."""
    wanted = {(officials[key].pk, term) for key, holder in holders.items() for term in holder.terms}
    there: dict[tuple[int, data.Term], int] = {}
    for tenure in Tenure.objects.filter(official__in=officials.values()):
        term = data.Term(tenure.country_id, tenure.role, tenure.title, tenure.since, tenure.until, tenure.acting)
        there[tenure.official_id, term] = tenure.pk
    Tenure.objects.filter(pk__in=[pk for row, pk in there.items() if row not in wanted]).delete()
    Tenure.objects.bulk_create(
        [
            Tenure(
                official_id=official,
                country_id=term.country,
                starts=bounds(term.since)[0],
                ends=bounds(term.until)[1],
                **{field: value for field, value in asdict(term).items() if field != "country"},
            )
            for official, term in sorted(wanted, key=str)
            if (official, term) not in there
        ]
    )


def _ensure_countries(codes: set[str]) -> None:
    """A party that the lists have and the names do not goes by its code."""
    Country.objects.bulk_create(
        [Country(code=code, slug=code.lower(), name=code) for code in sorted(codes)], ignore_conflicts=True
    )
