"""One document, read once: its language, zones, tokens, and who is mentioned where.

Everything that reads facts takes a `Page` and gives back facts whose spans count in
the document's `full_text`; inside, places are token and sentence numbers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from .dates import Said, said
from .facts import Document, Span, Support, Zone
from .lexicon import Language
from .marks import Marks, mark
from .mentions import Mention, mentions
from .people import People, identify
from .stamps import Source, report_day, source_of
from .text import Mirror
from .tokens import Hit, Tokens
from .zones import zone_at, zones

# Characters that are read of a text: a hundred pages. What stands behind them is no part of any report.
LONGEST = 300_000
# Zones whose sentences report; what else a page holds is marked and not read.
TOLD = ("headline", "body")


@dataclass
class Page:
    """A document with what every rule needs to know of it."""

    document: Document
    language: Language
    mirror: Mirror
    tokens: Tokens
    zones: list[Zone]
    zone_of: list[str]
    marks: Marks
    mentions: list[Mention]
    people: People
    source: Source
    day: date | None
    # The parties of the persons of a sentence, with or without those out of office, as they are asked for.
    named_in: dict[tuple[int, bool], dict[str, Mention]] = field(default_factory=dict)

    @classmethod
    def read(cls, document: Document, language: Language) -> Page:
        mirror = Mirror.clean(document.full_text[:LONGEST])
        tokens = Tokens(mirror.text, language.abbreviations)
        found = zones(mirror.text, language.zones, len(document.title))
        zone_of = [zone_at(found, tokens.starts[last - 1]) for _, last in tokens.sentences]
        marks = mark(tokens, language)
        named = mentions(tokens, marks)
        source, day = source_of(document), report_day(document)
        told = [m for m in named if zone_of[tokens.sentence_of[m.first]] in (*TOLD, "caption")]
        people = identify(told, tokens, language, source.home, day, official=source.official)
        return cls(document, language, mirror, tokens, found, zone_of, marks, named, people, source, day)

    @cached_property
    def spokespersons(self) -> frozenset[int]:
        return self.people.spokespersons()

    @cached_property
    def sentences(self) -> list[int]:
        """Numbers of the sentences that belong to the report: headline and body."""
        return [number for number, zone in enumerate(self.zone_of) if zone in TOLD]

    @cached_property
    def subjects(self) -> list[Hit]:
        """Words of topics, from left to right."""
        return list(self.language.subjects.find(self.tokens))

    @cached_property
    def countries(self) -> dict[int, tuple[int, str]]:
        """Names of parties: first token -> the token after the name, and the party's code."""
        kinds = ("country", "short", "metonym")
        return {h.first: (h.last, h.phrase.value) for h in self.marks.parts if h.phrase.category in kinds}

    @cached_property
    def titled(self) -> set[int]:
        """Tokens of titles and of known persons."""
        kinds = ("title", "person", "honorifics")
        return {i for h in self.marks.parts if h.phrase.category in kinds for i in range(h.first, h.last)}

    @cached_property
    def dated(self) -> set[int]:
        """Tokens of expressions of time."""
        return {index for said in self.said for index in range(said.first, said.last)}

    @cached_property
    def deeds(self) -> list[Hit]:
        """Words of agreements, of speaking and of what turns away from the report, from left to right."""
        return list(self.language.deeds.find(self.tokens))

    @cached_property
    def deeds_in(self) -> dict[int, list[Hit]]:
        """The same by the number of their sentence."""
        found: dict[int, list[Hit]] = {}
        for hit in self.deeds:
            found.setdefault(self.tokens.sentence_of[hit.first], []).append(hit)
        return found

    @cached_property
    def mentions_in(self) -> dict[int, list[Mention]]:
        """Mentions by the number of their sentence, from left to right."""
        found: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(self.tokens.sentence_of[mention.first], []).append(mention)
        return found

    @cached_property
    def said(self) -> list[Said]:
        """Every expression of time, in the order of the text."""
        return said(self.tokens, self.language)

    @cached_property
    def said_in(self) -> dict[int, list[Said]]:
        """Expressions of time by the number of their sentence."""
        found: dict[int, list[Said]] = {}
        for item in self.said:
            found.setdefault(self.tokens.sentence_of[item.first], []).append(item)
        return found

    def span(self, first: int, last: int) -> Span:
        """Characters of the document's full text for the tokens `first` to `last` (excluded)."""
        return self.mirror.span(*self.tokens.span(first, last))

    def sentence_span(self, sentence: int) -> Span:
        return self.span(*self.tokens.sentences[sentence])

    def written(self, first: int, last: int) -> str:
        """The tokens as the cleaned text has them, on one line."""
        start, end = self.tokens.span(first, last)
        return " ".join(self.tokens.text[start:end].split())

    def support(self, hits: list[Hit] | list[tuple[int, int]], rule: str, confidence: float) -> Support:
        """What a fact rests on: the tokens of these hits, in order, each once."""
        places = sorted({(hit[0], hit[1]) for hit in hits})
        return Support(tuple(dict.fromkeys(self.span(*place) for place in places)), rule, confidence)
