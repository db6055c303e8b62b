"""Articles whose facts are written out line by line, and an extractor that reads just that.

    vi phone_call 2024-12-20 VN GB
    + VN Bùi Thanh Sơn, foreign_minister
    + GB David Lammy, foreign_minister
    initiator VN
    topic maritime
    agreement JETP
    says David Lammy commit: Britain keeps its word.

Each call begins with its language, kind, day (or -) and parties; every other line may stand in any order, and lines
that say none of this are passed over. So tests of storing do not change with what the real extractor learns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.extraction import Document, Extraction
from articles.extraction.facts import (
    KINDS,
    Account,
    Agreement,
    Coded,
    ContactDate,
    Participant,
    Statement,
    Support,
    Zone,
)

HEAD = re.compile(rf"(?P<lang>\w\w) (?P<kind>{'|'.join(KINDS)}) (?P<day>\S+) (?P<parties>.+)")
Line = tuple[str, int]


def read_written(document: Document, version: str = "test 1") -> Extraction:
    calls: list[list[Line]] = []
    lang = document.lang or "und"
    for line, start in _lines(document.full_text):
        if head := HEAD.fullmatch(line):
            calls.append([])
            lang = head["lang"]
        if calls:
            calls[-1].append((line, start))
    accounts = tuple(_account(lines) for lines in calls)
    return Extraction(document.id, lang, version, accounts, (Zone("body", 0, len(document.full_text)),))


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for line in text.split("\n"):
        yield line, start
        start += len(line) + 1


def _account(lines: list[Line]) -> Account:
    head = HEAD.fullmatch(lines[0][0])
    first = _support(*lines[0])
    day = head["day"]
    initiators = [Coded(value, support) for value, support in _said(lines, "initiator")]
    return Account(
        kind=Coded(head["kind"], first),
        date=ContactDate(day, "year_from_context" if "?" in day else "explicit", first) if day != "-" else None,
        participants=tuple(_participant(value, support) for value, support in _said(lines, "+")),
        countries=tuple(Coded(code, first) for code in head["parties"].split()),
        initiator=initiators[0] if initiators else None,
        topics=tuple(Coded(value, support) for value, support in _said(lines, "topic")),
        agreements=tuple(Agreement(value, "partnership", (), support) for value, support in _said(lines, "agreement")),
        statements=tuple(_statement(value, support) for value, support in _said(lines, "says")),
        confidence=0.9,
    )


def _said(lines: list[Line], word: str) -> Iterator[tuple[str, Support]]:
    for line, start in lines:
        if line.startswith(f"{word} "):
            yield line.removeprefix(f"{word} "), _support(line, start)


def _support(line: str, start: int) -> Support:
    return Support(((start, start + len(line)),), "written", 0.9)


def _participant(value: str, support: Support) -> Participant:
    who, _, role = value.partition(", ")
    country, _, name = who.partition(" ")
    return Participant(name, name, country, role or "other", "", support)


def _statement(value: str, support: Support) -> Statement:
    speaker, _, act = value.partition(":")[0].rpartition(" ")
    return Statement(speaker, act, support)
