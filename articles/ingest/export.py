"""The archive's meetings with their published facts: plain data, in an order that only the facts decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models import F, Prefetch, QuerySet
from django.db.models.functions import Collate

from articles.models import Account, Article, Evidence, Fact, Meeting
from articles.models.choices import Aspect

_AT_ONCE = 500


def meetings() -> Iterator[dict[str, Any]]:
    """Every published meeting, the oldest first, those without a day last; the keys are those of an account."""
    # A database sorts by the rules of its own language unless told not to.
    slug = Collate("slug", "C") if connection.vendor == "postgresql" else F("slug")
    rows = Meeting.objects.published().order_by(F("date_earliest").asc(nulls_last=True), slug)
    return (as_dict(meeting) for meeting in whole(rows).iterator(chunk_size=_AT_ONCE))


def whole(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """With all that `as_dict` says of them, in a fixed number of queries."""
    # What many rows refer to is fetched once for all of them, not joined to each: ten thousands of rows are the rule.
    articles = Prefetch("article", Article.objects.only("source_id", "url", "language"))
    evidence = Evidence.objects.only("fact", "article", "start", "end", "quote", "is_gone").prefetch_related(articles)
    named = (Prefetch("evidence", evidence), "country", "official", "topic", "agreement")
    return meetings.defer("search_text").prefetch_related(
        Prefetch("facts", Fact.objects.published().prefetch_related(*named)),
        Prefetch("accounts", Account.objects.brief().select_related("article")),
    )


def as_dict(meeting: Meeting) -> dict[str, Any]:
    facts = sorted(meeting.facts.all(), key=lambda fact: (fact.aspect, -fact.confidence, fact.key))

    def of(aspect: str) -> list[Fact]:
        return [fact for fact in facts if fact.aspect == aspect]

    return {
        "id": meeting.slug,
        "kind": meeting.kind,
        "date": meeting.date_edtf or None,
        "date_basis": meeting.date_basis or None,
        "participants": [_participant(fact) for fact in of(Aspect.PARTICIPANT)],
        "countries": [fact.country_id for fact in of(Aspect.PARTY)],
        "initiator": meeting.initiator_id,
        "topics": [fact.topic_id for fact in of(Aspect.TOPIC)],
        "agreements": [_agreement(fact) for fact in of(Aspect.AGREEMENT)],
        "statements": [_statement(fact) for fact in of(Aspect.STATEMENT)],
        "confidence": meeting.confidence,
        "evidence": {
            **{aspect.value: _first(of(aspect)) for aspect in (Aspect.KIND, Aspect.DATE, Aspect.INITIATOR)},
            "countries": {fact.country_id: _support(fact) for fact in of(Aspect.PARTY)},
            "topics": {fact.topic_id: _support(fact) for fact in of(Aspect.TOPIC)},
        },
        "articles": [_article(account) for account in _sorted_accounts(meeting.accounts.all())],
    }


def _participant(fact: Fact) -> dict[str, Any]:
    support = _support(fact)
    return {
        "name": fact.official.name,
        "as_written": next((span["quote"] for span in support["spans"]), fact.value or fact.official.name),
        "country": fact.country_id,
        "role": fact.role,
        "title": fact.title,
        "official": fact.official.key,
        **support,
    }


def _agreement(fact: Fact) -> dict[str, Any]:
    agreement = fact.agreement
    return {"name": agreement.name, "acronym": agreement.acronym, "kind": agreement.kind, **_support(fact)}


def _statement(fact: Fact) -> dict[str, Any]:
    return {"speaker": fact.official.name if fact.official else fact.country_id, "act": fact.value, **_support(fact)}


def _first(facts: list[Fact]) -> dict[str, Any] | None:
    return _support(facts[0]) if facts else None


def _support(fact: Fact) -> dict[str, Any]:
    """What a fact rests on: where it stands, who said so, how sure the machine was."""
    spans = sorted(fact.evidence.all(), key=lambda span: (span.article.source_id, span.start, span.end))
    return {
        "origin": fact.origin,
        "status": fact.status,
        "rule": fact.rule,
        "confidence": fact.confidence,
        "spans": [
            {"article": span.article.source_id, "start": span.start, "end": span.end, "quote": span.quote}
            | ({"gone": True} if span.is_gone else {})
            for span in spans
        ],
    }


def _sorted_accounts(accounts: Iterable[Account]) -> list[Account]:
    return sorted(accounts, key=lambda account: (account.article.source_id, account.position))


def _article(account: Account) -> dict[str, Any]:
    article = account.article
    return {
        "id": article.source_id,
        "url": article.url or None,
        "account": account.position,
        "title": article.heading,
        "lang": article.language,
        "published": article.published or None,
        "publisher": article.publisher or None,
        "date": account.date or None,
    }
