"""Records as plain data for programs, the same in the API and in downloads: a call with its evidence, an official ...

`absolute` makes an address of this archive whole: "/calls/x/" becomes "https://archive.example.org/calls/x/".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .ingest.export import as_dict
from .models import Agreement, Article, Country, Meeting, Official, Topic

Absolute = Callable[[str], str]


def call(meeting: Meeting, absolute: Absolute) -> dict[str, Any]:
    said = as_dict(meeting)
    pages = {account.article.source_id: account.article.get_absolute_url() for account in meeting.accounts.all()}
    return said | {
        "page": absolute(meeting.get_absolute_url()),
        "earliest": meeting.date_earliest and meeting.date_earliest.isoformat(),
        "latest": meeting.date_latest and meeting.date_latest.isoformat(),
        "articles": [a | {"page": absolute(pages[a["id"]])} for a in said["articles"]],
    }


def official(official: Official, absolute: Absolute) -> dict[str, Any]:
    return {
        "id": official.slug,
        "key": official.key,
        "page": absolute(official.get_absolute_url()),
        "name": official.name,
        "names": [alias.name for alias in official.aliases.all()],
        "country": official.country_id,
        "tenures": [
            {
                "country": tenure.country_id,
                "role": tenure.role,
                "title": tenure.title,
                "since": tenure.since,
                "until": tenure.until,
                "acting": tenure.acting,
            }
            for tenure in official.tenures.all()
        ],
    }


def country(country: Country, absolute: Absolute) -> dict[str, Any]:
    return _named(country, absolute) | {"id": country.code, "kind": country.kind, "aliases": country.aliases}


def agreement(agreement: Agreement, absolute: Absolute) -> dict[str, Any]:
    parties = sorted(country.code for country in agreement.parties.all())
    said = {"id": agreement.slug, "acronym": agreement.acronym, "kind": agreement.kind, "parties": parties}
    return _named(agreement, absolute) | said


def topic(topic: Topic, absolute: Absolute) -> dict[str, Any]:
    return _named(topic, absolute) | {"id": topic.code}


def article(article: Article, absolute: Absolute) -> dict[str, Any]:
    return {
        "id": article.pk,
        "page": absolute(article.get_absolute_url()),
        "source": article.source_id,
        "url": article.url or None,
        "title": article.title or article.headline,
        "publisher": article.publisher or None,
        "lang": article.language,
        "side": article.side or None,
        "published": article.published or None,
        "calls": sorted({account.meeting.slug for account in article.accounts.all() if account.meeting}),
    }


def _named(record: Country | Agreement | Topic, absolute: Absolute) -> dict[str, Any]:
    page = absolute(record.get_absolute_url())
    return {"page": page, "name": record.name, "names": record.names}
