"""Accounts that editors gave: an article tells of a meeting although the machine reads none in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from articles.models import Account, Article
from articles.resolution import Sighting
from articles.resolution.sighting import TOLD, AccountKey

from .sightings import account_columns, in_brief


def settle_told(sources: Iterable[str], told: Mapping[AccountKey, dict[str, Any]]) -> set[int]:
    """Bring these articles' accounts of that sort to what the standing rulings say.

    `told`: accounts with their sketches. Returns the meetings that lost an account. An article that is not in the
    archive yet has its account when it comes.
    """
    sources = set(sources)
    there = {
        (account.article.source_id, account.position): account
        for account in Account.objects.select_related("article").filter(
            article__source_id__in=sources, position__gte=TOLD
        )
    }
    wanted = {key: sketch for key, sketch in told.items() if key[0] in sources}
    gone = [account for key, account in there.items() if key not in wanted]
    Account.objects.filter(pk__in=[account.pk for account in gone]).delete()
    articles = {
        article.source_id: article
        for article in Article.objects.defer("text").filter(source_id__in={source for source, _ in wanted})
    }
    for key, sketch in wanted.items():
        if article := articles.get(key[0]):
            _settle(there.get(key) or Account(article=article, position=key[1]), article, sketch)
    return {account.meeting_id for account in gone if account.meeting_id}


def _settle(account: Account, article: Article, sketch: Mapping[str, Any]) -> None:
    reading = replace(in_brief(sketch), confidence=1.0)
    sighting = Sighting((article.source_id, account.position), reading, article.language, article.published_on)
    columns = {"reading": reading.as_dict(), **account_columns(sighting)}
    if account.pk is None or any(getattr(account, name) != value for name, value in columns.items()):
        for name, value in columns.items():
            setattr(account, name, value)
        account.save()
