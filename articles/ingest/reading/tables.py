"""CSV: a document a row, with the names of its fields in the first row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import BinaryIO

from .found import Found, Problem, UnreadableError
from .limits import LIMIT
from .records import COLUMNS, column_names, record

_DELIMITERS = ",;\t"


def read(stream: BinaryIO, name: str) -> Iterator[Found | Problem]:
    """Rows are numbered as a spreadsheet does: the names are row 1."""
    lines, number = _lines(stream), 1
    try:
        first = next(lines, "")
        if not first.strip():
            raise UnreadableError("is empty")
        delimiter = max(_DELIMITERS, key=first.count)
        names = column_names(next(csv.reader([first], delimiter=delimiter)), "its first row must")
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter), start=2):
            if any(cell.strip() for cell in row):
                yield _found(names, row, f"{name}, row {number}")
        if number == 1:
            raise UnreadableError("has no rows but the names of its columns")
    except UnreadableError as error:
        yield Problem(name, str(error))
    except csv.Error as error:
        place = name if number == 1 else f"{name}, row {number + 1}"
        yield Problem(
            place, f"cannot be read as CSV, nor what comes after it: {error}; a quotation mark may have no partner"
        )


def count(stream: BinaryIO) -> int:
    lines = _lines(stream)
    number = 0
    try:
        delimiter = max(_DELIMITERS, key=next(lines, "").count)
        for _row in csv.reader(lines, delimiter=delimiter):
            number += 1
    except (UnreadableError, csv.Error):
        number += 1
    return number


def _lines(stream: BinaryIO) -> Iterator[str]:
    """The lines, to be given to `csv.reader`.

    Bytes that are no UTF-8 become halves of characters, by which the row that has them is found out.
    """
    # 128 kB by default, less than a long report. It holds for the whole process, and other libraries lift it.
    csv.field_size_limit(LIMIT)
    codec = "utf-8-sig"
    while line := stream.readline(LIMIT + 1):
        if len(line) > LIMIT:
            raise UnreadableError(f"has a line longer than {LIMIT // 1_000_000} MB; what comes after it was not read")
        yield line.decode(codec, "surrogateescape")
        codec = "utf-8"


def _found(names: list[str], row: list[str], place: str) -> Found | Problem:
    try:
        if len(row) > len(names):
            raise UnreadableError(f"has {len(row)} cells where the first row names {len(names)} columns")
        if any("\udc80" <= char <= "\udcff" for cell in row if not cell.isascii() for char in cell):
            raise UnreadableError("is not UTF-8: save the table as CSV UTF-8")
        cells = {name: cell for name, cell in zip(names, row, strict=False) if name in COLUMNS and cell.strip()}
        if "id" in cells:
            cells["id"] = cells["id"].strip()
        return record(cells, place, "csv")
    except UnreadableError as error:
        return Problem(place, str(error))
