"""Accounts of the database as resolution looks at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q

from articles.extraction.facts import Account as Reading
from articles.models import Account, Article
from articles.resolution import Cluster, People, Sighting
from articles.resolution.sighting import AccountKey

# A window longer than this is none to the database: such accounts are few, and compared one by one.
NARROW = timedelta(days=31)
NOBODY = People()  # nothing that editors said of people
_COLUMNS = (
    "pk",
    "article_id",
    "meeting_id",
    "position",
    "reading",
    "article__source_id",
    "article__language",
    "article__published_on",
    "article__side",
)


@dataclass(frozen=True, slots=True)
class Stored:
    """An account's row: its own number, that of its article and of the meeting it was given to."""

    pk: int
    article: int
    meeting: int | None
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class Witness:
    """An article's row and text."""

    pk: int
    text: str


def stored(condition: Q, people: People = NOBODY) -> dict[AccountKey, Stored]:
    """The accounts that meet a condition, without the texts of their articles."""
    found = {}
    for pk, article, meeting, position, reading, source, lang, published, side in (
        Account.objects.filter(condition).order_by().values_list(*_COLUMNS)
    ):
        sighting = Sighting((source, position), Reading.from_dict(reading), lang, published, side, people=people)
        found[sighting.key] = Stored(pk, article, meeting, sighting)
    return found


def by_keys(keys: Iterable[AccountKey], people: People = NOBODY) -> dict[AccountKey, Stored]:
    keys = set(keys)
    found = stored(Q(article__source_id__in={source for source, _ in keys}), people) if keys else {}
    return {key: row for key, row in found.items() if key in keys}


def witnesses(sources: Iterable[str]) -> dict[str, Witness]:
    """Articles by their sources' ids."""
    rows = Article.objects.filter(source_id__in=set(sources)).only("source_id", "title", "text")
    return {article.source_id: Witness(article.pk, article.full_text) for article in rows}


def with_texts(members: Cluster, texts: dict[str, Witness]) -> Cluster:
    return tuple(replace(sighting, text=texts[sighting.key[0]].text) for sighting in members)


def account_columns(sighting: Sighting) -> dict[str, object]:
    """What the database needs to know of an account to find it among others."""
    return {
        "block": sighting.block[:250],
        "party_count": len(sighting.parties),
        "window_start": start_of(sighting),
    }


def start_of(sighting: Sighting) -> date | None:
    window = sighting.window
    return window[0] if window and window[1] - window[0] <= NARROW else None
