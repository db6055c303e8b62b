"""Every page of the archive for search engines, with the day it changed and its address in each language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.http import urlencode

from articles import registers
from articles.models import Agreement, Article, Country, Meeting, Official, Topic

MOST = 20_000  # addresses in one file; with those of the other languages it stays under the 50 MB of the protocol


class _Pages(Sitemap):
    """With `hreflang` alternates: one page has one address, and `?lang=` is that page in a language."""

    limit = MOST

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict]:
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            url["alternates"] = [
                *(
                    {"location": f"{url['location']}?{urlencode({'lang': code})}", "lang_code": code}
                    for code, _name in settings.LANGUAGES
                ),
                {"location": url["location"], "lang_code": "x-default"},
            ]
        return urls


class _Doors(_Pages):
    """The pages that are there in any archive."""

    names = (
        "home", "meeting-list", "country-list", "official-list", "agreement-list", "topic-list", "timeline", "map",
        "network", "about", "data", "feeds", "api-guide",
    )  # fmt: skip

    def items(self) -> tuple[str, ...]:
        return self.names

    def location(self, item: str) -> str:
        return reverse(item)


class _Calls(_Pages):
    def items(self) -> QuerySet:
        return Meeting.objects.published().only("slug", "changed_at").order_by("pk")

    def lastmod(self, item: Meeting) -> datetime:
        return item.changed_at

    def get_latest_lastmod(self) -> datetime | None:
        return Meeting.objects.aggregate(newest=Max("changed_at"))["newest"]


class _Articles(_Pages):
    def items(self) -> QuerySet:
        return Article.objects.only("ingested_at", "changed_at").order_by("pk")

    def lastmod(self, item: Article) -> datetime:
        return item.changed_at or item.ingested_at

    def get_latest_lastmod(self) -> datetime | None:
        newest = Article.objects.aggregate(read=Max("ingested_at"), changed=Max("changed_at"))
        return max((at for at in newest.values() if at), default=None)


class _Records(_Pages):
    """Records that a contact names; their pages change with their contacts."""

    def __init__(self, model: type) -> None:
        self.model = model

    def items(self) -> QuerySet:
        return registers.changes(self.model)

    def lastmod(self, item: Any) -> datetime:
        return item.changed

    def get_latest_lastmod(self) -> datetime | None:
        return self.items().aggregate(newest=Max("changed"))["newest"]


SECTIONS = {
    "pages": _Doors(),
    "calls": _Calls(),
    "articles": _Articles(),
    "countries": _Records(Country),
    "officials": _Records(Official),
    "agreements": _Records(Agreement),
    "topics": _Records(Topic),
}
