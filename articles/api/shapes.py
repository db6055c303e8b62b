"""What the API takes and gives, as the OpenAPI description shows it.

A call has the form that `export` writes (one object a meeting, its evidence beside its facts), with addresses added.
Every member may be absent: `fields` leaves out what was not asked for.
"""

from __future__ import annotations

from typing import Any

from ninja import Field, Schema

from articles.models.choices import Kind, Role


class Span(Schema):
    """Where a text says so: characters of the article's title, a blank line and text."""

    article: str = Field(description="the source's id of the article")
    start: int
    end: int
    quote: str
    gone: bool = Field(False, description="the source has changed since an editor checked this")


class Support(Schema):
    """What a fact rests on."""

    origin: str = Field(description="machine or editor")
    status: str = Field(description="proposed or confirmed")
    rule: str
    confidence: float = Field(ge=0, le=1)
    spans: list[Span]


class Participant(Support):
    name: str
    as_written: str
    country: str | None
    role: str
    title: str
    official: str = Field(description="the key of the official")


class NamedAgreement(Support):
    name: str
    acronym: str
    kind: str


class Statement(Support):
    speaker: str | None = Field(description="the name of an official or the code of a party")
    act: str


class Witness(Schema):
    """An article that reports the call, and the day that it gives."""

    id: str = Field(description="the source's id")
    url: str | None
    page: str = Field(description="the article in this archive")
    account: int
    title: str
    lang: str
    published: str | None
    publisher: str | None
    date: str | None


class Call(Schema):
    """One contact with its published facts and the sentences they rest on."""

    id: str = Field(None, description="its lasting name; one that it had earlier leads to it")
    page: str = Field(None, description="the page for readers")
    kind: str = None
    date: str | None = Field(None, description="EDTF, levels 0 to 2; null if the texts do not settle it")
    date_basis: str | None = None
    earliest: str | None = Field(None, description="first possible day")
    latest: str | None = Field(None, description="last possible day")
    participants: list[Participant] = None
    countries: list[str] = Field(None, description="parties: ISO 3166-1 alpha-2, or codes of organisations")
    initiator: str | None = Field(None, description="the party that asked for it")
    topics: list[str] = None
    agreements: list[NamedAgreement] = None
    statements: list[Statement] = None
    confidence: float = None
    evidence: dict[str, Any] = Field(None, description="support of the facts that are plain codes")
    articles: list[Witness] = None


class Tenure(Schema):
    country: str
    role: str
    title: str
    since: str = Field(description="EDTF")
    until: str = Field(description="EDTF, empty if still in office or unknown")
    acting: bool


class Official(Schema):
    id: str = None
    key: str = None
    page: str = None
    name: str = None
    names: list[str] = Field(None, description="every form that was seen")
    country: str | None = None
    tenures: list[Tenure] = None


class Country(Schema):
    id: str = Field(None, description="ISO 3166-1 alpha-2, or the code of an organisation")
    page: str = None
    name: str = None
    names: dict[str, str] = Field(None, description="by language")
    kind: str = Field(None, description="state or organisation")
    aliases: list[str] = None


class Agreement(Schema):
    id: str = None
    page: str = None
    name: str = None
    names: dict[str, str] = Field(None, description="by language")
    acronym: str = None
    kind: str = None
    parties: list[str] = None


class Topic(Schema):
    id: str = None
    page: str = None
    name: str = None
    names: dict[str, str] = Field(None, description="by language")


class Article(Schema):
    id: int = None
    page: str = None
    source: str = Field(None, description="what the source calls it; spans of calls name articles so")
    url: str | None = None
    title: str = None
    publisher: str | None = None
    lang: str = None
    side: str | None = Field(None, description="whose press or government says so")
    published: str | None = None
    calls: list[str] = Field(None, description="the calls that it reports")
    text: str = Field(None, description="title, a blank line and text, as it came; of one article only")


class Page(Schema):
    next: str | None = Field(description="the address of the next page, null on the last")


class Calls(Page):
    count: int = Field(description="calls that pass the filters, on all pages")
    items: list[Call]


class Officials(Page):
    items: list[Official]


class Countries(Page):
    items: list[Country]


class Agreements(Page):
    items: list[Agreement]


class Topics(Page):
    items: list[Topic]


class Articles(Page):
    items: list[Article]


class Option(Schema):
    value: str
    label: str
    count: int = Field(description="calls that choosing it would show, given the other filters")


def _codes(choices) -> str:
    return ", ".join(choices.values)


class Filters(Schema):
    """The filters of the list of calls, under the same names as in its address."""

    q: str = Field("", max_length=200, description='words; case and diacritics do not matter; "a phrase" in quotes')
    year: str = Field("", description="a year in which it may have been: 2024")
    from_: str = Field("", alias="from", description="on or after: a year, a month or a day")
    to: str = Field("", description="on or before: a year, a month or a day")
    country: list[str] = Field([], description="parties by code: gb, asean")
    topic: list[str] = Field([], description="topics by code")
    official: list[str] = Field([], description="officials by id")
    agreement: list[str] = Field([], description="agreements by id")
    office: list[str] = Field([], description=f"held at the time: {_codes(Role)}")
    post: list[str] = Field([], description="office of a country: gb.foreign_minister")
    kind: list[str] = Field([], description=_codes(Kind))
    initiator: list[str] = Field([], description="who asked for it, by code")
    language: list[str] = Field([], description="of the sources: vi, en")
    reports: list[str] = Field([], description="both, one, unsaid: how many of the sides reported it")
    certainty: list[str] = Field([], description="of the date: certain, inferred, unknown")
    review: list[str] = Field([], description="checked or unchecked by an editor")
    all: list[str] = Field([], description="filters of which every value must hold, not any: country, topic ...")
    sort: str = Field("", description="newest (the usual order) or oldest")


FILTERS = {field.alias or name for name, field in Filters.model_fields.items()}
