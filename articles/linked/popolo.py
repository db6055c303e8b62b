"""Officials with their offices in Popolo (popoloproject.com, schemas of the specification): persons, organizations,
posts and memberships, each once and referring to each other by id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from articles.models import Country, Official, Tenure

Absolute = Callable[[str], str]
_PARTIAL = re.compile(r"\d{4}(-\d{2}){0,2}")  # the dates that Popolo knows


def popolo(officials: Iterable[Official], absolute: Absolute) -> dict[str, list[dict[str, Any]]]:
    """Of these officials, which come from `Official.objects.for_page()`."""
    persons, organizations, posts, memberships = [], {}, {}, []
    for official in officials:
        persons.append(_person(official, absolute))
        for number, tenure in enumerate(official.tenures.all(), 1):
            organizations[tenure.country_id] = _organization(tenure.country, absolute)
            posts[_post_id(tenure)] = _post(tenure)
            memberships.append(_membership(official, tenure, number, absolute))
    return {
        "persons": persons,
        "organizations": list(organizations.values()),
        "posts": list(posts.values()),
        "memberships": memberships,
    }


def _person(official: Official, absolute: Absolute) -> dict[str, Any]:
    page = absolute(official.get_absolute_url())
    said = {
        "id": official.slug,
        "name": official.name,
        "family_name": official.surname or None,
        "gender": official.gender or None,
        "other_names": [{"name": alias.name} for alias in official.aliases.all() if alias.name != official.name],
        "links": [{"url": page, "note": "page in the archive"}],
    }
    return {name: value for name, value in said.items() if value}


def _organization(country: Country, absolute: Absolute) -> dict[str, Any]:
    """Who an office is of: a state, as its government, or an organisation."""
    return {
        "id": country.code,
        "name": country.name,
        "classification": country.kind,
        "other_names": [{"name": name} for name in sorted(set(country.names.values()) - {country.name})],
        "identifiers": [{"scheme": "ISO 3166-1 alpha-2", "identifier": country.code}]
        if country.kind == Country.Kind.STATE
        else [],
        "links": [{"url": absolute(country.get_absolute_url()), "note": "page in the archive"}],
    }


def _post_id(tenure: Tenure) -> str:
    return f"{tenure.country_id}/{tenure.role}"


def _post(tenure: Tenure) -> dict[str, Any]:
    return {
        "id": _post_id(tenure),
        "label": f"{tenure.get_role_display()}, {tenure.country.name}",
        "role": str(tenure.get_role_display()),
        "organization_id": tenure.country_id,
    }


def _membership(official: Official, tenure: Tenure, number: int, absolute: Absolute) -> dict[str, Any]:
    said = {
        "id": f"{official.slug}/{number}",
        "label": tenure.title or None,
        "role": f"{tenure.get_role_display()}{', acting' if tenure.acting else ''}",
        "person_id": official.slug,
        "organization_id": tenure.country_id,
        "post_id": _post_id(tenure),
        "start_date": _partial(tenure.since),
        "end_date": _partial(tenure.until),
        "sources": [{"url": absolute(official.get_absolute_url())}],
    }
    return {name: value for name, value in said.items() if value}


def _partial(edtf: str) -> str | None:
    """A year, month or day; what EDTF says beyond that (about, not certain) Popolo cannot."""
    found = _PARTIAL.match(edtf or "")
    return found[0] if found and "X" not in edtf else None
