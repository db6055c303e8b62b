"""The facts of an article in its text: a mark for each stretch that a fact rests on."""

from __future__ import annotations

from collections.abc import Iterable

from .models import Article, Evidence
from .models.choices import Aspect
from .passages import Mark, Piece, cut

# The kind of mark, which is also the class it is drawn with. What has none (the kind of
# contact, who asked) is said in words that a mark would only repeat.
KIND = {
    Aspect.PARTICIPANT: "who",
    Aspect.PARTY: "who",
    Aspect.DATE: "when",
    Aspect.TOPIC: "what",
    Aspect.AGREEMENT: "deal",
    Aspect.INITIATOR: "asked",
    Aspect.KIND: "asked",
    Aspect.STATEMENT: "said",
}
SKIPPED = ("caption", "boilerplate", "related")


def marked(evidence: Iterable[tuple[str, Evidence]]) -> list[Mark]:
    """A mark for each piece of evidence that still stands in its article."""
    return [Mark(piece.start, piece.end, KIND[aspect]) for aspect, piece in evidence if not piece.is_gone]


def pieces_of(article: Article, marks: list[Mark], longest: int | None = None) -> list[Piece]:
    """The text in pieces, with what the extractor skipped told apart; no more than `longest` characters."""
    zones = [Mark(start, end, kind) for kind, start, end in article.zones if kind in SKIPPED]
    text = article.full_text
    end = len(text) if longest is None or len(text) <= longest else text.rfind(" ", 0, longest)
    return cut(text, marks, zones, end=max(end, 0))


def article_pieces(article: Article) -> list[Piece]:
    """The whole text with every published fact that rests on it."""
    evidence = Evidence.objects.filter(article=article, fact__published=True).select_related("fact")
    return pieces_of(article, marked((piece.fact.aspect, piece) for piece in evidence))
