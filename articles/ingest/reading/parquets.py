"""Parquet: a document a row, as in a table of CSV; by pyarrow."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, BinaryIO

from .found import Found, Problem, UnreadableError
from .limits import FOOTER_LIMIT, LIMIT, PAGE_LIMIT
from .parquet_pages import pages_of
from .records import COLUMNS, column_names, record

if TYPE_CHECKING:
    from pyarrow import DataType, RecordBatch
    from pyarrow.parquet import ParquetFile

# Rows that are in memory at once: a page can be written so that each row of it is as large as all of it.
_ROWS = 20


class MissingError(UnreadableError):
    """The library is not installed."""


def read(stream: BinaryIO, name: str) -> Iterator[Found | Problem]:
    """Rows are numbered from 1."""
    number = 0
    try:
        file = opened(stream)
        names = column_names(file.schema_arrow.names, "its columns must")
        pairs = zip(names, file.schema_arrow.names, strict=True)
        columns = {known: as_is for known, as_is in pairs if known in COLUMNS}
        for batch in batches(stream, file, columns):
            for row in range(batch.num_rows):
                number += 1
                yield _found(batch, row, columns, f"{name}, row {number}")
        if number == 0:
            raise UnreadableError("has no rows")
    except UnreadableError as error:
        yield Problem(name if number == 0 else f"{name}, after row {number}", str(error))


def count(stream: BinaryIO) -> int:
    try:
        return opened(stream).metadata.num_rows
    except UnreadableError:
        return 1


def opened(stream: BinaryIO) -> ParquetFile:
    """A Parquet file, of which nothing but its end was read. Raises UnreadableError."""
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise MissingError(
            "is Parquet, which needs pyarrow, and that is not installed: pip install -r requirements-scale.txt"
        ) from None
    _end(stream)
    with _in_words():
        # Nothing is read ahead: a group of rows can be as large as the file.
        return ParquetFile(stream, pre_buffer=False, buffer_size=1 << 20, arrow_extensions_enabled=False)


def batches(stream: BinaryIO, file: ParquetFile, columns: Mapping[str, str]) -> Iterator[RecordBatch]:
    """Some rows at a time of the columns, which are given by what they are called here. Raises UnreadableError."""
    for known, as_is in columns.items():
        if not _is_read(known, file.schema_arrow.field(as_is).type):
            raise UnreadableError(f"its column {known} is not of text")
    _check_pages(stream, set(columns.values()))
    with _in_words():
        yield from file.iter_batches(_ROWS, columns=list(columns.values()), use_threads=False)


def cells(batch: RecordBatch, row: int, columns: Mapping[str, str]) -> dict[str, Any]:
    """The cells of a row that hold something. Raises UnreadableError."""
    found = {}
    for known, as_is in columns.items():
        try:
            value = batch.column(as_is)[row].as_py()
        except UnicodeDecodeError:
            raise UnreadableError(f"its {known} is not UTF-8") from None
        except (ValueError, OverflowError):
            raise UnreadableError(f"its {known} is no day that the calendar has") from None
        if isinstance(value, date):
            value = value.isoformat()
        if isinstance(value, str) and len(value) > LIMIT:
            raise UnreadableError(f"its {known} is larger than {LIMIT // 1_000_000} MB")
        if value not in (None, ""):
            found[known] = value
    return found


def _found(batch: RecordBatch, row: int, columns: Mapping[str, str], place: str) -> Found | Problem:
    try:
        return record(cells(batch, row, columns), place, "parquet")
    except UnreadableError as error:
        return Problem(place, str(error))


def _is_read(name: str, kind: DataType) -> bool:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    if types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind) or types.is_null(kind):
        return True
    return (name == "id" and types.is_integer(kind)) or (
        name == "published" and (types.is_date(kind) or types.is_timestamp(kind))
    )


def _check_pages(stream: BinaryIO, columns: set[str]) -> None:
    with _in_words():
        for size in pages_of(stream, _end(stream), columns):
            if size > PAGE_LIMIT:
                raise UnreadableError(
                    f"has a page that unpacks to more than {PAGE_LIMIT // 1_000_000} MB: write it with smaller ones"
                )


def _end(stream: BinaryIO) -> bytes:
    """What the file says of itself: the bytes before the last eight, which say how many they are."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - 8))
    last = stream.read(8)
    if not last.endswith((b"PAR1", b"PARE")):
        raise UnreadableError("is no Parquet file, or is cut off")
    length = int.from_bytes(last[:4], "little")
    if length > FOOTER_LIMIT:
        raise UnreadableError("is damaged: it says more of itself than any table has to say")
    stream.seek(max(0, size - 8 - length))
    return stream.read(length)


@contextmanager
def _in_words() -> Iterator[None]:
    """What pyarrow stumbles over is said; it raises errors of Python's own kinds as well as of its own."""
    from pyarrow import ArrowException

    try:
        yield
    except (ArrowException, OSError, ValueError, MemoryError) as error:
        said = "".join(char for char in str(error).partition("\n")[0] if char.isprintable())
        raise UnreadableError(f"cannot be read as Parquet, nor what comes after it: {said[:120]}") from None
