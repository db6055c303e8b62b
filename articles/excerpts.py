"""For each meeting of a list, the sentence that shows why it is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from .models import Account, Article, Evidence, Meeting
from .models.choices import Aspect
from .passages import Passage, passage
from .search import Query

LONGEST = 260


@dataclass(frozen=True, slots=True)
class Excerpt:
    article: Article
    passage: Passage

    @property
    def address(self) -> str:
        return f"{self.article.get_absolute_url()}#c{self.passage.start}"


def excerpts(meetings: Iterable[Meeting], wanted: dict) -> dict[int, Excerpt]:
    """By meeting: a sentence with the words looked for, or else one on the topic or agreement chosen."""
    meetings = list(meetings)
    if wanted.get("q"):
        return _by_words(meetings, Query(wanted["q"]))
    named = Q(fact__aspect=Aspect.TOPIC, fact__topic__in=wanted.get("topic") or ())
    named |= Q(fact__aspect=Aspect.AGREEMENT, fact__agreement__in=wanted.get("agreement") or ())
    if not wanted.get("topic") and not wanted.get("agreement"):
        return {}
    return _with_facts(meetings, named)


def with_words(articles: Iterable[Article], query: Query) -> dict[int, Excerpt]:
    """By article: the first sentence with the words looked for, for those articles that have any."""
    found = {}
    for article in articles:
        if article.pk not in found and (spans := query.spans(article.full_text)):
            found[article.pk] = Excerpt(article, passage(article.full_text, spans, LONGEST))
    return found


def _by_words(meetings: list[Meeting], query: Query) -> dict[int, Excerpt]:
    accounts = list(Account.objects.filter(meeting__in=meetings).select_related("article").defer("reading"))
    found = with_words((account.article for account in accounts), query)
    by_meeting = {}
    for account in accounts:
        if account.article_id in found:
            by_meeting.setdefault(account.meeting_id, found[account.article_id])
    return by_meeting


def _with_facts(meetings: list[Meeting], named: Q) -> dict[int, Excerpt]:
    """The first piece of evidence of the surest fact."""
    evidence = (
        Evidence.objects.filter(named, fact__published=True, fact__meeting__in=meetings, is_gone=False)
        .select_related("article", "fact")
        .order_by("-fact__confidence", "article", "start")
    )
    spans = defaultdict(list)
    first = {}
    for piece in evidence:
        key = piece.fact.meeting_id, piece.article_id
        first.setdefault(piece.fact.meeting_id, piece)
        spans[key].append((piece.start, piece.end))
    return {
        meeting_id: Excerpt(
            piece.article, passage(piece.article.full_text, spans[meeting_id, piece.article_id], LONGEST)
        )
        for meeting_id, piece in first.items()
    }
