"""Countries, officials, topics and agreements that facts name: there before the facts are stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.extraction.text import fold
from articles.models import Agreement, Country, Official, OfficialName, Topic
from articles.models.choices import Aspect, Origin
from articles.resolution import MeetingPlan
from articles.resolution.facts import PlannedFact
from articles.resolution.known import name_of
from articles.resolution.names import name_key
from articles.resolution.slugs import slugify

from .reference.described import write
from .rulings import described
from .slugs import settle_slugs, unsettled


@dataclass
class Records:
    """The rows that planned facts refer to, by what the plans call them."""

    countries: dict[str, Country] = field(default_factory=dict)
    officials: dict[str, Official] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)


def ensure_records(plans: Sequence[MeetingPlan]) -> Records:
    """Fetch what the plans name and make what is not there yet."""
    facts = [fact for plan in plans for fact in plan.facts]
    records = Records()
    records.topics = Topic.objects.in_bulk()
    records.countries = _countries(_named(facts, "country"))
    records.officials = _officials(facts, plans)
    records.agreements = _agreements(facts)
    return records


def _named(facts: Iterable[PlannedFact], what: str) -> set[str]:
    return {fact.value[what] for fact in facts if fact.value.get(what)}


def _countries(codes: set[str]) -> dict[str, Country]:
    """A party that the lists do not have goes by its code."""
    found = Country.objects.in_bulk(codes)
    new = [Country(code=code, slug=code.lower(), name=code) for code in sorted(codes - found.keys())]
    Country.objects.bulk_create(new)
    return {**found, **{country.code: country for country in new}}


def _officials(facts: Iterable[PlannedFact], plans: Sequence[MeetingPlan]) -> dict[str, Official]:
    keys = _named(facts, "official")
    found = {official.key: official for official in Official.objects.filter(key__in=keys)}
    # What the plans call people who are new; of a person who only a ruling names, the ruling says it.
    names: dict[str, set[str]] = {key: set() for key in keys - found.keys()}
    countries: dict[str, str | None] = {}
    for fact in facts:
        key = fact.value.get("official")
        if key in names and fact.value.get("name"):
            names[key].add(fact.value["name"])
            countries[key] = fact.value.get("country") or countries.get(key)
    new = [
        Official(
            key=key,
            slug=unsettled(key),
            name=best_name(key, forms),
            country_id=countries.get(key),
            origin=Origin.MACHINE,
        )
        for key, forms in sorted(names.items())
    ]
    for official in new:
        official.slug_base = slugify(official.name)[:200] or "unnamed"
    Official.objects.bulk_create(new)
    settle_slugs(Official, {official.slug_base for official in new})
    found |= {official.key: official for official in new}
    _add_names(found, plans)
    return found | {key: write("official", key, fields) for key, fields in _said_of("official", new, "key")}


def _said_of(what: str, new: Iterable[Official | Agreement], key: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """What editors wrote of records that are made anew."""
    edited = described(what) if new else {}
    return [(getattr(row, key), edited[getattr(row, key)]) for row in new if getattr(row, key) in edited]


def best_name(key: str, forms: Iterable[str]) -> str:
    """The name of the list of office holders, or else of the key's own forms the one with most diacritics."""
    own = key.partition("|")[0]
    return (
        name_of(key)
        or max(
            (form for form in forms if name_key(form) == own),
            key=lambda name: (sum(not letter.isascii() for letter in name), len(name), name),
            default=own.title(),
        )[:200]
    )


def _add_names(officials: Mapping[str, Official], plans: Sequence[MeetingPlan]) -> None:
    forms = {(person.key, form[:200]) for plan in plans for person in plan.persons for form in person.forms}
    forms |= {(key, official.name) for key, official in officials.items()}
    there = set(OfficialName.objects.filter(official__key__in=officials).values_list("official__key", "name"))
    OfficialName.objects.bulk_create(
        OfficialName(official=officials[key], name=form, folded=fold(form)[:200])
        for key, form in sorted(forms - there)
        if key in officials
    )


def _agreements(facts: Iterable[PlannedFact]) -> dict[str, Agreement]:
    said: dict[str, list[PlannedFact]] = {}
    for fact in facts:
        if fact.aspect == Aspect.AGREEMENT:
            said.setdefault(fact.value["agreement"], []).append(fact)
    found = {agreement.name: agreement for agreement in Agreement.objects.filter(name__in=said)}
    new = [_new_agreement(name, said[name]) for name in sorted(said.keys() - found.keys())]
    Agreement.objects.bulk_create(new)
    settle_slugs(Agreement, {agreement.slug_base for agreement in new})
    found |= {agreement.name: agreement for agreement in new}
    return found | {name: write("agreement", name, fields) for name, fields in _said_of("agreement", new, "name")}


def _new_agreement(name: str, facts: Sequence[PlannedFact]) -> Agreement:
    acronym = min((fact.value["acronym"] for fact in facts if fact.value.get("acronym")), default="")[:40]
    kind = min((fact.value["kind"] for fact in facts if fact.value.get("kind")), default="")[:40]
    base = slugify(acronym or name)[:200] or "unnamed"
    return Agreement(name=name, slug=unsettled(name), slug_base=base, acronym=acronym, kind=kind, origin=Origin.MACHINE)
