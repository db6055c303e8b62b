"""What `extract --to` wrote: articles, each with what the machine read in it, and what could not be read.

A file says which extractor made it. If that is the one that is installed here, the extractions are taken as they are;
else the texts are to be extracted anew. Nothing of a file is believed unseen: it may come from anywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

from articles.extraction import VERSION, Document, Extraction
from articles.extraction.checked import UnsoundError, checked
from articles.extraction.digest import digest
from articles.ingest.clues import as_published
from articles.resolution.dates import DateError, members

from . import json_lines, parquets
from .found import Found, Problem, UnreadableError, check_characters
from .limits import LIMIT, LONGEST_ID
from .records import FIELDS

# A row is an article and its extraction, or an article and the `problem` that the extractor had with it, or the
# `problem` with what could be no article, or the `flaw` of the article before.
COLUMNS = (
    "id",
    *FIELDS,
    "text",
    "headline",
    "byline",
    "read_as",
    "name",
    "extraction",
    "problem",
    "flaw",
)
MARK = "hotline"  # under which a file says where it comes from
REMEDY = "extract it again with manage.py extract --to"
_LONGEST = {**FIELDS, "published": 40, "headline": 300, "byline": 200, "read_as": 20, "problem": 2000, "flaw": 2000}
_LONGEST_ROW = 6 * LIMIT  # bytes of a line: JSON writes some characters with six letters
_LONGEST_NAME = 5000


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a file of extractions comes from.

    `extractor`, `digest`: what extracted it; `source`: what was read, `stamp`: by which it is known again.
    """

    extractor: str
    digest: str
    source: str
    stamp: str

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def read(stream: BinaryIO, name: str) -> Iterator[Found | Problem]:
    number = 0
    try:
        origin, rows = _opened(stream, name)
        is_current = origin.digest == digest() and origin.extractor == VERSION
        for number, row in enumerate(rows, start=1):
            try:
                yield from _items(_checked(row), f"{name}, row {number}", is_current)
            except UnreadableError as error:
                yield Problem(f"{name}, row {number}", f"{error}; {REMEDY}")
    except parquets.MissingError as error:
        yield Problem(name, str(error))
    except UnreadableError as error:
        yield Problem(f"{name}, after row {number}" if number else name, f"{error}; {REMEDY}")


def count(stream: BinaryIO) -> int:
    try:
        return parquets.count(stream) if _is_parquet(stream) else max(1, json_lines.count(stream) - 2)
    except UnreadableError:
        return 1


def origin_of(file: Path) -> Origin | None:
    """Where the file comes from; None if it is not there or cannot say so."""
    try:
        with file.open("rb") as stream:
            return _opened(stream, str(file))[0]
    except (OSError, UnreadableError):
        return None


def _is_parquet(stream: BinaryIO) -> bool:
    stream.seek(0)
    is_parquet = stream.read(4) in (b"PAR1", b"PARE")
    stream.seek(0)
    return is_parquet


def _opened(stream: BinaryIO, name: str) -> tuple[Origin, Iterator[Mapping[str, Any] | UnreadableError]]:
    return _opened_parquet(stream) if _is_parquet(stream) else _opened_lines(stream, name)


def _opened_parquet(stream: BinaryIO) -> tuple[Origin, Iterator[Mapping[str, Any] | UnreadableError]]:
    file = parquets.opened(stream)
    origin = _origin((file.metadata.metadata or {}).get(MARK.encode(), b""))
    names = file.schema_arrow.names
    if sorted(name for name in names if name in COLUMNS) != sorted(COLUMNS):
        raise UnreadableError(f"lacks a column of {', '.join(COLUMNS)}, or has it twice")
    columns = {name: name for name in COLUMNS}

    def rows() -> Iterator[Mapping[str, Any] | UnreadableError]:
        for batch in parquets.batches(stream, file, columns):
            for row in range(batch.num_rows):
                try:
                    yield parquets.cells(batch, row, columns)
                except UnreadableError as error:
                    yield error

    return origin, rows()


