"""Articles and what the machine read in them, into the tables; an article's earlier texts are kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from articles.extraction import VERSION, Document, Extraction, extract
from articles.models import Account, Article, ArticleVersion, Ruling
from articles.models.choices import Verdict
from articles.resolution import Sighting
from articles.resolution.dates import is_certain
from articles.resolution.sighting import TOLD, AccountKey

from .reading import Found
from .rulings import standing
from .sides import side_of
from .sightings import account_columns
from .surroundings import Surroundings
from .syndication import regroup
from .tables import insert

NEW, CHANGED, READ_AGAIN, UNCHANGED = "new", "changed", "read again", "unchanged"
_AT_ONCE = 500
# What a reader says of an article besides its text.
_DETAILS = ("url", "publisher", "headline", "byline")


@dataclass
class Reading:
    """A document on its way in: what was read in it, the article that it is a text of, if there is one yet."""

    found: Found
    status: str = NEW
    article: Article | None = None
    extraction: Extraction | None = None
    had_accounts: bool = False
    is_told: bool = False  # an editor says that it tells of a meeting
    again: bool = False  # read although nothing changed

    @property
    def is_to_read(self) -> bool:
        return self.status != UNCHANGED

    @property
    def is_to_extract(self) -> bool:
        """To read, and it did not come with what the extractor reads in it."""
        return self.is_to_read and self.found.extraction is None

    @property
    def has_no_meeting(self) -> bool:
        return not (self.is_told or (self.extraction.accounts if self.extraction else self.had_accounts))


def fingerprint(document: Document) -> str:
    """Of all that the extractor reads."""
    return hashlib.sha256("\0".join((document.published or "", document.title, document.text)).encode()).hexdigest()


def classified(batch: Sequence[Found]) -> list[Reading]:
    """Each document with the article of the same id, and what is new of it.

    A document without an id goes by its address. One address under two ids is two articles: some publishers give
    the same one to two releases.
    """
    readings = [Reading(found) for found in batch]
    classify(readings)
    return readings


def classify(readings: Sequence[Reading]) -> None:
    """Look again: what was new may have come in since, by another run or an earlier batch."""
    documents = [reading.found.document for reading in readings]
    rows = Article.objects.defer("text", "title", "zones")
    known = {article.source_id: article for article in rows.filter(source_id__in=[d.id for d in documents])}
    places = set(Account.objects.filter(article__in=known.values()).values_list("article_id", "position"))
    coded = {article for article, position in places if position < TOLD}
    told = {article for article, position in places if position >= TOLD}
    for reading, document in zip(readings, documents, strict=True):
        reading.article = known.get(document.id)
        reading.status = _status(reading)
        reading.had_accounts = bool(reading.article) and reading.article.pk in coded
        reading.is_told = bool(reading.article) and reading.article.pk in told


def _status(reading: Reading) -> str:
    article, found = reading.article, reading.found
    if article is None:
        return NEW
    if article.content_hash != fingerprint(found.document):
        return CHANGED
    if article.extractor != VERSION or reading.again:
        return READ_AGAIN
    return CHANGED if _news(article, found) else UNCHANGED


def _news(article: Article, found: Found) -> dict[str, str]:
    """Details that differ; what a later reading leaves out stays as it was known."""
    said = _details(found)
    return {name: said[name] for name in _DETAILS if said[name] and said[name] != getattr(article, name)}


def _details(found: Found) -> dict[str, str]:
    document = found.document
    return {
        "url": document.url,
        "publisher": document.publisher,
        "headline": found.headline[:300],
        "byline": found.byline[:200],
    }


def store_articles(
    readings: Sequence[Reading], read: Callable[[Document], Extraction] = extract
) -> tuple[set[AccountKey], set[int]]:
    """Store what is new or changed; returns the accounts to resolve anew and meetings that may have lost one.

    To be called in a writer's turn. What another run has stored meanwhile is new no more, what it has changed may
    have to be read after all.
    """
    classify(readings)
    readings = [reading for reading in readings if reading.is_to_read]
    for reading in readings:
        reading.extraction = reading.extraction or read(reading.found.document)
    now = timezone.now()
    old = [reading for reading in readings if reading.article]
    keys, meetings = _surroundings_of(reading.article for reading in old)
    _keep_versions([reading for reading in old if reading.status == CHANGED], now)
    new = [reading for reading in readings if not reading.article]
    for reading in readings:
        _fill(reading, now)
    Article.objects.bulk_create([reading.article for reading in new], batch_size=_AT_ONCE)
    Article.objects.bulk_update([reading.article for reading in old], _FILLED, batch_size=_AT_ONCE)
    _store_accounts(readings)
    regroup([reading.article for reading in readings])
    keys |= {
        (reading.found.document.id, position)
        for reading in readings
        for position in range(len(reading.extraction.accounts))
    }
    return keys | _told({reading.found.document.id for reading in new}), meetings


def _told(sources: set[str]) -> set[AccountKey]:
    """Accounts that editors gave articles of which the archive has the rulings before the texts."""
    rulings = Ruling.objects.standing().filter(verdict=Verdict.TELLS)
    subjects = rulings.values_list("subject", flat=True) if sources else ()
    return {(source, position) for subject in subjects for source, position in subject if source in sources}


def _surroundings_of(articles: Iterable[Article]) -> tuple[set[AccountKey], set[int]]:
    """Accounts that what these articles say may have had to do with, and the meetings that they stand in."""
    accounts = Account.objects.filter(article__in=list(articles))
    rows = list(accounts.values_list("article__source_id", "position", "meeting_id"))
    if not rows:
        return set(), set()
    surroundings = Surroundings(standing())
    surroundings.reach((source, position) for source, position, _ in rows)
    return surroundings.exact, {meeting for *_, meeting in rows if meeting}


def _keep_versions(readings: Iterable[Reading], now: datetime) -> None:
    changed = [
        reading.article for reading in readings if reading.article.content_hash != fingerprint(reading.found.document)
    ]
    ArticleVersion.objects.bulk_create(
        ArticleVersion(
            article=article,
            content_hash=article.content_hash,
            title=article.title,
            text=article.text,
            published=article.published,
            ingested_at=article.changed_at or article.ingested_at,
            replaced_at=now,
        )
        for article in changed
    )
    for article in changed:
        article.changed_at = now


_FILLED = [
    "content_hash",
    "title",
    "text",
    "published",
    "published_on",
    *_DETAILS,
    "language",
    "side",
    "read_as",
    "changed_at",
    "extractor",
    "skipped",
    "zones",
]


def _fill(reading: Reading, now: datetime) -> None:
    document, extraction = reading.found.document, reading.extraction
    if reading.article is None:
        reading.article = Article(source_id=document.id, ingested_at=now)
    article = reading.article
    for name, value in _news(article, reading.found).items():
        setattr(article, name, value)
    article.content_hash = fingerprint(document)
    article.title, article.text, article.published = document.title, document.text, (document.published or "")[:40]
    article.published_on = day_of(article.published)
    article.read_as = reading.found.read_as
    fill_extraction(article, extraction)


def fill_extraction(article: Article, extraction: Extraction) -> None:
    article.language, article.extractor = extraction.lang[:12], extraction.version[:40]
    article.skipped = extraction.skipped
    article.zones = extraction.as_dict()["zones"]
    article.side = side_of(article.url, article.publisher, article.language)


def day_of(published: str) -> date | None:
    """The day of an ISO 8601 date or date-time; none where only a month or a year is given."""
    return date.fromisoformat(published[:10]) if published and is_certain(published[:10]) else None


_COLUMNS = ["reading", "block", "party_count", "window_start", "month_day", "sketch"]


def _store_accounts(readings: Sequence[Reading]) -> None:
    """Accounts in place of those that the article had: the first stays the first, with the meeting it stands in."""
    rows = Account.objects.filter(article__in=[r.article for r in readings], position__lt=TOLD).defer("reading")
    there = {(account.article_id, account.position): account for account in rows}
    new, kept = [], []
    for reading in readings:
        for position, account in enumerate(reading.extraction.accounts):
            sighting = Sighting(
                (reading.found.document.id, position), account, reading.article.language, reading.article.published_on
            )
            columns = {"reading": account.as_dict(), **account_columns(sighting)}
            if row := there.pop((reading.article.pk, position), None):
                for column, value in columns.items():
                    setattr(row, column, value)
                kept.append(row)
            else:
                new.append((reading.article.pk, position, *_plain(columns)))
    Account.objects.filter(pk__in=[account.pk for account in there.values()]).delete()
    insert(Account, ["article", "position", *_COLUMNS], new)
    Account.objects.bulk_update(kept, _COLUMNS, batch_size=_AT_ONCE)


def _plain(columns: Mapping[str, Any]) -> Iterator[Any]:
    """Values of an account's columns as a table takes them."""
    for name in _COLUMNS:
        value = columns[name]
        if isinstance(value, dict):
            value = json.dumps(value)
        yield value.isoformat() if isinstance(value, date) else value
