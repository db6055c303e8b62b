"""Records written as CSV, XLSX, JSON or JSON Lines, in pieces: a million rows take no more memory than a thousand."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.http import QueryDict
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from articles.described import Absolute
from articles.spreadsheets import guarded

from .lists import List
from .notes import COLUMNS, Note

ROWS_AT_ONCE = 200  # written together
SPREADSHEET = 100_000  # rows: programs open no more in reasonable time
CELL = 32_767  # characters, the most that a cell of XLSX holds


class TooLongError(Exception):
    """A list too long for the form that was asked for."""


@dataclass(frozen=True, slots=True)
class Form:
    """`write(list, params, absolute, note)` gives the file in pieces; with `bom`, Excel reads CSV as UTF-8."""

    suffix: str
    content_type: str
    write: Callable[..., Iterator[bytes]]


def _csv(made: List, params: QueryDict, absolute: Absolute, note: Note, *, bom: bool = False) -> Iterator[bytes]:
    """RFC 4180, UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    if bom:
        buffer.write("\ufeff")
    writer.writerow([*(column.name for column in made.columns), *COLUMNS])
    source = list(note.as_dict().values())
    for number, row in enumerate(_rows(made, params), 1):
        writer.writerow([*(guarded(column.of(row, absolute)) for column in made.columns), *source])
        if number % ROWS_AT_ONCE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _rows(made: List, params: QueryDict) -> Iterator[Any]:
    records = made.brief or made.records
    return (row for record in records(params) for row in made.rows(record))


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def _json_lines(made: List, params: QueryDict, absolute: Absolute, note: Note) -> Iterator[bytes]:
    source = {"source": note.as_dict()}
    for record in made.records(params):
        yield _dumped(made.described(record, absolute) | source) + b"\n"


def _json(made: List, params: QueryDict, absolute: Absolute, note: Note) -> Iterator[bytes]:
    yield b'{"source": ' + _dumped(note.as_dict()) + b', "' + made.name.encode() + b'": ['
    for number, record in enumerate(made.records(params)):
        yield (b",\n" if number else b"\n") + _dumped(made.described(record, absolute))
    yield b"\n]}\n"


def _dumped(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def _xlsx(made: List, params: QueryDict, absolute: Absolute, note: Note) -> Iterator[bytes]:
    """Raises TooLongError before anything is given. The file grows on the disk, not in memory."""
    book = Workbook(write_only=True)
    rows, about = book.create_sheet(made.name), book.create_sheet("about")
    rows.append([column.name for column in made.columns])
    for number, row in enumerate(_rows(made, params), 1):
        if number > SPREADSHEET:
            rows.close()
            raise TooLongError
        rows.append([_cell(column.of(row, absolute)) for column in made.columns])
    for name, said in note.as_dict().items():
        about.append([name, _cell(said)])
    about.append([])
    for column in made.columns:
        about.append([column.name, column.about])
    # Closed once it has been given.
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
    book.save(file)
    file.seek(0)
    return _given(file)


def _given(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(1 << 16):
            yield piece


def _cell(value: Any) -> Any:
    """Text that is text: no formula, none of the control characters that the format forbids."""
    return guarded(ILLEGAL_CHARACTERS_RE.sub("", value)[:CELL]) if isinstance(value, str) else value


FORMS = {
    form.suffix: form
    for form in (
        Form("csv", "text/csv; charset=utf-8", _csv),
        Form("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
        Form("json", "application/json", _json),
        Form("jsonl", "application/x-ndjson", _json_lines),
    )
}
