"""The sentences that a fact rests on, each once however many of its words say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from articles.models import Article, Evidence, Fact
from articles.passages import Passage, passage, sentence_span


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a fact stands. No passage: the source has changed and no longer says so."""

    article: Article
    quote: str
    passage: Passage | None
    start: int


def sentences_of(fact: Fact) -> list[Sentence]:
    """In the order of articles and text. The fact comes with its evidence and their articles."""
    return list(_sentences(list(fact.evidence.all())))


def _sentences(evidence: list[Evidence]) -> Iterator[Sentence]:
    told: dict[tuple, list[Evidence]] = {}
    for piece in evidence:
        if piece.is_gone:
            yield Sentence(piece.article, piece.quote, None, piece.start)
        else:
            sentence = sentence_span(piece.article.full_text, piece.start, piece.end)
            told.setdefault((piece.article_id, sentence), []).append(piece)
    for pieces in told.values():
        first = pieces[0]
        spans = [(piece.start, piece.end) for piece in pieces]
        yield Sentence(first.article, first.quote, passage(first.article.full_text, spans), first.start)