def _opened_lines(stream: BinaryIO, name: str) -> tuple[Origin, Iterator[Mapping[str, Any] | UnreadableError]]:
    objects = json_lines.objects(stream, name, _LONGEST_ROW)
    first = next(objects)[1]
    origin = _origin(json.dumps(first.get(MARK)).encode() if isinstance(first, dict) else b"")

    def rows() -> Iterator[Mapping[str, Any] | UnreadableError]:
        number, last = 0, None
        for _place, data in objects:
            if isinstance(last := data, dict) and "rows" in data:
                break
            number += 1
            yield UnreadableError(data.reason) if isinstance(data, Problem) else data
        # The last line says how many rows there are, so that a file that is cut off is found out.
        if not isinstance(last, dict) or last.get("rows") != number:
            raise UnreadableError("is cut off, or more was written to it")

    return origin, rows()


def _origin(data: bytes) -> Origin:
    try:
        said = json.loads(data or b"null")
    except (ValueError, RecursionError):
        said = None
    names = [field.name for field in fields(Origin)]
    if not isinstance(said, dict) or not all(isinstance(said.get(name), str) for name in names):
        raise UnreadableError("does not say which extractor made it")
    return Origin(*(said[name] for name in names))


def _checked(row: Mapping[str, Any] | UnreadableError) -> dict[str, str]:
    """A row of texts, none longer than it may be."""
    if isinstance(row, UnreadableError):
        raise row
    said = {column: row.get(column) or "" for column in COLUMNS}
    for column, value in said.items():
        if not isinstance(value, str):
            raise UnreadableError(f"its {column} is not a text")
        longest = {**_LONGEST, "id": LONGEST_ID, "name": _LONGEST_NAME}.get(column, LIMIT)
        if len(value) > longest:
            raise UnreadableError(f"its {column} is longer than {longest} characters")
    return said


def _items(row: dict[str, str], place: str, is_current: bool) -> Iterator[Found | Problem]:
    # What a message calls it goes to a terminal.
    name = row["name"] if row["name"] and row["name"].isprintable() else place
    if not row["id"]:
        said = row["problem"] or row["flaw"]
        if not said:
            raise UnreadableError("has neither an article nor a problem")
        yield Problem(name, _plain(said), is_in=not row["problem"])
        return
    document = _document(row)
    if row["problem"] and is_current:
        yield Problem(name, _plain(row["problem"]))
        return
    extraction = _extraction(row["extraction"], document) if is_current else None
    yield Found(name, document, row["read_as"], row["headline"], row["byline"], True, extraction)


def _plain(said: str) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in said)


def _document(row: dict[str, str]) -> Document:
    if not (row["text"].strip() or row["title"].strip()):
        raise UnreadableError("has neither text nor title")
    if row["url"] and not row["url"].startswith(("http://", "https://")):
        raise UnreadableError("its url is not a web address (http or https)")
    if row["published"] and as_published(row["published"]) != row["published"].strip():
        raise UnreadableError("its published is no date of ISO 8601")
    if not re.fullmatch("[a-z]{1,20}", row["read_as"]):
        raise UnreadableError("does not say as what it was read")
    document = Document(
        row["text"],
        id=row["id"],
        title=row["title"],
        lang=row["lang"] or None,
        published=row["published"] or None,
        url=row["url"],
        publisher=row["publisher"],
    )
    check_characters(document)
    check_characters(Document(row["headline"], id=row["byline"]))
    return document


def _extraction(said: str, document: Document) -> Extraction:
    try:
        extraction = checked(json.loads(said), document)
        for account in extraction.accounts:
            members(account.date.edtf if account.date else "XXXX")
    except (UnsoundError, DateError) as error:
        raise UnreadableError(f"its extraction is not sound: {_plain(str(error))}") from None
    except (ValueError, RecursionError):
        raise UnreadableError("its extraction is not JSON") from None
    if extraction.version != VERSION:
        raise UnreadableError("its extraction is of another version than its file says")
    return extraction
