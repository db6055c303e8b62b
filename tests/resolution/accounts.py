"""Accounts as an extractor would have read them, in one line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from articles.extraction.facts import Account, Coded, ContactDate, Participant, Support
from articles.resolution import People, Sighting

SUPPORT = Support(((0, 4),), "test", 0.9)


def account(
    kind: str = "phone_call",
    day: str | None = "2024-12-20",
    people: Iterable[tuple[str, str]] = (("Bùi Thanh Sơn", "VN"), ("David Lammy", "GB")),
    parties: Iterable[str] = ("VN", "GB"),
    *,
    basis: str = "explicit",
    role: str = "foreign_minister",
    initiator: str | None = None,
    topics: Iterable[str] = (),
    support: Support = SUPPORT,
) -> Account:
    return Account(
        kind=Coded(kind, support),
        date=ContactDate(day, basis, support) if day else None,
        participants=tuple(Participant(name, name, country, role, "", support) for name, country in people),
        countries=tuple(Coded(code, support) for code in parties),
        initiator=Coded(initiator, support) if initiator else None,
        topics=tuple(Coded(code, support) for code in topics),
        confidence=0.9,
    )


def sighting(
    source: str,
    *args,
    lang: str = "en",
    published: str | None = None,
    side: str = "",
    position: int = 0,
    text: str = "text of the article",
    known: People | None = None,
    **kwargs,
) -> Sighting:
    return Sighting(
        (source, position),
        account(*args, **kwargs),
        lang,
        date.fromisoformat(published) if published else None,
        side,
        text,
        known or People(),
    )


def sources(clusters: Iterable[Iterable[Sighting]]) -> list[str]:
    """Clusters of sightings named by one letter each, as words: `["ab", "c"]`."""
    return ["".join(member.key[0] for member in members) for members in clusters]
