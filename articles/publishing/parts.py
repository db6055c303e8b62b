"""What a published file holds: the lists as tables, and what the archive is worked out from.

Facts can be worked out again from articles and rulings; these two, earlier texts and old addresses cannot, so they
stand in the file whole, a record a line, under the names of the database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Field, Model
from django.http import QueryDict

from articles.coding.records import MEMBERS
from articles.described import Absolute
from articles.exporting import FORMS, LISTS, Note
from articles.models import Article, ArticleVersion, Ruling, SlugRedirect

AT_ONCE = 500
ADDRESS = (("kind", "call or official"), ("old", "id it had"), ("now", "id it has"))
NOBODY = "editor"


@dataclass(frozen=True, slots=True)
class Part:
    """A file within the file. `fields`: name and meaning of each column or member, where they are listed."""

    name: str
    about: str
    content: Callable[[], Iterator[bytes]]
    fields: tuple[tuple[str, str], ...] = ()


def parts(absolute: Absolute, note: Note, *, names: bool) -> list[Part]:
    """`names`: whether rulings say which editor gave them."""
    whole = "one call a line, with its facts, their evidence and the articles"
    return [
        Part("calls.jsonl", whole, _listed("calls", "jsonl", absolute, note)),
        *(
            Part(f"{name}.csv", about, _listed(name, "csv", absolute, note), _columns(name))
            for name, about in (
                ("calls", "one call a row"),
                ("facts", "one fact a row, with the words that say so"),
                ("officials", "who took part in a call"),
                ("countries", "parties: states and organisations"),
                ("agreements", "what the articles name"),
                ("topics", "what was talked about"),
            )
        ),
        Part(
            "events.jsonl",
            "the calls as event data: PLOVER's records, an event a line",
            _listed("events", "jsonl", absolute, note),
            MEMBERS,
        ),
        Part(
            "events.csv",
            "the same with CAMEO's codes, a pair of parties a row",
            _listed("events", "csv", absolute, note),
            _columns("events"),
        ),
        Part(
            "uncoded.csv",
            "articles that gave no event, and why",
            _listed("events/uncoded", "csv", absolute, note),
            _columns("events/uncoded"),
        ),
        Part("articles.jsonl", "the articles, as they came", lambda: _rows(Article), _members(Article)),
        Part(
            "versions.jsonl",
            "earlier texts of articles that their sources changed",
            lambda: _rows(ArticleVersion),
            _members(ArticleVersion),
        ),
        Part("rulings.jsonl", "what editors decided", lambda: _rulings(names), _members(Ruling)),
        Part("addresses.jsonl", "addresses that calls and officials once had", _addresses, ADDRESS),
    ]


def fields_of(model: type[Model]) -> list[Field]:
    """The columns that a record's line has. Who an account of an editor belongs to is nobody's business."""
    return [field for field in model._meta.concrete_fields if field.attname != "by_id"]


def _listed(name: str, suffix: str, absolute: Absolute, note: Note) -> Callable[[], Iterator[bytes]]:
    made = LISTS[name]
    return lambda: FORMS[suffix].write(made, QueryDict(), absolute, note)


def _columns(name: str) -> tuple[tuple[str, str], ...]:
    return tuple((column.name, column.about) for column in LISTS[name].columns)


def _members(model: type[Model]) -> tuple[tuple[str, str], ...]:
    return tuple((field.attname, str(field.help_text or field.verbose_name)) for field in fields_of(model))


def _rows(model: type[Model], **instead: Any) -> Iterator[bytes]:
    fields = fields_of(model)
    for record in model.objects.order_by("pk").iterator(AT_ONCE):
        yield _line({field.attname: field.value_from_object(record) for field in fields} | instead)


def _rulings(names: bool) -> Iterator[bytes]:
    if names:
        return _rows(Ruling)
    return _without_names(_rows(Ruling))


def _without_names(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        said = json.loads(line)
        yield _line(said | {name: NOBODY for name in ("by_name", "undone_by_name") if said[name]})


def _addresses() -> Iterator[bytes]:
    for old in SlugRedirect.objects.select_related("meeting", "official").order_by("pk").iterator(AT_ONCE):
        kind, record = ("call", old.meeting) if old.meeting else ("official", old.official)
        yield _line({"kind": kind, "old": old.old_slug, "now": record.slug})


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, default=_written).encode() + b"\n"


def _written(value: date | UUID) -> str:
    """A moment to the microsecond: Django's own encoder cuts it to milliseconds."""
    return value.isoformat() if isinstance(value, date) else str(value)
