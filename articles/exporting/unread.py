"""Articles that gave no event, narrowed by what is known of an article without a call."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.coding import Uncoded, uncoded
from articles.filters import MeetingFilter
from articles.listing import SETTINGS, Listing, Problem
from articles.models import Article
from articles.resolution.dates import bounds
from articles.search import Query

_OF_ARTICLES = ("q", "year", "from", "to", "language")


def problems(params: QueryDict) -> list[Problem]:
    """Those of a list of calls; and a filter by what only calls have."""
    listing = Listing(params, facets=())
    if listing.problems:
        return listing.problems
    message = _("Texts without an event cannot be narrowed by this: only by words, dates of publication and language.")
    of_calls = (name for name, value in listing.form.cleaned_data.items() if value)
    return [
        Problem(name, str(listing.filters.filters[name].label or ""), message)
        for name in of_calls
        if name not in (*_OF_ARTICLES, *SETTINGS)
    ]


def records(params: QueryDict) -> Iterator[Uncoded]:
    form = MeetingFilter(params).form
    form.full_clean()
    asked = form.cleaned_data
    words = Query(asked["q"]) if asked["q"] else None
    articles = _published_within(asked, Article.objects.order_by("pk").defer("zones"))
    if asked["language"]:
        articles = articles.filter(language__in=asked["language"])
    found = uncoded(articles if words else articles.defer("zones", "text"))
    return (one for one in found if words is None or words.is_in(one.article.full_text))


def _published_within(asked: dict, articles: QuerySet[Article]) -> QuerySet[Article]:
    for name in ("year", "from", "to"):
        if asked[name]:
            first, last = bounds(str(asked[name]))
            articles = articles if name == "to" else articles.filter(published_on__gte=first)
            articles = articles if name == "from" else articles.filter(published_on__lte=last)
    return articles
