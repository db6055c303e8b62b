"""A record with named fields, a line of JSON or a row of a table, as a document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from articles.extraction import Document
from articles.ingest.clues import as_published, read_clues

from .found import Found, UnreadableError, check_characters
from .limits import LONGEST_ADDRESS, LONGEST_ID

# What a record may say besides its id and text, each a text, and how long it may be.
FIELDS = {"title": 2000, "url": LONGEST_ADDRESS, "published": 60, "lang": 12, "publisher": 200}
COLUMNS = ("id", "text", *FIELDS)


def record(data: Mapping[str, Any], place: str, read_as: str) -> Found:
    """A record's document. Raises UnreadableError."""
    text = data.get("text", "")
    if not isinstance(text, str):
        raise UnreadableError("its text is not a text")
    said = {field: _field(data, field, limit) for field, limit in FIELDS.items()}
    if not (text.strip() or said["title"].strip()):
        raise UnreadableError("has neither text nor title")
    if said["url"] and not said["url"].startswith(("http://", "https://")):
        raise UnreadableError("its url is not a web address (http or https)")
    clues = read_clues(text)
    document = Document(
        text,
        id=_id(data, said["url"]),
        title=said["title"],
        lang=said["lang"] or None,
        published=as_published(said["published"]) or clues.published or None,
        url=said["url"],
        publisher=said["publisher"] or clues.publisher,
    )
    check_characters(document)
    return Found(place, document, read_as, "" if document.title else clues.headline, clues.byline)


def column_names(names: Iterable[str], needs: str) -> list[str]:
    """The names of a table's columns as `COLUMNS` has them; `needs` begins the complaint. Raises UnreadableError."""
    names = [name.strip().lower() for name in names]
    has = set(names)
    if not has & {"text", "title"} or not has & {"id", "url"}:
        said = ", ".join(names)[:120].encode("utf-8", "replace").decode()
        raise UnreadableError(
            f"{needs} name columns, text or title and id or url among them ({', '.join(COLUMNS)} are read): "
            f"it has {said!r}"
        )
    if twice := {name for name in has & {*COLUMNS} if names.count(name) > 1}:
        raise UnreadableError(f"{needs} name each column once, and names one twice: {min(twice)}")
    return names


def _id(data: Mapping[str, Any], url: str) -> str:
    given = data.get("id", url)
    if isinstance(given, bool) or not isinstance(given, str | int) or given == "":
        raise UnreadableError("has no id")
    if len(str(given)) > LONGEST_ID:
        raise UnreadableError(f"its id is longer than {LONGEST_ID} characters")
    return str(given)


def _field(data: Mapping[str, Any], field: str, limit: int) -> str:
    value = data.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableError(f"its {field} is not a text")
    if len(value) > limit:
        raise UnreadableError(f"its {field} is longer than {limit} characters")
    return value.strip() if field != "title" else value
