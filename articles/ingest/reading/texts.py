"""A file that is one text."""

from __future__ import annotations

from pathlib import Path

from articles.extraction import Document
from articles.ingest.clues import read_clues

from .found import Found, UnreadableError
from .limits import LIMIT


def read_text(file: Path) -> Found:
    """The document of a text file; its name is its id. Raises UnreadableError, OSError."""
    if file.stat().st_size > LIMIT:
        raise UnreadableError(f"is larger than {LIMIT // 1_000_000} MB")
    if any("\ud800" <= char <= "\udfff" for char in file.name):
        raise UnreadableError("its name, which would be its id, is not UTF-8: rename it")
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
        raise UnreadableError("is HTML, not plain text: give it a name that ends in .html")
    return text
