"""Files, folders and JSON lines in, documents out; what cannot be read is said, with its name and why."""

from __future__ import annotations

import json
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from articles.extraction import Document

from .clues import as_published, read_clues

LIMIT = 10_000_000  # bytes of one text, about two thousand pages
JSON_LINES = (".jsonl", ".ndjson")
# What JSON may say of a document, the type it must have and how long it may be.
_FIELDS = {"title": 2000, "url": 2000, "published": 60, "lang": 12, "publisher": 200}


@dataclass(frozen=True, slots=True)
class Found:
    """A document as it was read: `name` is what a message calls it, `read_as` its format."""

    name: str
    document: Document
    read_as: str
    headline: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not go in, and why."""

    name: str
    reason: str


class UnreadableError(Exception):
    """Raised with the reason, in words for whoever has to mend it."""


def read(paths: Iterable[str], stdin: BinaryIO | None = None) -> Iterator[Found | Problem]:
    """Read files and folders (`-`: JSON lines from standard input) one after the other, nothing kept in memory."""
    files: list[Path] = []
    for path in paths:
        if path == "-" and stdin is not None:
            yield from _json_lines(stdin, "standard input")
            continue
        found = list(_walk(Path(path)))
        yield from (item for item in found if isinstance(item, Problem))
        files += [item for item in found if isinstance(item, Path)]
    yield from _read_files(list(dict.fromkeys(files)))


def count_texts(paths: Iterable[str]) -> int:
    """How many texts `read` will come upon, for a progress bar."""
    files = {item for path in paths if path != "-" for item in _walk(Path(path)) if isinstance(item, Path)}
    return sum(_count_lines(file) if file.suffix.lower() in JSON_LINES else 1 for file in files)


def _count_lines(file: Path) -> int:
    try:
        with file.open("rb") as lines:
            return sum(block.count(b"\n") for block in iter(lambda: lines.read(1 << 20), b""))
    except OSError:
        return 1


def _read_files(files: list[Path]) -> Iterator[Found | Problem]:
    names = Counter(file.name for file in files if file.suffix.lower() not in JSON_LINES)
    for file in files:
        try:
            if file.suffix.lower() in JSON_LINES:
                with file.open("rb") as lines:
                    yield from _json_lines(lines, str(file))
            elif names[file.name] > 1:
                # Its name is its id: two texts under one id would be taken for two versions of one article.
                raise UnreadableError(
                    "another file of this run has the same name: rename one, or ingest them as JSON lines"
                )
            else:
                yield _text_file(file)
        except OSError as error:
            yield Problem(str(file), f"cannot be read: {error.strerror or error}")
        except UnreadableError as error:
            yield Problem(str(file), str(error))


def _walk(path: Path) -> Iterator[Path | Problem]:
    """The files of a folder and of those within it, in the order of their names; hidden ones left out."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            yield path
        elif stat.S_ISDIR(mode):
            for name in sorted(os.listdir(path)):
                if not name.startswith("."):
                    yield from _walk(path / name)
        else:
            yield Problem(str(path), "is neither a file nor a folder")
    except FileNotFoundError:
        yield Problem(str(path), "there is no such file or folder")
    except OSError as error:
        yield Problem(str(path), f"cannot be read: {error.strerror or error}")


def _text_file(file: Path) -> Found:
    if file.stat().st_size > LIMIT:
        raise UnreadableError(f"is larger than {LIMIT // 1_000_000} MB")
    text = _decoded(file.read_bytes())
    clues = read_clues(text)
    document = Document(text, id=file.name, published=clues.published or None, publisher=clues.publisher)
    return Found(str(file), document, "text", clues.headline, clues.byline)


def _decoded(data: bytes) -> str:
    """The text of a file. A byte order mark is no part of it; line ends stay as they are."""
    if b"\0" in data:
        raise UnreadableError("is not a text: it holds zero bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is not UTF-8: byte {error.start + 1} ({data[error.start]:#04x})") from None
    if not text.strip():
        raise UnreadableError("is empty")
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
        raise UnreadableError("is HTML, not plain text")
    return text


def _json_lines(lines: BinaryIO, name: str) -> Iterator[Found | Problem]:
    number = 0
    while line := lines.readline(LIMIT + 1):
        number += 1
        place = f"{name}, line {number}"
        if len(line) > LIMIT:
            while line and not line.endswith(b"\n"):
                line = lines.readline(LIMIT)
            yield Problem(place, f"is longer than {LIMIT // 1_000_000} MB")
        elif line.strip():
            try:
                yield _json_line(line, place)
            except UnreadableError as error:
                yield Problem(place, str(error))
    if number == 0:
        yield Problem(name, "is empty")


def _json_line(line: bytes, place: str) -> Found:
    try:
        data = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableError(f"is not UTF-8: byte {error.start + 1}") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"is not JSON: {error}") from None
    if not isinstance(data, dict):
        raise UnreadableError("is not a JSON object")
    text = data.get("text", "")
    if not isinstance(text, str):
        raise UnreadableError("its text is not a text")
    said = {field: _field(data, field, limit) for field, limit in _FIELDS.items()}
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
    _check_characters(document)
    return Found(place, document, "jsonl", "" if document.title else clues.headline, clues.byline)


def _id(data: dict[str, Any], url: str) -> str:
    given = data.get("id", url)
    if isinstance(given, bool) or not isinstance(given, str | int) or given == "":
        raise UnreadableError("has no id")
    if len(str(given)) > 500:
        raise UnreadableError("its id is longer than 500 characters")
    return str(given)


def _field(data: dict[str, Any], field: str, limit: int) -> str:
    value = data.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnreadableError(f"its {field} is not a text")
    if len(value) > limit:
        raise UnreadableError(f"its {field} is longer than {limit} characters")
    return value.strip() if field != "title" else value


def _check_characters(document: Document) -> None:
    """JSON can spell what no database stores: zero characters and halves of characters."""
    everything = "".join((document.full_text, document.id, document.url, document.publisher, document.lang or ""))
    if "\0" in everything:
        raise UnreadableError("is not a text: it holds zero characters")
    try:
        everything.encode()
    except UnicodeEncodeError:
        raise UnreadableError("is not valid Unicode: it holds half a character (a lone surrogate)") from None
