"""Facts and the sentences that they rest on, laid out to be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .marking import KIND
from .models import Article, Evidence, Fact
from .models.choices import Aspect
from .passages import Mark, Passage, passage, passage_of, sentence_span

SHOWN = 4  # numbered sentences in view; the rest unfolds


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence of an article that says so. No passage: the article has changed and no longer does."""

    article: Article
    passage: Passage | None
    quote: str
    more: int = 0  # further sentences of the same article that say so too

    @property
    def address(self) -> str:
        page = self.article.get_absolute_url()
        return f"{page}#c{self.passage.start}" if self.passage else page


@dataclass(slots=True)
class Claim:
    """A fact and its proofs, one an article. `note` is what else the archive knows of what the fact names."""

    fact: Fact
    proofs: list[Proof]
    note: dict = field(default_factory=dict)
    numbers: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Note:
    """A numbered sentence that several facts rest on, every one of them marked in it."""

    number: int
    proof: Proof
    claims: list[Claim]


def claim_of(fact: Fact, articles: dict[int, Article]) -> Claim:
    """A fact with its sentences. The fact comes with its evidence fetched."""
    by_article = defaultdict(list)
    for evidence in fact.evidence.all():
        by_article[evidence.article_id].append(evidence)
    return Claim(fact, [_proof(articles[pk], evidence, fact.aspect) for pk, evidence in by_article.items()])


def _proof(article: Article, evidence: list[Evidence], aspect: str) -> Proof:
    standing = [(e.start, e.end) for e in evidence if not e.is_gone]
    if not standing:
        return Proof(article, None, evidence[0].quote)
    # A statement's evidence is the sentence itself: there is nothing in it to point at.
    shown = passage(article.full_text, standing, points=aspect != Aspect.STATEMENT)
    sentences = {sentence_span(article.full_text, *span) for span in standing}
    return Proof(article, shown, evidence[0].quote, len(sentences) - 1)


def numbered(claims: Iterable[Claim], articles: dict[int, Article]) -> list[Note]:
    """As few sentences of each article as say all that it says of these claims; each claim gets their numbers."""
    spans: dict[int, dict] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        for evidence in claim.fact.evidence.all():
            if not evidence.is_gone:
                sentence = sentence_span(articles[evidence.article_id].full_text, evidence.start, evidence.end)
                spans[evidence.article_id][sentence].append((claim, evidence))
    notes: list[Note] = []
    for article_id, article in articles.items():
        for sentence, said in _fewest(spans[article_id]):
            marks = [Mark(evidence.start, evidence.end, KIND[claim.fact.aspect]) for claim, evidence in said]
            about = list({claim.fact.pk: claim for claim, _ in said}.values())
            proof = Proof(article, passage_of(article.full_text, *sentence, marks), "")
            notes.append(Note(len(notes) + 1, proof, about))
            for claim in about:
                claim.numbers.append(len(notes))
    return notes


def _fewest(sentences: dict) -> list[tuple]:
    """The sentence that says most, then the one that adds most to it, and so on; in the order of the text."""
    missing = {claim.fact.pk for said in sentences.values() for claim, _ in said}
    chosen = []
    while missing:
        best = min(sentences, key=lambda s: (-len(missing & {c.fact.pk for c, _ in sentences[s]}), s))
        missing -= {claim.fact.pk for claim, _ in sentences[best]}
        chosen.append(best)
    return [(sentence, sentences[sentence]) for sentence in sorted(chosen)]
