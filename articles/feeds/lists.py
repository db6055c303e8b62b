"""What stands in a feed: calls, records and accounts, each as an entry."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from django.template.loader import render_to_string

from articles import registers, wording
from articles.models import Agreement, Article, Country, Meeting, Official, Topic

from .atom import Entry

Absolute = Callable[[str], str]

# Feeds of registers: by the name of their list's address, the records whose calls changed last come first.
REGISTERS: dict[str, type] = {
    "officials": Official,
    "countries": Country,
    "agreements": Agreement,
    "topics": Topic,
}


def call_entries(meetings: Iterable[Meeting], absolute: Absolute) -> list[Entry]:
    """Calls as their list shows them. They come from `Meeting.objects.for_list()`."""
    return [_call(meeting, absolute) for meeting in meetings]


def _call(meeting: Meeting, absolute: Absolute) -> Entry:
    return Entry(
        title=f"{wording.title(meeting)}, {wording.date_in_words(meeting.date_edtf)}",
        address=absolute(meeting.get_absolute_url()),
        updated=meeting.changed_at,
        summary=render_to_string("includes/_feed_call.html", {"meeting": meeting}),
        published=meeting.entered_at,
        topics=tuple(str(fact.topic) for fact in meeting.topics),
    )


def record_entries(model: type, most: int, absolute: Absolute) -> list[Entry]:
    """The records of a register whose contacts were entered or changed last."""
    return [
        Entry(
            title=str(record),
            address=absolute(record.get_absolute_url()),
            updated=record.changed,
            summary=render_to_string("includes/_feed_record.html", {"record": record}),
        )
        for record in registers.lately(model, most)
    ]


def account_entries(meeting: Meeting, absolute: Absolute) -> list[Entry]:
    """The articles that report a call, the newest in the archive first."""
    articles = [account.article for account in meeting.accounts.all()]
    articles.sort(key=lambda article: (_changed(article), article.pk), reverse=True)
    return [
        Entry(
            title=f"{wording.source_name(article)}: {article.heading}",
            address=absolute(article.get_absolute_url()),
            updated=_changed(article),
            summary=render_to_string("includes/_feed_account.html", {"article": article}),
            published=article.ingested_at,
        )
        for article in articles
    ]


def _changed(article: Article) -> datetime:
    return (article.changed_at or article.ingested_at).astimezone(UTC)
