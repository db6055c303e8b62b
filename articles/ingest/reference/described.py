"""Records of reference as editors described them: read as plain data, written from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from articles.extraction.text import fold
from articles.models import Agreement, Country, Meeting, Official, OfficialName, Tenure, Topic
from articles.models.choices import Aspect, Origin
from articles.resolution.dates import bounds
from articles.resolution.slugs import slugify

from ..rulings import described
from ..slugs import settle_slugs

Fields = Mapping[str, Any]
# The field that names a record to a ruling.
KEYS = {"official": "key", "country": "code", "topic": "code", "agreement": "name"}
MODELS = {"official": Official, "country": Country, "topic": Topic, "agreement": Agreement}
_PLAIN = {
    "official": ("name", "surname", "gender"),
    "country": ("names", "aliases"),
    "topic": ("names",),
    "agreement": ("names", "acronym", "kind"),
}
_TENURE = ("role", "title", "since", "until", "acting")


def read(record: models.Model) -> dict[str, Any]:
    """All that an editor can say of it."""
    what = record._meta.model_name
    fields = {name: getattr(record, name) for name in _PLAIN[what]}
    if what == "official":
        fields["country"] = record.country_id
        fields["aliases"] = sorted(record.aliases.values_list("name", flat=True)) if record.pk else []
        tenures = record.tenures.order_by("starts", "country", "role", "pk") if record.pk else []
        fields["tenures"] = [
            {"country": tenure.country_id, **{name: getattr(tenure, name) for name in _TENURE}} for tenure in tenures
        ]
    if what == "agreement":
        fields["parties"] = sorted(record.parties.values_list("code", flat=True)) if record.pk else []
    return fields


def write(what: str, key: str, fields: Fields) -> models.Model | None:
    """Set these fields of the record. If it is not there, one that an editor made (`is_new`) is made again.

    Any other is made by the lists or by an article that names it, and described then.
    """
    record = MODELS[what].objects.filter(**{KEYS[what]: key}).first()
    if record is None and not fields.get("is_new"):
        return None
    called = what == "official" and record is not None and (record.name, record.surname)
    record = record or _new(what, key, fields)
    for name in set(fields) & set(_PLAIN[what]):
        setattr(record, name, fields[name])
    if "country" in fields:
        record.country_id = fields["country"]
    if what in ("country", "topic") and "names" in fields:
        record.name = fields["names"].get("en") or record.name
    if what == "official":
        record.slug_base = slugify(record.name)[:200]
    record.save()
    if what == "official":
        _write_names(record, fields)
        _write_tenures(record, fields)
    if "parties" in fields:
        record.parties.set(Country.objects.filter(code__in=fields["parties"]))
    if what in ("official", "agreement"):
        settle_slugs(type(record), [record.slug_base])
        record.refresh_from_db()
    if called and called != (record.name, record.surname):
        _settle_meetings_of(record)
    return record


def write_all() -> None:
    """Bring every record to what standing descriptions say of it."""
    for what in MODELS:
        for key, fields in described(what).items():
            write(what, key, fields)


def _new(what: str, key: str, fields: Fields) -> models.Model:
    record = MODELS[what](**{KEYS[what]: key})
    if what == "official":
        record.name, record.slug, record.origin = fields.get("name", ""), f"new-{key}"[:250], Origin.EDITOR
    elif what == "agreement":
        record.slug, record.origin = f"new-{slugify(key)}"[:250], Origin.EDITOR
        record.slug_base = slugify(fields.get("acronym") or key)[:200]
    else:
        record.name = fields.get("names", {}).get("en") or key
        record.slug = slugify(key)
    return record


def _settle_meetings_of(official: Official) -> None:
    """Contacts of one day and the same parties are told apart by the surnames of who took part."""
    meetings = Meeting.objects.filter(facts__official=official, facts__aspect=Aspect.PARTICIPANT)
    settle_slugs(Meeting, meetings.order_by().values_list("slug_base", flat=True).distinct())


def _write_names(official: Official, fields: Fields) -> None:
    wanted = {official.name, *fields.get("aliases", official.aliases.values_list("name", flat=True))}
    official.aliases.exclude(name__in=wanted).delete()
    rows = [OfficialName(official=official, name=name, folded=fold(name)) for name in sorted(wanted)]
    OfficialName.objects.bulk_create(rows, ignore_conflicts=True)


def _write_tenures(official: Official, fields: Fields) -> None:
    if "tenures" not in fields:
        return
    official.tenures.all().delete()
    Tenure.objects.bulk_create(
        Tenure(
            official=official,
            country_id=term["country"],
            starts=bounds(term["since"])[0],
            ends=bounds(term["until"])[1],
            **{name: term[name] for name in _TENURE},
        )
        for term in fields["tenures"]
    )
