"""The archive worked out anew from its articles and the editors' rulings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import TypeVar

from django.db.models import Exists, OuterRef, QuerySet

from articles.extraction import Document, Extraction
from articles.models import Account, Article, Meeting
from articles.resolution.sighting import TOLD

from .archive import Reworked, rework
from .extracting import FailedExtraction, extracted
from .lock import patiently, writing
from .pipeline import Listener
from .reading import Found
from .reference import load_reference
from .rulings import standing
from .syndication import regroup
from .witnesses import Reading, store_articles

BATCH = 200
Item = TypeVar("Item")


def rebuild(*, read_again: bool = False, workers: int = 1, listener: Listener | None = None) -> Reworked:
    """Resolve every account anew; with `read_again`, read every article anew first.

    An article without any account is read in any case. Killed half way, it can simply be run again.
    """
    listener = listener or Listener()
    patiently(load_reference, listener.waiting)
    done = Reworked()
    batches = _chunks(map(_again, _to_read(read_again).iterator(BATCH)))
    to_read = ((batch, [reading.found.document for reading in batch]) for batch in batches)
    for batch, extractions in extracted(to_read, workers):
        done += patiently(lambda read=(batch, extractions): _stored(*read), listener.waiting)
        listener.step(len(batch))
    keys = Account.objects.order_by("article_id", "position").values_list("article__source_id", "position")
    # Accounts that editors gave are made from their rulings where they are not there yet.
    for batch in _chunks(chain(standing().told, keys.iterator(BATCH))):
        done += patiently(lambda accounts=batch: rework(accounts), listener.waiting)
        listener.step(len(batch))
    for batch in _chunks(Article.objects.order_by("pk").iterator(BATCH)):
        patiently(lambda articles=batch: _regrouped(articles), listener.waiting)
        listener.step(len(batch))
    return done + patiently(_without_accounts, listener.waiting)


def count_steps(*, read_again: bool = False) -> int:
    """How many articles and accounts `rebuild` will go through, more or less."""
    return _to_read(read_again).count() + Account.objects.count() + Article.objects.count()


def _to_read(read_again: bool) -> QuerySet[Article]:
    if read_again:
        return Article.objects.order_by("pk")
    was_read = Account.objects.filter(article=OuterRef("pk"), position__lt=TOLD)
    return Article.objects.exclude(Exists(was_read)).order_by("pk")


def _again(article: Article) -> Reading:
    found = Found(article.source_id, document_of(article), article.read_as, article.headline, article.byline)
    return Reading(found, again=True)


def _stored(readings: list[Reading], extractions: list[Extraction | FailedExtraction]) -> Reworked:
    """Articles on which the extractor fails stay as they were read before."""
    for reading, extraction in zip(readings, extractions, strict=True):
        reading.extraction = extraction
    readings = [reading for reading in readings if not isinstance(reading.extraction, FailedExtraction)]
    with writing():
        keys, meetings = store_articles(readings)
        return rework(keys, meetings) if keys or meetings else Reworked()


def _regrouped(articles: list[Article]) -> None:
    with writing():
        regroup(articles)


def document_of(article: Article) -> Document:
    """The document that the article was read from."""
    return Document(
        article.text,
        id=article.source_id,
        title=article.title,
        lang=None if article.language == "und" else article.language,
        published=article.published or None,
        url=article.url,
        publisher=article.publisher,
    )


def _without_accounts() -> Reworked:
    with writing():
        stranded = Meeting.objects.exclude(Exists(Account.objects.filter(meeting=OuterRef("pk"))))
        return rework((), stranded.values_list("pk", flat=True))


def _chunks(items: Iterator[Item]) -> Iterator[list[Item]]:
    while chunk := list(islice(items, BATCH)):
        yield chunk
