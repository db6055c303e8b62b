"""Who is who, as far as lists of office holders and editors say."""

from __future__ import annotations

from functools import cache

from articles.extraction.offices import holders
from articles.resolution import People
from articles.resolution.names import name_key

from .rulings import Standing


def people(rulings: Standing) -> People:
    return People(holder_keys(), rulings.merged)


@cache
def holder_keys() -> frozenset[str]:
    return frozenset(name_key(holder.name) for holder in holders())
