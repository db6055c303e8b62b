"""Facts and the sentences that they rest on, laid out to be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .marking import KIND
from .models import Article, Evidence, Fact
from .models.choices import Aspect, Origin, Status
from .passages import Mark, Passage, Span, passage_of, sentence_span

SURE = 0.7  # confidence under which the page says that the machine is not sure
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

    @property
    def is_unsure(self) -> bool:
        """Whether the machine itself doubts it and no editor has looked at it."""
        fact = self.fact
        return fact.origin == Origin.MACHINE and fact.status == Status.PROPOSED and fact.confidence < SURE


@dataclass(slots=True)
class Note:
    """A numbered sentence that several facts rest on, every one of them marked in it."""

    number: int
    proof: Proof


class Proofs:
    """The sentences of a meeting's articles that its facts rest on. The facts come with their evidence fetched."""

    def __init__(self, facts: Iterable[Fact], articles: dict[int, Article], language: str) -> None:
        self.articles, self.language = articles, language
        self._evidence: dict[int, dict[int, dict[Span, list[Evidence]]]] = {}
        self._facts_in: Counter[tuple[int, Span]] = Counter()
        for fact in facts:
            self._evidence[fact.pk] = by_article = self._sentences(fact)
            if fact.aspect in (Aspect.TOPIC, Aspect.AGREEMENT):
                self._facts_in.update((pk, sentence) for pk, sentences in by_article.items() for sentence in sentences)

    def _sentences(self, fact: Fact) -> dict[int, dict[Span, list[Evidence]]]:
        """By article and sentence; an article that no longer says so has no sentence."""
        found: dict[int, dict[Span, list[Evidence]]] = defaultdict(lambda: defaultdict(list))
        for evidence in fact.evidence.all():
            sentences = found[evidence.article_id]
            if not evidence.is_gone:
                text = self.articles[evidence.article_id].full_text
                sentences[sentence_span(text, evidence.start, evidence.end)].append(evidence)
        return found

    def claim(self, fact: Fact) -> Claim:
        """A fact with its sentences, those in the reader's language first."""
        proofs = [self._proof(fact, pk, sentences) for pk, sentences in self._evidence[fact.pk].items()]
        order = {pk: place for place, pk in enumerate(self.articles)}
        proofs.sort(key=lambda proof: (proof.article.language != self.language, order[proof.article.pk]))
        return Claim(fact, proofs)

    def _proof(self, fact: Fact, article_id: int, sentences: dict[Span, list[Evidence]]) -> Proof:
        article = self.articles[article_id]
        if not sentences:
            gone = next(evidence for evidence in fact.evidence.all() if evidence.article_id == article_id)
            return Proof(article, None, gone.quote)
        best = min(sentences, key=lambda sentence: (-self._weight(article, sentence, sentences[sentence]), sentence))
        marks = [Mark(evidence.start, evidence.end, "mark") for evidence in sentences[best]]
        # A statement's evidence is the sentence itself: there is nothing in it to point at.
        shown = passage_of(article.full_text, *best, marks, points=fact.aspect != Aspect.STATEMENT)
        return Proof(article, shown, sentences[best][0].quote, len(sentences) - 1)

    def _weight(self, article: Article, sentence: Span, evidence: list[Evidence]) -> float:
        """How telling a sentence is: much on this, little on other things; a headline only names it."""
        share = len(evidence) / max(self._facts_in[article.pk, sentence], 1)
        headlines = [zone for zone in article.zones if zone[0] == "headline"]
        is_headline = any(start <= sentence[0] and sentence[1] <= end for _kind, start, end in headlines)
        return share / 4 if is_headline else share

    def numbered(self, claims: Iterable[Claim]) -> list[Note]:
        """As few sentences of each article as say all that it says of these claims; each claim gets their numbers."""
        claims = list(claims)
        notes: list[Note] = []
        for article_id, article in self.articles.items():
            said: dict[Span, list[tuple[Claim, Evidence]]] = defaultdict(list)
            for claim in claims:
                for sentence, evidence in self._evidence[claim.fact.pk].get(article_id, {}).items():
                    said[sentence] += [(claim, piece) for piece in evidence]
            for sentence in _fewest(said):
                marks = [Mark(e.start, e.end, KIND[claim.fact.aspect]) for claim, e in said[sentence]]
                notes.append(Note(len(notes) + 1, Proof(article, passage_of(article.full_text, *sentence, marks), "")))
                for claim in {claim.fact.pk: claim for claim, _ in said[sentence]}.values():
                    claim.numbers.append(len(notes))
        return notes


def _fewest(said: dict[Span, list[tuple[Claim, Evidence]]]) -> list[Span]:
    """The sentence that says most, then the one that adds most to it, and so on; in the order of the text."""
    about = {sentence: {claim.fact.pk for claim, _ in claims} for sentence, claims in said.items()}
    missing = set().union(*about.values())
    chosen = []
    while missing:
        best = min(about, key=lambda sentence: (-len(missing & about[sentence]), sentence))
        missing -= about[best]
        chosen.append(best)
    return sorted(chosen)
