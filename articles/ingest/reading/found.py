"""What reading gives: documents, and what could not become one, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from articles.extraction import Document, Extraction


@dataclass(frozen=True, slots=True)
class Found:
    """A document as it was read: `name` is what a message calls it, `read_as` its format.

    `was_extracted`: it came with an extraction, which is `extraction` if the extractor is still the same.
    """

    name: str
    document: Document
    read_as: str
    headline: str = ""
    byline: str = ""
    was_extracted: bool = False
    extraction: Extraction | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not go in, and why; or, with `is_in`, what went in not quite as it was meant."""

    name: str
    reason: str
    is_in: bool = False


class UnreadableError(Exception):
    """Raised with the reason, in words for whoever has to mend it."""


def check_characters(document: Document) -> None:
    """What JSON, CSV and HTML can spell and no database stores: zero characters and halves of characters."""
    everything = "".join((document.full_text, document.id, document.url, document.publisher, document.lang or ""))
    if "\0" in everything:
        raise UnreadableError("is not a text: it holds zero characters")
    try:
        everything.encode()
    except UnicodeEncodeError:
        raise UnreadableError("is not valid Unicode: it holds half a character (a lone surrogate)") from None
