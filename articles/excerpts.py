"""For each meeting of a list, the sentence that shows why it is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q

from .extraction.text import fold
from .marking import SKIPPED
from .models import Account, Article, Evidence, Meeting
from .models.choices import Aspect
from .passages import Passage, Span, passage, sentence_span
from .search import Query

LONGEST = 260


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A sentence of an article; `weight` is how much of what was looked for stands in it."""

    article: Article
    passage: Passage
    weight: int = 0

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
    """By article: the sentence with most of the words looked for, for those articles that have any."""
    found = {}
    for article in articles:
        if article.pk not in found and (excerpt := _best(article, query)):
            found[article.pk] = excerpt
    return found


def _best(article: Article, query: Query) -> Excerpt | None:
    text = article.full_text
    spans = query.spans(text)
    if not spans:
        return None
    skipped = [(start, end) for kind, start, end in article.zones if kind in SKIPPED]
    told = [span for span in spans if not any(start <= span[0] < end for start, end in skipped)]
    weight, spans = max(_by_sentence(text, told or spans), key=lambda found: found[0])
    return Excerpt(article, passage(text, spans, LONGEST), weight)


def _by_sentence(text: str, spans: list[Span]) -> Iterator[tuple[int, list[Span]]]:
    """The spans of each sentence and how much they say: each word looked for counts, and once more next to another."""
    sentence: list[Span] = []
    right = 0
    for span in [*spans, None]:
        if span and sentence and span[0] < right:
            sentence.append(span)
            continue
        if sentence:
            words = {fold(text[start:end]) for start, end in sentence}
            together = sum(later[0] - earlier[1] <= 1 for earlier, later in pairwise(sentence))
            yield len(words) + together, sentence
        if span:
            sentence, right = [span], sentence_span(text, *span)[1]


def _by_words(meetings: list[Meeting], query: Query) -> dict[int, Excerpt]:
    accounts = list(Account.objects.filter(meeting__in=meetings).select_related("article").defer("reading"))
    found = with_words((account.article for account in accounts), query)
    by_meeting: dict[int, Excerpt] = {}
    for account in accounts:
        excerpt, best = found.get(account.article_id), by_meeting.get(account.meeting_id)
        if excerpt and (best is None or excerpt.weight > best.weight):
            by_meeting[account.meeting_id] = excerpt
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
