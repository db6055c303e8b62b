"""Addresses of meetings, made of what is known of them: the same in whatever order the articles came."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping

from articles.extraction.text import fold

from .dates import members
from .sighting import AccountKey

_NO_WORD = re.compile(r"[^a-z0-9]+")
MAX_PARTIES = 5


def slugify(text: str) -> str:
    """Latin letters and digits with hyphens between.

    >>> slugify("Điện đàm: Côte d’Ivoire")
    'dien-dam-cote-d-ivoire'
    """
    return _NO_WORD.sub("-", fold(text)).strip("-")


def meeting_slug(date: str, parties: Iterable[str]) -> str:
    """The date as it is known and the parties by name: `2024-12-20-united-kingdom-vietnam`."""
    day = "-or-".join(members(date)).lower() if date else "undated"
    names = sorted(slugify(party) for party in parties)
    if len(names) > MAX_PARTIES:
        names = [*names[:MAX_PARTIES], f"and-{len(names) - MAX_PARTIES}-more"]
    return "-".join([day, *names])[:180].strip("-")


def settled(bases: Mapping[str, tuple[str, str, str]]) -> dict[str, str]:
    """Distinct slugs for records that share the first of their three forms, by record.

    The forms are from short to long and the last is unique; every record of one
    base gets the same form, so that it does not matter which came first.
    """
    for form in range(2):
        if len({forms[form] for forms in bases.values()}) == len(bases):
            return {record: forms[form] for record, forms in bases.items()}
    return {record: forms[2] for record, forms in bases.items()}


def meeting_forms(base: str, surnames: Iterable[str], accounts: Iterable[AccountKey]) -> tuple[str, str, str]:
    """The three forms of a meeting's slug: alone, with surnames, with a mark made of its first account."""
    with_names = "-".join([base, *sorted({slugify(name) for name in surnames})])[:230].strip("-")
    source, position = min(accounts)
    mark = hashlib.sha256(f"{source}/{position}".encode()).hexdigest()[:8]
    return base, with_names, f"{with_names}-{mark}"
