"""Accounts of the database as resolution looks at them: in brief to find out what belongs together, then whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q

from articles.extraction.facts import Account as Reading
from articles.extraction.facts import Coded, ContactDate, Participant, Support
from articles.models import Account, Article
from articles.resolution import Cluster, People, Sighting
from articles.resolution.dates import month_day
from articles.resolution.sighting import AccountKey

# A window longer than this is none to the database.
NARROW = timedelta(days=31)
NOBODY = People()  # nothing that editors said of people
_COLUMNS = (
    "pk",
    "article_id",
    "meeting_id",
    "position",
    "sketch",
    "article__source_id",
    "article__language",
    "article__published_on",
    "article__side",
)
_UNSAID = Support((), "", 0.0)


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


def account_columns(sighting: Sighting) -> dict[str, Any]:
    """What the database needs to know of an account to find it among others, and to compare it with them."""
    account = sighting.account
    return {
        "block": sighting.block[:250],
        "party_count": len(sighting.parties),
        "window_start": start_of(sighting),
        "month_day": month_day(sighting.date),
        "sketch": {
            "kind": account.kind.code,
            "date": account.date.edtf if account.date else None,
            "date_basis": account.date.basis if account.date else None,
            "countries": [coded.code for coded in account.countries],
            "participants": [{"name": person.name, "country": person.country} for person in account.participants],
        },
    }


def start_of(sighting: Sighting) -> date | None:
    window = sighting.window
    return window[0] if window and window[1] - window[0] <= NARROW else None


def stored(condition: Q, people: People = NOBODY) -> dict[AccountKey, Stored]:
    """The accounts that meet a condition, in brief: kind, day, parties and names alone, without support and text."""
    return _rows(Account.objects.filter(condition).order_by().values_list(*_COLUMNS), people)


def stored_by_turns(condition: Q, people: People, number: int) -> Iterator[dict[AccountKey, Stored]]:
    """The same, some at a time, those that are known to be of one day first."""
    rows = Account.objects.filter(condition).order_by(F("window_start").asc(nulls_last=True), "pk")
    first = 0
    while found := _rows(rows.values_list(*_COLUMNS)[first : first + number], people):
        yield found
        first += number


def by_keys(keys: Iterable[AccountKey], people: People = NOBODY) -> dict[AccountKey, Stored]:
    keys = set(keys)
    found = stored(Q(article__source_id__in={source for source, _ in keys}), people) if keys else {}
    return {key: row for key, row in found.items() if key in keys}


def _rows(rows: Iterable[tuple], people: People) -> dict[AccountKey, Stored]:
    found = {}
    for pk, article, meeting, position, sketch, source, lang, published, side in rows:
        sighting = Sighting((source, position), in_brief(sketch), lang, published, side, people=people)
        found[sighting.key] = Stored(pk, article, meeting, sighting)
    return found


def in_brief(sketch: Mapping[str, Any]) -> Reading:
    """The reading that a sketch is of, as far as it goes."""
    return Reading(
        Coded(sketch["kind"], _UNSAID),
        ContactDate(sketch["date"], sketch["date_basis"], _UNSAID) if sketch["date"] else None,
        tuple(Participant(person["name"], "", person["country"], "", "", _UNSAID) for person in sketch["participants"]),
        tuple(Coded(code, _UNSAID) for code in sketch["countries"]),
    )


def witnesses(sources: Iterable[str]) -> dict[str, Witness]:
    """Articles by their sources' ids."""
    rows = Article.objects.filter(source_id__in=set(sources)).order_by().only("source_id", "title", "text")
    return {article.source_id: Witness(article.pk, article.full_text) for article in rows}


def whole(
    clusters: Iterable[Cluster], rows: Mapping[AccountKey, Stored], texts: Mapping[str, Witness]
) -> list[Cluster]:
    """The same clusters, every account with its full reading and the text that its spans count in."""
    clusters = list(clusters)
    pks = [rows[sighting.key].pk for members in clusters for sighting in members]
    readings = dict(Account.objects.filter(pk__in=pks).order_by().values_list("pk", "reading"))
    return [
        tuple(
            replace(
                sighting,
                account=Reading.from_dict(readings[rows[sighting.key].pk]),
                text=texts[sighting.key[0]].text,
            )
            for sighting in members
        )
        for members in clusters
    ]
