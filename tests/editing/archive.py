"""Archives for tests of editing: texts of our own, with what an extractor would have read in them, stored for real."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from articles.extraction.facts import (
    Account,
    Agreement,
    Coded,
    ContactDate,
    Document,
    Extraction,
    Participant,
    Statement,
    Support,
)
from articles.ingest.archive import rework
from articles.ingest.lock import writing
from articles.ingest.reading import Found
from articles.ingest.witnesses import Reading, store_articles
from articles.models import Meeting

SON_LAMMY = """Foreign Secretary David Lammy spoke by phone with Vietnam's Bui Thanh Son on 20 December 2024.

He congratulated Mr. Son on progress in offshore wind. They also spoke about illegal migration.
Both looked forward to the next round of the strategic dialogue.
"""
SON_LAMMY_VI = """Chiều 20/12/2024, Bộ trưởng Ngoại giao Bùi Thanh Sơn điện đàm với Ngoại trưởng Anh David Lammy.

Hai bên nhất trí phối hợp ứng phó với biến đổi khí hậu.
"""


class Reader:
    """An extractor that reads what it is told to: each fact stands where its words stand in the text."""

    def __init__(self, text: str, confidence: float = 0.9) -> None:
        self.text, self.confidence = text, confidence

    def support(self, words: str) -> Support:
        start = self.text.index(words)
        return Support(((start, start + len(words)),), "test", self.confidence)

    def coded(self, said: Mapping[str, str]) -> tuple[Coded, ...]:
        return tuple(Coded(code, self.support(words)) for code, words in said.items())

    def account(
        self,
        *,
        kind: tuple[str, str],
        date: tuple[str, str] | None = None,
        basis: str = "explicit",
        people: Iterable[tuple[str, str, str, str]] = (),
        parties: Mapping[str, str],
        initiator: tuple[str, str] | None = None,
        topics: Mapping[str, str] | None = None,
        agreements: Mapping[str, str] | None = None,
        statements: Iterable[tuple[str, str, str]] = (),
    ) -> Account:
        """`people`: name, words, country, role. `statements`: speaker, act, words."""
        return Account(
            kind=Coded(kind[0], self.support(kind[1])),
            date=ContactDate(date[0], basis, self.support(date[1])) if date else None,
            participants=tuple(
                Participant(name, words, country, role, "", self.support(words))
                for name, words, country, role in people
            ),
            countries=self.coded(parties),
            initiator=Coded(initiator[0], self.support(initiator[1])) if initiator else None,
            topics=self.coded(topics or {}),
            agreements=tuple(
                Agreement(name, "partnership", (), self.support(words)) for name, words in (agreements or {}).items()
            ),
            statements=tuple(Statement(who, act, self.support(words)) for who, act, words in statements),
            confidence=self.confidence,
        )


def take_in(
    source: str, text: str, *accounts: Account, lang: str = "en", url: str = "", published: str = "2024-12-21"
) -> None:
    """What `ingest` does with a text once it has been extracted, the second time too."""
    document = Document(text, id=source, lang=lang, published=published, url=url, publisher="Hotline sample")
    extraction = Extraction(source, lang, "test", tuple(accounts))
    with writing():
        keys, meetings = store_articles([Reading(Found(source, document, "text"), extraction=extraction, again=True)])
        rework(keys, meetings)


def son_lammy(text: str = SON_LAMMY, source: str = "lammy.txt", **changed) -> Meeting:
    """The Foreign Secretary's account of the call of 20 December 2024."""
    reader = Reader(text, changed.pop("confidence", 0.9))
    said = {
        "kind": ("phone_call", "spoke by phone"),
        "date": ("2024-12-20", "20 December 2024"),
        "people": [
            ("David Lammy", "David Lammy", "GB", "foreign_minister"),
            ("Bùi Thanh Sơn", "Bui Thanh Son", "VN", "foreign_minister"),
        ],
        "parties": {"GB": "Foreign Secretary", "VN": "Vietnam"},
        "topics": {"energy": "offshore wind", "migration_consular": "illegal migration"},
        "statements": [
            ("David Lammy", "congratulate", "He congratulated Mr. Son on progress in offshore wind."),
        ],
    }
    take_in(source, text, reader.account(**{**said, **changed}))
    return Meeting.objects.get(accounts__article__source_id=source)


def son_lammy_vi(source: str = "son.txt", **changed) -> Meeting:
    """The Vietnamese account of the same call."""
    reader = Reader(SON_LAMMY_VI)
    said = {
        "kind": ("phone_call", "điện đàm"),
        "date": ("2024-12-20", "20/12/2024"),
        "people": [
            ("Bùi Thanh Sơn", "Bùi Thanh Sơn", "VN", "foreign_minister"),
            ("David Lammy", "David Lammy", "GB", "foreign_minister"),
        ],
        "parties": {"VN": "Hai bên", "GB": "Anh"},
        "topics": {"climate_environment": "biến đổi khí hậu"},
    }
    take_in(source, SON_LAMMY_VI, reader.account(**{**said, **changed}), lang="vi", published="2024-12-20")
    return Meeting.objects.get(accounts__article__source_id=source)


def call_on(day: str, source: str, *, topics: Mapping[str, str] | None = None, **changed) -> Meeting:
    """A short account of a call of the two on another day."""
    text = f"Mr Lammy telephoned Mr Son on {day}. They spoke about trade and wind power."
    reader = Reader(text)
    said = {
        "kind": ("phone_call", "telephoned"),
        "date": (day, day),
        "people": [
            ("David Lammy", "Mr Lammy", "GB", "foreign_minister"),
            ("Bùi Thanh Sơn", "Mr Son", "VN", "foreign_minister"),
        ],
        "parties": {"GB": "Mr Lammy", "VN": "Mr Son"},
        "topics": topics if topics is not None else {"trade_investment": "trade"},
    }
    take_in(source, text, reader.account(**{**said, **changed}), published=day)
    return Meeting.objects.get(accounts__article__source_id=source)


def again(meeting: Meeting) -> Meeting:
    """The meeting as it stands now."""
    return Meeting.objects.get(pk=meeting.pk)


def said(meeting: Meeting, aspect: str) -> list[str]:
    """What is published of an aspect."""
    return sorted(again(meeting).facts.published().of(aspect).values_list("key", flat=True))


def fact(meeting: Meeting, aspect: str, key: str | None = None, **which):
    which |= {"key": key} if key else {}
    return meeting.facts.joined().select_related("meeting").get(aspect=aspect, **{"published": True, **which})
