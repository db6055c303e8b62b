"""The columns of each table: what they are called, what they hold, how a record gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from articles.described import Absolute
from articles.models import Agreement, Country, Evidence, Fact, Meeting, Topic
from articles.models.choices import Aspect
from articles.wording import title

SEVERAL = "; "  # between values of one cell


@dataclass(frozen=True, slots=True)
class Column:
    """`of(record, absolute)` is the cell: text, a number, or None for nothing."""

    name: str
    about: str
    of: Callable[[Any, Absolute], str | int | float | None]


@dataclass(frozen=True)
class Said:
    """A published fact with its meeting: a row of the table of facts."""

    meeting: Meeting
    fact: Fact

    @cached_property
    def evidence(self) -> list[Evidence]:
        standing = (piece for piece in self.fact.evidence.all() if not piece.is_gone)
        return sorted(standing, key=lambda piece: (piece.article.source_id, piece.start))

    @property
    def first(self) -> Evidence | None:
        return next(iter(self.evidence), None)


def _several(values) -> str:
    return SEVERAL.join(str(value) for value in values)


def _facts(meeting: Meeting, aspect: str) -> list[Fact]:
    facts = (fact for fact in meeting.facts.all() if fact.aspect == aspect)
    return sorted(facts, key=lambda fact: (-fact.confidence, fact.key))


def _person(fact: Fact) -> str:
    office = ", ".join(filter(None, (fact.role, fact.country_id)))
    return f"{fact.official.name} ({office})" if office else fact.official.name


def _articles(meeting: Meeting) -> list:
    return sorted({account.article for account in meeting.accounts.all()}, key=lambda article: article.source_id)


CALLS = (
    Column("id", "lasting name of the call; its address ends with it", lambda m, _: m.slug),
    Column("page", "address of the page", lambda m, absolute: absolute(m.get_absolute_url())),
    Column("title", "in words", lambda m, _: title(m)),
    Column("kind", "phone_call, video_call, in_person, multilateral, letter", lambda m, _: m.kind),
    Column("date", "EDTF, levels 0 to 2; empty if not known", lambda m, _: m.date_edtf),
    Column("date_basis", "how the date is known", lambda m, _: m.date_basis),
    Column("earliest", "first possible day", lambda m, _: m.date_earliest and m.date_earliest.isoformat()),
    Column("latest", "last possible day", lambda m, _: m.date_latest and m.date_latest.isoformat()),
    Column(
        "parties", "ISO 3166-1 alpha-2, or codes of organisations",
        lambda m, _: _several(sorted(f.country_id for f in _facts(m, Aspect.PARTY))),
    ),
    Column(
        "participants", "name (office held then, party)",
        lambda m, _: _several(map(_person, _facts(m, Aspect.PARTICIPANT))),
    ),
    Column("initiator", "the party that asked for it", lambda m, _: m.initiator_id),
    Column("topics", "codes", lambda m, _: _several(sorted(f.topic_id for f in _facts(m, Aspect.TOPIC)))),
    Column("agreements", "names", lambda m, _: _several(f.agreement.name for f in _facts(m, Aspect.AGREEMENT))),
    Column("statements", "how many", lambda m, _: len(_facts(m, Aspect.STATEMENT))),
    Column(
        "reported_by", "sides of which an article reports it",
        lambda m, _: _several(sorted({a.side for a in _articles(m) if a.side})),
    ),
    Column("languages", "of the articles", lambda m, _: _several(sorted({a.language for a in _articles(m)}))),
    Column("articles", "how many", lambda m, _: len(_articles(m))),
    Column("sources", "addresses at the publishers", lambda m, _: _several(a.url for a in _articles(m) if a.url)),
    Column("confidence", "0 to 1, that it took place at all", lambda m, _: m.confidence),
)  # fmt: skip


def _value(said: Said) -> str:
    fact = said.fact
    named = {Aspect.PARTICIPANT: fact.official, Aspect.AGREEMENT: fact.agreement}.get(fact.aspect)
    return named.name if named else fact.topic_id or fact.value or fact.country_id or ""


def _of_first(attribute: Callable[[Evidence], Any]) -> Callable[[Said, Absolute], Any]:
    return lambda said, _: attribute(said.first) if said.first else None


def _page_of_first(said: Said, absolute: Absolute) -> str | None:
    return absolute(said.first.article.get_absolute_url()) if said.first else None


FACTS = (
    Column("call", "id of the call", lambda s, _: s.meeting.slug),
    Column("page", "address of the call", lambda s, absolute: absolute(s.meeting.get_absolute_url())),
    Column("call_date", "EDTF", lambda s, _: s.meeting.date_edtf),
    Column("aspect", "what it is about: kind, date, initiator, party ...", lambda s, _: s.fact.aspect),
    Column("value", "a code, an EDTF date, a name, the act of a statement", lambda s, _: _value(s)),
    Column("country", "the party that it is of", lambda s, _: s.fact.country_id),
    Column("official", "id of the person", lambda s, _: s.fact.official and s.fact.official.slug),
    Column("name", "of the person", lambda s, _: s.fact.official and s.fact.official.name),
    Column("role", "office held at the time", lambda s, _: s.fact.role),
    Column("title", "of the person, as written", lambda s, _: s.fact.title),
    Column("basis", "how a date is known", lambda s, _: s.fact.basis),
    Column("origin", "machine or editor", lambda s, _: s.fact.origin),
    Column("status", "proposed or confirmed", lambda s, _: s.fact.status),
    Column("confidence", "0 to 1", lambda s, _: s.fact.confidence),
    Column("rule", "of the extractor", lambda s, _: s.fact.rule),
    Column("article", "the source's id of the article that says so", _of_first(lambda e: e.article.source_id)),
    Column("article_page", "address of the article in this archive", _page_of_first),
    Column("article_url", "address at the publisher", _of_first(lambda e: e.article.url)),
    Column("language", "of the article", _of_first(lambda e: e.article.language)),
    Column("start", "first character of the quote in title, blank line and text", _of_first(lambda e: e.start)),
    Column("end", "where the quote ends", _of_first(lambda e: e.end)),
    Column("quote", "the words that say so", _of_first(lambda e: e.quote)),
    Column("quotes", "how many there are in all", lambda s, _: len(s.evidence)),
)

_COUNTED = (
    Column("contacts", "in which it is named or took part", lambda r, _: r.meetings),
    Column("first", "the earliest of them", lambda r, _: r.first and r.first.isoformat()),
    Column("last", "the latest of them", lambda r, _: r.last and r.last.isoformat()),
)


def _tenure(tenure) -> str:
    held = f"{tenure.since or '..'}/{tenure.until or '..'}"
    return " ".join(filter(None, ("acting" * tenure.acting, tenure.role, tenure.country_id, held, tenure.title)))


def _page(record, absolute: Absolute) -> str:
    return absolute(record.get_absolute_url())


OFFICIALS = (
    Column("id", "lasting name", lambda o, _: o.slug),
    Column("page", "address of the page", _page),
    Column("name", "as the archive writes it", lambda o, _: o.name),
    Column("names", "every form that was seen", lambda o, _: _several(alias.name for alias in o.aliases.all())),
    Column("country", "ISO 3166-1 alpha-2, or the code of an organisation", lambda o, _: o.country_id),
    Column(
        "tenures", "role party since/until title: offices held, as far as known",
        lambda o, _: _several(map(_tenure, o.tenures.all())),
    ),
    *_COUNTED,
)  # fmt: skip


def _named(record: Country | Agreement | Topic, language: str) -> str:
    return record.names.get(language) or (record.name if language == "en" else "")


_NAMES = (
    Column("name", "in English", lambda r, _: r.name),
    Column("name_vi", "in Vietnamese", lambda r, _: _named(r, "vi")),
)
COUNTRIES = (
    Column("id", "ISO 3166-1 alpha-2, or the code of an organisation", lambda c, _: c.code),
    Column("page", "address of the page", _page),
    *_NAMES,
    Column("kind", "state or organisation", lambda c, _: c.kind),
    *_COUNTED,
)
AGREEMENTS = (
    Column("id", "lasting name", lambda a, _: a.slug),
    Column("page", "address of the page", _page),
    *_NAMES,
    Column("acronym", "if it has one", lambda a, _: a.acronym),
    Column("kind", "treaty, partnership, plan ...", lambda a, _: a.kind),
    Column("parties", "codes", lambda a, _: _several(sorted(party.code for party in a.parties.all()))),
    *_COUNTED,
)
TOPICS = (
    Column("id", "code", lambda t, _: t.code),
    Column("page", "address of the page", _page),
    *_NAMES,
    *_COUNTED,
)
