"""Reference data into the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.conf import settings

from articles.extraction.text import fold
from articles.models import Country, Official, OfficialName, Tenure, Topic
from articles.resolution.dates import bounds
from articles.resolution.slugs import slugify

from ..lock import writing
from ..rulings import described, standing
from ..slugs import settle_slugs, unsettled
from . import data
from .described import write_all


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many there are now."""

    countries: int
    topics: int
    officials: int
    tenures: int


def load_reference() -> Loaded:
    """Bring countries, topics and office holders up to date."""
    with writing():
        _load_countries()
        _load_topics()
        _load_officials(data.holders())
        write_all()
    return Loaded(Country.objects.count(), Topic.objects.count(), Official.objects.count(), Tenure.objects.count())


def ensure_reference() -> None:
    """Load once, so that `ingest` works on a database that was only migrated."""
    if not Topic.objects.exists():
        load_reference()


def _load_countries() -> None:
    states = data.country_names([language for language, _ in settings.LANGUAGES])
    organisations = data.organisation_names()
    rows = [
        Country(code=code, slug=code.lower(), kind=kind, name=names["en"], names=names)
        for kind, table in ((Country.Kind.STATE, states), (Country.Kind.ORGANISATION, organisations))
        for code, names in table.items()
    ]
    Country.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["slug", "kind", "name", "names"]
    )


def _load_topics() -> None:
    rows = [
        Topic(code=code, name=names["en"], names=names, position=position)
        for position, (code, names) in enumerate(data.topic_names().items())
    ]
    Topic.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["name", "names", "position"]
    )


def load_holders(keys: Iterable[str]) -> None:
    """Bring back office holders who had gone over into others; those give back the offices that they took over."""
    holders = data.holders()
    returning = {key: holders[key] for key in keys if key in holders}
    _load_officials(returning)
    for key, holder in returning.items():
        for term in holder.terms:
            same = Tenure.objects.filter(country=term.country, role=term.role, title=term.title, since=term.since)
            same.filter(until=term.until).exclude(official__key=key).delete()


def _load_officials(holders: dict[str, data.Holder]) -> None:
    _unite(holders, standing().people.merged)
    _ensure_countries({term.country for holder in holders.values() for term in holder.terms})
    known = {official.key: official for official in Official.objects.filter(key__in=holders)}
    # What an editor wrote of a record stands; one that is not there yet is made first and described after.
    for key in described("official").keys() & known.keys():
        del holders[key], known[key]
    new = {key: Official(key=key, slug=unsettled(key)) for key in holders.keys() - known.keys()}
    bases = {official.slug_base for official in known.values()}
    changed = [official for key, official in {**known, **new}.items() if _fill(official, holders[key])]
    Official.objects.bulk_create(new.values())
    Official.objects.bulk_update([official for official in changed if official.key in known], _FILLED, batch_size=500)
    settle_slugs(Official, bases | {official.slug_base for official in changed} if changed else ())
    _load_names({**known, **new}, holders)
    _load_tenures({**known, **new}, holders)


_FILLED = ["name", "surname", "gender", "country", "slug_base"]


def _fill(official: Official, holder: data.Holder) -> bool:
    """Whether the lists say anything else of the person than the record does."""
    said = {
        "name": holder.name,
        "surname": holder.surname,
        "gender": holder.gender,
        "country_id": holder.country,
        "slug_base": slugify(holder.name)[:200],
    }
    differs = any(getattr(official, field) != value for field, value in said.items())
    for field, value in said.items():
        setattr(official, field, value)
    return differs


def _unite(holders: dict[str, data.Holder], merged: Mapping[str, str]) -> None:
    """Give what the lists say of someone whom an editor declared to be another to that one."""
    for key in sorted(holders.keys() & merged.keys()):
        absorbed, stays = holders.pop(key), merged[key]
        official = Official.objects.filter(key=stays).first()
        if stays not in holders and official:
            holders[stays] = data.Holder(official.name, official.country_id, official.surname, official.gender)
        if stays in holders:
            holders[stays].aliases += [absorbed.name, *absorbed.aliases]
            holders[stays].terms += absorbed.terms


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
