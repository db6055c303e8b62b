"""How large the pages of a Parquet file say they are.

What reads the file makes room for a page as its head asks, up to 2 GB, and a head is not bound to what the file says of
itself at its end. So the heads are looked at first. They are records of Thrift's compact protocol (Parquet format,
`PageHeader`: field 2 is the size unpacked, 3 the size as it stands in the file).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from .found import UnreadableError

_HEAD = 2000  # bytes that nearly every head is within; it may hold the smallest and the largest value of the page
_LONGEST_HEAD = 1_000_000
_DEEPEST = 8
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)


def page_sizes(stream: BinaryIO, start: int, length: int) -> Iterator[int]:
    """Bytes of each page once unpacked, of a column that stands in `length` bytes from `start`.

    Raises UnreadableError.
    """
    at, end = start, start + length
    while at < end:
        head, numbers = _head(stream, at, _HEAD) or _head(stream, at, _LONGEST_HEAD) or (None, {})
        if head is None:
            raise UnreadableError("is damaged: a page has no head that could be read")
        unpacked, packed = numbers.get(2, -1), numbers.get(3, -1)
        if unpacked < 0 or packed < 0:
            raise UnreadableError("is damaged: a page does not say how large it is")
        yield unpacked
        at += head.position + packed


def _head(stream: BinaryIO, at: int, most: int) -> tuple[_Head, dict[int, int]] | None:
    stream.seek(at)
    head = _Head(stream.read(most))
    try:
        return head, head.struct()
    except (IndexError, RecursionError):
        return None


class _Head:
    """A record of Thrift's compact protocol, as far as whole numbers of its first level are asked for."""

    def __init__(self, data: bytes) -> None:
        self._data, self.position = data, 0

    def struct(self, depth: int = 0) -> dict[int, int]:
        """Its fields that are whole numbers, by their numbers; the others are passed over."""
        if depth > _DEEPEST:
            raise RecursionError
        numbers: dict[int, int] = {}
        field = 0
        while byte := self._byte():
            field = field + (byte >> 4) if byte >> 4 else self._number()
            kind = byte & 15
            if kind in (_I16, _I32, _I64):
                numbers[field] = self._number()
            elif kind not in (_TRUE, _FALSE):  # which have their value in the byte itself
                self._pass(kind, depth)
        return numbers

    def _pass(self, kind: int, depth: int) -> None:
        match kind:
            case 1 | 2 | 3:  # _TRUE, _FALSE and _BYTE, within a list
                self._skip(1)
            case 4 | 5 | 6:
                self._unsigned()
            case 7:
                self._skip(8)
            case 8:
                self._skip(self._unsigned())
            case 9 | 10:
                byte = self._byte()
                for _ in range(self._unsigned() if byte >> 4 == 15 else byte >> 4):
                    self._pass(byte & 15, depth + 1)
            case 12:
                self.struct(depth + 1)
            case _:
                raise IndexError(kind)

    def _byte(self) -> int:
        self.position += 1
        return self._data[self.position - 1]

    def _skip(self, length: int) -> None:
        self.position += length
        if self.position > len(self._data):
            raise IndexError(length)

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
