"""The way from a document to its extraction."""

from __future__ import annotations

from datetime import date

from .agreements import agreements
from .facts import Account, ContactDate, Document, Extraction, Zone
from .meetings import Found, found_meetings, participant
from .page import LONGEST, Page
from .relevance import about
from .statements import statements
from .tongues import tongue_of
from .topics import topics
from .voices import voices
from .when import contact_date

VERSION = "0.2"


def extract(document: Document) -> Extraction:
    """Read one document. Never raises on any text; a text with no contact gives no accounts."""
    language = tongue_of(document.full_text, document.lang)
    if language is None:
        return Extraction(document.id, document.lang or "und", VERSION, skipped="language")
    page = Page.read(document, language)
    meetings, skipped = found_meetings(page)
    accounts = tuple(_account(page, meeting) for meeting in meetings)
    return Extraction(document.id, language.code, VERSION, accounts, _zones(page), skipped)


def _account(page: Page, meeting: Found) -> Account:
    people = [person for person, _ in meeting.people]
    parties = [coded.code for coded in meeting.parties]
    heard = voices(page, people, parties)
    day = contact_date(page, meeting.told, people, parties)
    on = _day(day) or page.day
    weight = about(page, meeting.told, people, heard, day.edtf if day else "")
    return Account(
        kind=meeting.kind,
        date=day,
        participants=tuple(participant(page, person, mention, on) for person, mention in meeting.people),
        countries=meeting.parties,
        initiator=meeting.initiator,
        topics=topics(page, weight, parties),
        agreements=agreements(page, weight, parties, heard),
        statements=statements(page, weight, people, parties, heard),
        confidence=meeting.kind.support.confidence,
    )


def _day(found: ContactDate | None) -> date | None:
    """The day of a contact, if it is known to the day."""
    try:
        return date.fromisoformat(found.edtf.rstrip("?~%")) if found else None
    except ValueError:
        return None


def _zones(page: Page) -> tuple[Zone, ...]:
    """The zones in characters of the full text; what is too far down to be read is none of the report."""
    found = [Zone(zone.kind, *page.mirror.span(zone.start, zone.end)) for zone in page.zones]
    length = len(page.document.full_text)
    return (*found, Zone("boilerplate", LONGEST, length)) if length > LONGEST else tuple(found)
