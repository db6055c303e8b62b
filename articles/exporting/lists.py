"""The lists that can be taken away: which records an address asks for, and their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from articles import described, registers
from articles.described import Absolute
from articles.ingest.export import whole
from articles.listing import Listing
from articles.models import Meeting, Official

from . import columns
from .columns import Column, Said

AT_ONCE = 500  # records in memory


@dataclass(frozen=True, slots=True)
class List:
    """`page`: name of the page's address. `filters`: parameters that it takes besides those of calls.

    `records(params)` gives them one after the other, few in memory; `described` one of them for JSON.
    """

    name: str
    page: str
    columns: tuple[Column, ...]
    records: Callable[[QueryDict], Iterator[Any]]
    described: Callable[[Any, Absolute], dict[str, Any]]


def _calls(params: QueryDict) -> Iterator[Meeting]:
    for meeting in Listing(params, facets=()).selected(whole).each(AT_ONCE):
        meeting.listed_facts = list(meeting.facts.all())
        yield meeting


def _facts(params: QueryDict) -> Iterator[Said]:
    for meeting in _calls(params):
        facts = sorted(meeting.facts.all(), key=lambda fact: (fact.aspect, -fact.confidence, fact.key))
        yield from (Said(meeting, fact) for fact in facts)


def _officials(params: QueryDict) -> Iterator[Official]:
    words = params.get("q", "").replace("\0", "").strip()[:100]
    return registers.officials(words).for_page().iterator(AT_ONCE)


def _with_counts(describe: Callable[[Any, Absolute], dict[str, Any]]) -> Callable[[Any, Absolute], dict[str, Any]]:
    def described_with_counts(record: Any, absolute: Absolute) -> dict[str, Any]:
        first, last = record.first and record.first.isoformat(), record.last and record.last.isoformat()
        return describe(record, absolute) | {"contacts": record.meetings, "first": first, "last": last}

    return described_with_counts


def _row(said: Said, absolute: Absolute) -> dict[str, Any]:
    cells = {column.name: column.of(said, absolute) for column in columns.FACTS}
    return {name: None if cell == "" else cell for name, cell in cells.items()}


LISTS = {
    made.name: made
    for made in (
        List("calls", "meeting-list", columns.CALLS, _calls, described.call),
        List("facts", "meeting-list", columns.FACTS, _facts, _row),
        List("officials", "official-list", columns.OFFICIALS, _officials, _with_counts(described.official)),
        List(
            "countries",
            "country-list",
            columns.COUNTRIES,
            lambda _: iter(registers.countries()),
            _with_counts(described.country),
        ),
        List(
            "agreements",
            "agreement-list",
            columns.AGREEMENTS,
            lambda _: registers.agreements().iterator(AT_ONCE),
            _with_counts(described.agreement),
        ),
        List("topics", "topic-list", columns.TOPICS, lambda _: iter(registers.topics()), _with_counts(described.topic)),
    )
}
