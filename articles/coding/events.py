"""The events of a meeting: that it was held, and the invitations and visits agreed on in it.

A meeting comes with its published facts, their evidence and its accounts (`articles.ingest.export.whole`); nothing
here asks the database for more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from articles.models import Article, Evidence, Fact, Meeting
from articles.models.choices import Aspect
from articles.passages import passage
from articles.promises import VISITS, held_out

from . import codebook
from .codebook import Code

WIDEST = timedelta(days=31)  # between the first and the last day that an event may have taken place on


@dataclass(frozen=True, slots=True)
class Sentence:
    """`article.full_text[start:end]` is `text`: what an event rests on. A long one is shortened, as on the pages."""

    article: Article
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Actor:
    """A party to an event, and who took part for it."""

    party: Fact
    people: tuple[Fact, ...]

    @property
    def code(self) -> str:
        """As the archive writes it: alpha-2, or the code of an organisation."""
        return self.party.country_id

    @property
    def name(self) -> str:
        return self.party.country.name


@dataclass(frozen=True, slots=True)
class Event:
    """`id` lasts: it is made of the call's address and of what the event is, not of what else is coded.

    Without recipients all parties do the same: they spoke with one another, they agreed to meet.
    """

    id: str
    meeting: Meeting
    code: Code
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    contexts: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    phrase: str
    confidence: float

    @property
    def parties(self) -> tuple[Actor, ...]:
        return (*self.actors, *self.recipients)

    @property
    def articles(self) -> list[Article]:
        """Those that report the contact."""
        return articles_of(self.meeting)


def why_uncoded(meeting: Meeting) -> str:
    """Why a meeting gives no event; empty if it does."""
    if not meeting.kind:
        return "ruled_out"
    if codebook.contact(meeting.kind) is None:
        return "kind"
    if meeting.date_earliest is None or meeting.date_latest - meeting.date_earliest > WIDEST:
        return "undated"
    return "one_party" if len(meeting.said_of(Aspect.PARTY)) < 2 else ""


def events(meeting: Meeting) -> list[Event]:
    """The contact first, then what was held out in it, by who did so; none if the meeting is not coded."""
    return [] if why_uncoded(meeting) else [_contact(meeting), *_promises(meeting)]


def articles_of(meeting: Meeting) -> list[Article]:
    return sorted({account.article for account in meeting.accounts.all()}, key=lambda article: article.source_id)


def _contact(meeting: Meeting) -> Event:
    code = codebook.contact(meeting.kind)
    said = _standing(meeting.said_of(Aspect.KIND))
    evidence = [*(said or _standing(meeting.said_of(Aspect.PARTY))), *_standing(meeting.said_of(Aspect.DATE))]
    topics = sorted(fact.topic_id for fact in meeting.topics)
    return Event(
        id=f"{meeting.slug}.{code.event}",
        meeting=meeting,
        code=code,
        actors=tuple(_actors(meeting).values()),
        recipients=(),
        contexts=tuple(codebook.contexts(topics)),
        sentences=_sentences(meeting, evidence),
        phrase=said[0].quote if said else "",
        confidence=meeting.confidence,
    )


def _promises(meeting: Meeting) -> list[Event]:
    """One for all that the same parties held out: however often, in however many articles."""
    code, actors = codebook.promise(), _actors(meeting)
    made: dict[tuple[str, ...], list[tuple[Fact, Evidence]]] = defaultdict(list)
    for said in _said_together(meeting, actors).values():
        made[tuple(sorted({party for party, *_ in said}))] += [(fact, piece) for _, fact, piece in said]
    return [
        Event(
            id=f"{meeting.slug}.{code.event}.{'-'.join(parties)}",
            meeting=meeting,
            code=code,
            actors=tuple(actors[party] for party in parties),
            recipients=tuple(actor for party, actor in actors.items() if party not in parties),
            contexts=tuple(codebook.promise_contexts()),
            sentences=_sentences(meeting, [piece for _, piece in said]),
            phrase="",
            confidence=max(fact.confidence for fact, _ in said),
        )
        for parties, said in sorted(made.items())
    ]


def _said_together(
    meeting: Meeting, actors: dict[str, Actor]
) -> dict[tuple[int, int], list[tuple[str, Fact, Evidence]]]:
    """Promises by the sentence that they stand in, each with the party that makes it: "both agreed" is of both."""
    of_person = {fact.official_id: fact.country_id for fact in meeting.participants}
    visits = [fact for fact in meeting.topics if fact.topic_id == VISITS]
    places = [(piece.article_id, piece.start, piece.end) for piece in _standing(visits)]
    found = defaultdict(list)
    for fact in held_out(meeting.statements, places):
        party = of_person.get(fact.official_id) if fact.official_id else fact.country_id
        if party in actors:
            for piece in _standing([fact]):
                found[piece.article_id, piece.start].append((party, fact, piece))
    return found


def _actors(meeting: Meeting) -> dict[str, Actor]:
    people = sorted(meeting.participants, key=lambda fact: (-fact.confidence, fact.key))
    return {
        party.country_id: Actor(party, tuple(fact for fact in people if fact.country_id == party.country_id))
        for party in sorted(meeting.said_of(Aspect.PARTY), key=lambda fact: fact.country_id)
    }


def _standing(facts: Iterable[Fact]) -> list[Evidence]:
    """Their evidence that still stands in its article, in the order of the articles."""
    evidence = (piece for fact in facts for piece in fact.evidence.all() if not piece.is_gone)
    return sorted(evidence, key=lambda piece: (piece.article.source_id, piece.start, piece.end))


def _sentences(meeting: Meeting, evidence: Iterable[Evidence]) -> tuple[Sentence, ...]:
    texts = {article.pk: article for article in articles_of(meeting)}
    found = {}
    for piece in evidence:
        if article := texts.get(piece.article_id):
            said = passage(article.full_text, [(piece.start, piece.end)])
            start = said.pieces[0].start
            found.setdefault((article.source_id, start), Sentence(article, start, said.plain))
    return tuple(found[key] for key in sorted(found))
