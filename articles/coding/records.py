"""An event as PLOVER's JSON record: many parties, one record. `plover.schema.json` describes it."""

from __future__ import annotations

from typing import Any

from articles.described import Absolute
from articles.models import Article
from articles.models.choices import DateBasis
from articles.resolution.dates import is_certain

from . import codebook
from .events import Actor, Event, Sentence

# Members of a record, as PLOVER's manual names them, but for the last, which is ours.
MEMBERS = (
    ("id", "lasting name of the event: the id of the call, PLOVER's event, and of promises who made them"),
    ("date", "first day that it may have taken place on"),
    ("enddate", "last such day, where the day is not known"),
    ("actor", "who acts: all parties, if they do the same"),
    ("recipient", "who is acted on; empty if all act"),
    ("event", "CONSULT or AGREE"),
    ("mode", "of CONSULT: phone (video too), multilateral; missing where it is not known"),
    ("context", "PLOVER's contexts of what was talked about"),
    ("quad_code", "VERBAL COOPERATION"),
    ("event_scale", "PLOVER's score, where it is known"),
    ("event_text", "the words for the contact"),
    ("text_info", "the sentences that it rests on: where they stand, and the publisher's address"),
    ("cite_info", "the articles that report it"),
    ("coder", "software and its versions"),
    ("coded_date", "day on which the last of the articles came in"),
    ("link", "page of the call"),
    ("comment", "what a coder would note"),
    ("archive", "what PLOVER has no member for: the call, CAMEO, how the date is known, who asked for the call ..."),
)


def record(event: Event, absolute: Absolute) -> dict[str, Any]:
    """Optional members that have nothing to say are left out."""
    meeting, code = event.meeting, event.code
    last = meeting.date_latest if meeting.date_latest != meeting.date_earliest else None
    said = {
        "id": event.id,
        "date": meeting.date_earliest.isoformat(),
        "enddate": last and last.isoformat(),
        "actor": [person for actor in event.actors for person in _persons(actor)],
        "recipient": [person for actor in event.recipients for person in _persons(actor)],
        "event": code.event,
        "mode": code.mode or None,
        "context": list(event.contexts),
        "quad_code": code.quad,
        "event_scale": code.scale,
        "event_text": event.phrase or None,
        "text_info": [_sentence(sentence, absolute) for sentence in event.sentences],
        "cite_info": [_article(article, absolute) for article in event.articles],
        "coder": coder(event),
        "coded_date": max(article.changed_at or article.ingested_at for article in event.articles).date().isoformat()
        if event.articles
        else None,
        "link": absolute(meeting.get_absolute_url()),
        "comment": " ".join(_comments(event)) or None,
        "archive": {
            "call": meeting.slug,
            "kind": meeting.kind,
            "cameo": code.cameo,
            "goldstein": code.goldstein,
            "date_edtf": meeting.date_edtf,
            "date_basis": meeting.date_basis or None,
            "initiator": meeting.initiator_id,
            "topics": sorted(fact.topic_id for fact in meeting.topics),
            "confidence": event.confidence,
            "is_checked": meeting.is_checked,
        },
    }
    return {name: value for name, value in said.items() if value is not None}


def coder(event: Event) -> str:
    read = sorted({article.extractor for article in event.articles if article.extractor})
    return f"Hotline, extractor {', '.join(read) or 'unknown'}, codebook {codebook.version()}"


def _persons(actor: Actor) -> list[dict[str, Any]]:
    """One entry for each person; for a party for which nobody is named, one for the party."""
    return [
        {
            "raw_text": _written(said),
            "entity_name": said.official.name if said.official else None,
            "country_name": actor.name,
            "country": codebook.actor(actor.code),
            "sector_code": codebook.sector(actor.code),
            "other_sector_codes": codebook.other_sectors(said.role),
            "party": actor.code,
            "role": said.role or None,
            "title": said.title or None,
        }
        for said in actor.people or (actor.party,)
    ]


def _written(fact) -> str | None:
    quotes = sorted((e.article.source_id, e.start, e.quote) for e in fact.evidence.all() if not e.is_gone)
    return quotes[0][-1] if quotes else None


def _sentence(sentence: Sentence, absolute: Absolute) -> dict[str, Any]:
    article = sentence.article
    return {
        "article": article.source_id,
        "page": absolute(article.get_absolute_url()),
        "publisher": article.publisher or None,
        "url": article.url or None,
        "language": article.language,
        "start": sentence.start,
        "end": sentence.end,
        "sentence": sentence.text,
    }


def _article(article: Article, absolute: Absolute) -> dict[str, Any]:
    return {
        "article": article.source_id,
        "page": absolute(article.get_absolute_url()),
        "publisher": article.publisher or None,
        "url": article.url or None,
        "title": article.heading,
        "language": article.language,
        "published": article.published or None,
    }


def _comments(event: Event) -> list[str]:
    meeting = event.meeting
    notes = []
    if meeting.date_earliest != meeting.date_latest:
        notes.append("The day is not known.")
    elif not is_certain(meeting.date_edtf) or meeting.date_basis == DateBasis.YEAR_FROM_CONTEXT:
        notes.append("The day is inferred.")
    unknown = [actor.code for actor in event.parties if codebook.actor(actor.code) is None]
    if unknown:
        notes.append(f"No code is known for {', '.join(unknown)}.")
    return notes
