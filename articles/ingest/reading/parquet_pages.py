"""How large the pages of a Parquet file say they are.

What reads the file makes room for a page as its head asks, up to 2 GB, and a head is not bound to what the file says of
itself at its end. So the heads are looked at first. Both are records of Thrift's compact protocol, of which
`parquet.thrift` of the Parquet format gives the numbers of the fields. pyarrow could say where columns stand, but ends
the process at some damaged files when it is asked (26.0, `RowGroupMetaData.column`).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from typing import Any, BinaryIO

from .found import UnreadableError

_HEAD = 2000  # bytes that nearly every head is within; it may hold the smallest and the largest value of the page
_LONGEST_HEAD = 1_000_000
_DEEPEST = 12
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)
# Fields that are asked for, by their numbers, and those within them.
_PATH, _LENGTH, _FIRST_PAGE, _DICTIONARY = 3, 7, 9, 11
_COLUMN_FIELDS = dict.fromkeys((_PATH, _LENGTH, _FIRST_PAGE, _DICTIONARY))
_ROW_GROUPS, _COLUMNS, _METADATA = 4, 1, 3
_FILE_FIELDS = {_ROW_GROUPS: {_COLUMNS: {_METADATA: _COLUMN_FIELDS}}}
_UNPACKED, _PACKED = 2, 3
_PAGE_FIELDS = dict.fromkeys((_UNPACKED, _PACKED))

Fields = Mapping[int, "Fields | None"]


def pages_of(stream: BinaryIO, end: bytes, names: Collection[str]) -> Iterator[int]:
    """Bytes of each page once unpacked, of the columns named; `end` is what the file says of itself.

    Raises UnreadableError.
    """
    try:
        groups = _Record(end).struct(_FILE_FIELDS).get(_ROW_GROUPS, [])
        columns = [chunk.get(_METADATA, {}) for group in groups for chunk in group.get(_COLUMNS, [])]
        places = [
            (_start(column), column.get(_LENGTH, -1))
            for column in columns
            if b".".join(column.get(_PATH, [])).decode(errors="replace") in names
        ]
    except (AttributeError, IndexError, RecursionError, TypeError):
        raise UnreadableError("is damaged: what it says of itself cannot be read") from None
    size = stream.seek(0, os.SEEK_END)
    for start, length in places:
        if start < 0 or length < 0 or start + length > size:
            raise UnreadableError("is damaged: a column of it stands nowhere")
        yield from page_sizes(stream, start, length)


def _start(column: Mapping[int, Any]) -> int:
    return min((at for at in (column.get(_DICTIONARY, 0), column.get(_FIRST_PAGE, 0)) if at > 0), default=-1)


def page_sizes(stream: BinaryIO, start: int, length: int) -> Iterator[int]:
    """Bytes of each page once unpacked, of a column that stands in `length` bytes from `start`.

    Raises UnreadableError.
    """
    at, end = start, start + length
    while at < end:
        head, numbers = _head(stream, at, _HEAD) or _head(stream, at, _LONGEST_HEAD) or (None, {})
        if head is None:
            raise UnreadableError("is damaged: a page has no head that could be read")
        unpacked, packed = numbers.get(_UNPACKED, -1), numbers.get(_PACKED, -1)
        if not isinstance(unpacked, int) or not isinstance(packed, int) or unpacked < 0 or packed < 0:
            raise UnreadableError("is damaged: a page does not say how large it is")
        yield unpacked
        at += head.position + packed
        # Room is made for what is read as well.
        if at > end:
            raise UnreadableError("is damaged: a page is larger than the column that it is of")


def _head(stream: BinaryIO, at: int, most: int) -> tuple[_Record, dict[int, Any]] | None:
    stream.seek(at)
    head = _Record(stream.read(most))
    try:
        return head, head.struct(_PAGE_FIELDS)
    except (IndexError, RecursionError):
        return None


class _Record:
    """A record of Thrift's compact protocol. IndexError is raised where it is none, or cut off."""

    def __init__(self, data: bytes) -> None:
        self._data, self.position = data, 0

    def struct(self, asked: Fields, depth: int = 0) -> dict[int, Any]:
        """The fields that are asked for, by their numbers; the others are passed over."""
        if depth > _DEEPEST:
            raise RecursionError
        found: dict[int, Any] = {}
        field = 0
        while byte := self._byte():
            field = field + (byte >> 4) if byte >> 4 else self._number()
            kind = byte & 15
            if kind in (_TRUE, _FALSE):  # which have their value in the byte itself
                continue
            value = self._value(kind, asked.get(field) or {}, depth)
            if field in asked:
                found[field] = value
        return found

    def _value(self, kind: int, asked: Fields, depth: int) -> Any:
        if kind in (_I16, _I32, _I64):
            return self._number()
        if kind == _BINARY:
            return self._bytes(self._unsigned())
        if kind == _STRUCT:
            return self.struct(asked, depth + 1)
        if kind in (_LIST, _SET):
            byte = self._byte()
            length = self._unsigned() if byte >> 4 == 15 else byte >> 4
            return [self._value(byte & 15, asked, depth + 1) for _ in range(length)]
        if kind in (_TRUE, _FALSE, _BYTE):  # within a list
            return self._byte()
        if kind == _DOUBLE:
            return self._bytes(8)
        raise IndexError(kind)  # maps, which no record of Parquet has

    def _byte(self) -> int:
        self.position += 1
        return self._data[self.position - 1]

    def _bytes(self, length: int) -> bytes:
        start, self.position = self.position, self.position + length
        if self.position > len(self._data):
            raise IndexError(length)
        return self._data[start : self.position]

    def _unsigned(self) -> int:
        value = shift = 0
        while True:
            byte = self._byte()
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128 or shift > 63:
                return value

    def _number(self) -> int:
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)
