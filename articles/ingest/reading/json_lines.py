"""JSON lines: a document a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from .found import Found, Problem, UnreadableError
from .limits import LIMIT
from .records import record


def read(lines: BinaryIO, name: str) -> Iterator[Found | Problem]:
    for place, data in objects(lines, name, LIMIT):
        try:
            yield data if isinstance(data, Problem) else record(data, place, "jsonl")
        except UnreadableError as error:
            yield Problem(place, str(error))


def objects(lines: BinaryIO, name: str, limit: int) -> Iterator[tuple[str, dict[str, Any] | Problem]]:
    """The JSON object of each line of no more than `limit` bytes, and what a message calls the line."""
    number, is_empty = 0, True
    while line := lines.readline(limit + 1):
        number += 1
        place = f"{name}, line {number}"
        is_empty = is_empty and not line.strip()
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = lines.readline(limit)
            yield place, Problem(place, f"is longer than {limit // 1_000_000} MB")
        elif line.strip():
            try:
                yield place, _object(line)
            except UnreadableError as error:
                yield place, Problem(place, str(error))
    if is_empty:
        yield name, Problem(name, "is empty")


def count(lines: BinaryIO) -> int:
    return sum(block.count(b"\n") for block in iter(lambda: lines.read(1 << 20), b""))


def _object(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is not UTF-8: byte {error.start + 1}") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is not JSON: {error}") from None
    if not isinstance(data, dict):
        raise UnreadableError("is not a JSON object")
    return data
