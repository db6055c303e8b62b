"""Texts that were seen and gave no event, with the reason: what recall can be judged by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from articles.models import Account, Article, Fact, Meeting
from articles.models.choices import Aspect

from .events import why_uncoded

AT_ONCE = 500
# Why, and what it means; the first are the extractor's own (`articles.extraction.facts.SKIPPED`).
REASONS = {
    "language": "in a language that the archive does not read",
    "no_contact": "tells of no contact of two parties",
    "planned": "a contact is only announced",
    "denied": "a contact is denied, refused or no contact at all",
    "recalled": "a contact of another time is only recalled",
    "passing": "a contact is told only in passing",
    "unsaid": "nothing was read, before reasons were kept",
    "ruled_out": "an editor ruled that it is no contact",
    "kind": "a contact of a kind that has no code (letter)",
    "undated": "the day of the contact is not known within a month",
    "one_party": "fewer than two parties are known",
}


@dataclass(frozen=True, slots=True)
class Uncoded:
    """`meeting`: the contact that it tells of and that is not coded, if it tells of one."""

    article: Article
    reason: str
    meeting: Meeting | None


def uncoded(articles: QuerySet[Article]) -> Iterator[Uncoded]:
    """Of these articles, those without an event, in a number of queries that grows with hundreds, not with one."""
    parties = Prefetch("meeting__facts", Fact.objects.published().of(Aspect.PARTY), to_attr="listed_facts")
    accounts = Account.objects.select_related("meeting").defer("reading", "sketch", "meeting__search_text")
    with_meetings = articles.prefetch_related(Prefetch("accounts", accounts.prefetch_related(parties)))
    for article in with_meetings.iterator(AT_ONCE):
        meetings = [account.meeting for account in article.accounts.all() if account.meeting]
        reasons = [why_uncoded(meeting) for meeting in meetings]
        if not meetings:
            yield Uncoded(article, article.skipped or "unsaid", None)
        elif all(reasons):
            yield Uncoded(article, reasons[0], meetings[0] if meetings[0].kind else None)
