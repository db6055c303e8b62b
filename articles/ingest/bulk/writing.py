"""A file of extractions, written row by row and there only when it is whole.

`articles.ingest.reading.extracted` says what is in it and reads it back.
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from articles.extraction import Extraction
from articles.ingest.extracting import FailedExtraction
from articles.ingest.reading.extracted import COLUMNS, MARK, Origin
from articles.ingest.reading.found import Found, Problem

Row = Mapping[str, str | None]
# A group of rows is written when it has so many, or so many characters of text: no page is larger than one may be that
# is read again (`PAGE_LIMIT`).
_ROWS, _CHARACTERS = 500, 8_000_000
_MARKED = ".part"


@contextmanager
def writing(into: Path, origin: Origin) -> Iterator[Callable[[Row], None]]:
    """A function to write rows with. The file takes the place of an earlier one at the end, or does not come to be.

    Raises OSError.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    # Two workers may be at one partition, when one was thought lost: each has a file of its own until the end.
    part = into.with_name(f".{into.name}.{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}{_MARKED}")
    try:
        with part.open("xb") as stream:
            form = _parquet if into.suffix == ".parquet" else _lines
            with form(stream, origin) as write:
                yield write
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(into)
    finally:
        part.unlink(missing_ok=True)


def unfinished(into: Path) -> list[Path]:
    """What workers that were killed have left of it."""
    return list(into.parent.glob(f".{_escaped(into.name)}.*{_MARKED}"))


def article_row(found: Found, extraction: Extraction | FailedExtraction) -> Row:
    document = found.document
    is_failed = isinstance(extraction, FailedExtraction)
    return {
        "id": document.id,
        "title": document.title,
        "url": document.url,
        "published": document.published,
        "lang": document.lang,
        "publisher": document.publisher,
        "text": document.text,
        "headline": found.headline,
        "byline": found.byline,
        "read_as": found.read_as,
        "name": found.name,
        "extraction": None if is_failed else json.dumps(extraction.as_dict(), ensure_ascii=False),
        "problem": str(extraction)[:1000] if is_failed else None,
        "flaw": None,
    }


def problem_row(problem: Problem) -> Row:
    row = dict.fromkeys(COLUMNS)
    return {**row, "name": problem.name, "flaw" if problem.is_in else "problem": problem.reason[:1000]}


@contextmanager
def _lines(stream: BinaryIO, origin: Origin) -> Iterator[Callable[[Row], None]]:
    number = 0

    def line(data: Mapping) -> None:
        stream.write(json.dumps(data, ensure_ascii=False).encode(errors="replace") + b"\n")

    def write(row: Row) -> None:
        nonlocal number
        line({column: value for column, value in row.items() if value})
        number += 1

    line({MARK: json.loads(origin.as_json())})
    yield write
    line({"rows": number})


@contextmanager
def _parquet(stream: BinaryIO, origin: Origin) -> Iterator[Callable[[Row], None]]:
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    schema = pa.schema([(column, pa.string()) for column in COLUMNS], {MARK: origin.as_json()})
    rows: list[Row] = []
    length = 0

    def flush() -> None:
        nonlocal length
        writer.write_table(pa.Table.from_pylist(rows, schema))
        rows.clear()
        length = 0

    def write(row: Row) -> None:
        nonlocal length
        rows.append({column: value and _sound(value) for column, value in row.items()})
        length += sum(map(len, filter(None, row.values())))
        if len(rows) == _ROWS or length > _CHARACTERS:
            flush()

    few = ["lang", "publisher", "read_as", "problem", "flaw"]
    with ParquetWriter(stream, schema, compression="zstd", use_dictionary=few) as writer:
        yield write
        if rows:
            flush()


def _sound(value: str) -> str:
    """Names of files may have bytes that are no UTF-8."""
    return value if value.isascii() else value.encode(errors="replace").decode()


def _escaped(name: str) -> str:
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)
