"""The lists that can be taken away: which records an address asks for, and their tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import QueryDict

from articles import coding, described, registers
from articles.coding import Event, Uncoded
from articles.described import Absolute
from articles.ingest.export import whole
from articles.listing import Listing, Problem
from articles.models import Account, Article, Fact, Meeting, Official

from . import coded, columns, unread
from .columns import Column, Said

AT_ONCE = 100  # records in memory


@dataclass(frozen=True, slots=True)
class List:
    """`page`: name of the page's address; empty where it is no page's list. `under`: the folder of its own address.

    `records(params)` gives them one after the other, few in memory, `brief` the same with less, where a table needs no
    more; `described` one of them for JSON; `rows` what of it stands in the rows of a table. `problems(params)`: what
    is wrong with the address.
    """

    name: str
    page: str
    columns: tuple[Column, ...]
    records: Callable[[QueryDict], Iterator[Any]]
    described: Callable[[Any, Absolute], dict[str, Any]]
    rows: Callable[[Any], Iterable[Any]] = lambda record: (record,)
    brief: Callable[[QueryDict], Iterator[Any]] | None = None
    problems: Callable[[QueryDict], list[Problem]] = lambda params: []
    under: str = ""

    @property
    def address(self) -> str:
        """Without its ending."""
        return self.under + self.name


def _calls(params: QueryDict, dress: Callable[[QuerySet], QuerySet] = whole) -> Iterator[Meeting]:
    for meeting in Listing(params, facets=()).selected(dress).each(AT_ONCE):
        meeting.listed_facts = list(meeting.facts.all())
        yield meeting


def _without_evidence(meetings: QuerySet) -> QuerySet:
    """What a row of the table of calls says: no sentences, no texts."""
    facts = Fact.objects.published().prefetch_related("country", "official", "agreement")
    articles = Article.objects.only("source_id", "url", "language", "side")
    accounts = Account.objects.only("meeting", "article").prefetch_related(Prefetch("article", articles))
    return meetings.defer("search_text").prefetch_related(Prefetch("facts", facts), Prefetch("accounts", accounts))


def _calls_in_brief(params: QueryDict) -> Iterator[Meeting]:
    return _calls(params, _without_evidence)


def _facts(params: QueryDict) -> Iterator[Said]:
    for meeting in _calls(params):
        facts = sorted(meeting.facts.all(), key=lambda fact: (fact.aspect, -fact.confidence, fact.key))
        yield from (Said(meeting, fact) for fact in facts)


def _events(params: QueryDict) -> Iterator[Event]:
    for meeting in _calls(params):
        yield from coding.events(meeting)


def _officials(params: QueryDict) -> Iterator[Official]:
    words = params.get("q", "").replace("\0", "").strip()[:100]
    return registers.officials(words, lambda records: records.for_page()).each(AT_ONCE)


def _with_counts(describe: Callable[[Any, Absolute], dict[str, Any]]) -> Callable[[Any, Absolute], dict[str, Any]]:
    def described_with_counts(record: Any, absolute: Absolute) -> dict[str, Any]:
        first, last = record.first and record.first.isoformat(), record.last and record.last.isoformat()
        return describe(record, absolute) | {"contacts": record.meetings, "first": first, "last": last}

    return described_with_counts


def _as_row(of: tuple[Column, ...]) -> Callable[[Any, Absolute], dict[str, Any]]:
    def row(record: Said | Uncoded, absolute: Absolute) -> dict[str, Any]:
        cells = {column.name: column.of(record, absolute) for column in of}
        return {name: None if cell == "" else cell for name, cell in cells.items()}

    return row


def _problems(params: QueryDict) -> list[Problem]:
    return Listing(params, facets=()).problems


LISTS = {
    made.address: made
    for made in (
        List("calls", "meeting-list", columns.CALLS, _calls, described.call, problems=_problems, brief=_calls_in_brief),
        List("facts", "meeting-list", columns.FACTS, _facts, _as_row(columns.FACTS), problems=_problems),
        List(
            "events",
            "meeting-list",
            coded.DYADS,
            _events,
            coding.record,
            rows=coding.dyads,
            problems=_problems,
        ),
        List(
            "uncoded",
            "",
            coded.UNCODED,
            unread.records,
            _as_row(coded.UNCODED),
            problems=unread.problems,
            under="events/",
        ),
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
            lambda _: registers.agreements().each(AT_ONCE),
            _with_counts(described.agreement),
        ),
        List("topics", "topic-list", columns.TOPICS, lambda _: iter(registers.topics()), _with_counts(described.topic)),
    )
}
