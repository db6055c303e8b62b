"""Atom 1.0 (RFC 4287) with the links of a paged feed (RFC 5005, section 3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from articles.xml import legal

CONTENT_TYPE = Atom1Feed.content_type
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """`address` is whole, and the entry's id. `summary` is HTML; `topics` are its categories."""

    title: str
    address: str
    updated: datetime
    summary: str
    published: datetime | None = None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """`page` is the page that it follows; `links` are those of its other pages by relation ("next", "last")."""

    title: str
    page: str
    address: str
    entries: Iterable[Entry]
    links: Mapping[str, str]

    def write(self) -> str:
        made = _Paged(
            legal(self.title),
            self.page,
            "",
            feed_url=self.address,
            language=get_language(),
            author_name=settings.ARCHIVE_TITLE,
            feed_copyright=settings.ARCHIVE_LICENCE,
            links=self.links,
        )
        for entry in self.entries:
            made.add_item(
                legal(entry.title),
                entry.address,
                legal(entry.summary),
                unique_id=entry.address,
                pubdate=entry.published,
                updateddate=entry.updated,
                categories=[legal(topic) for topic in entry.topics],
            )
        return made.writeString("utf-8")


class _Paged(Atom1Feed):
    def root_attributes(self) -> dict:
        # Relative addresses in the summaries count from here.
        return super().root_attributes() | {"xml:base": self.feed["feed_url"]}

    def add_root_elements(self, handler) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["links"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address, "type": "application/atom+xml"})

    def latest_post_date(self) -> datetime:
        """The newest entry's; a feed without entries never changed (Django would say that it changed just now)."""
        return max((item["updateddate"] for item in self.items), default=_NEVER)
