"""Made-up contacts into the tables, the way that all meetings go; only what belongs together is known beforehand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from articles.extraction.facts import Account as Reported
from articles.ingest.lock import writing
from articles.ingest.reading import Found
from articles.ingest.sightings import Stored, witnesses
from articles.ingest.storing import store
from articles.ingest.witnesses import Reading, store_articles
from articles.models import Account, Article
from articles.resolution import People, Sighting, plan

from .calls import Call
from .texts import told

_AT_ONCE = 500


def generate(calls: Iterable[Call], progress: Callable[[int], object]) -> None:
    """Store these contacts, some hundred a transaction."""
    calls = iter(calls)
    while some := list(islice(calls, _AT_ONCE)):
        with writing():
            _store(some)
        progress(len(some))


def _store(calls: Sequence[Call]) -> None:
    reports = [told(call) for call in calls]
    readings = [
        Reading(Found(document.id, document, "generated"), extraction=extraction)
        for report in reports
        for document, extraction in report
    ]
    store_articles(readings)
    articles = {reading.found.document.id: reading.article for reading in readings}
    accounts = dict(Account.objects.filter(article__in=articles.values()).values_list("article_id", "pk"))
    rows, clusters = {}, []
    for report in reports:
        sightings = [_sighting(document.id, extraction.accounts[0], articles) for document, extraction in report]
        clusters.append(tuple(sorted(sightings, key=lambda sighting: sighting.key)))
        for sighting in sightings:
            article = articles[sighting.key[0]]
            rows[sighting.key] = Stored(accounts[article.pk], article.pk, None, sighting)
    store([plan(members, People()) for members in clusters], rows, witnesses(articles), set())


def _sighting(source: str, account: Reported, articles: dict[str, Article]) -> Sighting:
    article = articles[source]
    return Sighting((source, 0), account, article.language, article.published_on, article.side, article.full_text)
