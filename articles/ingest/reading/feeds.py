"""RSS and Atom: a document an entry, by feedparser."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO
from xml.parsers import expat

import feedparser

from articles.extraction import Document
from articles.ingest.clues import as_published, read_clues

from .found import Found, Problem, UnreadableError, check_characters
from .limits import DEEPEST_FEED, FAULTY_LIMIT, LIMIT, LONGEST_ID, web_address, whole
from .pages import plain, text_of

_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]")
_MARKUP = re.compile(r"<\w|</|&\w+;|&#")
ONLY_SUMMARY = "has no more than a summary: the page itself says more"


def read(stream: BinaryIO, name: str) -> Iterator[Found | Problem]:
    try:
        feed, note = _parsed(whole(stream))
        if not feed.version and not feed.entries:
            raise UnreadableError("is no RSS or Atom feed: other XML is not read")
        if not feed.entries:
            raise UnreadableError("is a feed without entries")
    except UnreadableError as error:
        yield Problem(name, str(error))
        return
    if note:
        yield Problem(name, note, is_in=True)
    publisher = plain(feed.feed.get("publisher") or feed.feed.get("title") or "")
    for number, entry in enumerate(feed.entries, start=1):
        place = f"{name}, entry {number}"
        try:
            found, is_summary = _found(entry, place, publisher)
            yield found
            if is_summary:
                yield Problem(place, ONLY_SUMMARY, is_in=True)
        except UnreadableError as error:
            yield Problem(place, str(error))


def count(stream: BinaryIO) -> int:
    return max(1, len(_ENTRY.findall(stream.read(LIMIT))))


def _parsed(data: bytes) -> tuple[Any, str]:
    """The feed, and what is wrong with its XML, if it can be read all the same."""
    if not data.strip():
        raise UnreadableError("is empty")
    fault = _fault(data)
    if fault and len(data) > FAULTY_LIMIT:
        raise UnreadableError(f"is not well-formed XML and larger than {FAULTY_LIMIT // 1_000_000} MB: {fault}")
    # A stream and not bytes: what looks like a name or an address would be opened. Markup is turned to text by
    # `text_of`, so there is nothing to clean or to resolve.
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        # It reads whatever the web holds; what it stumbles over must not keep the others out.
        raise UnreadableError(f"cannot be read as a feed: {error!r}") from None
    return feed, f"is not well-formed XML, entries may be missing: {fault}" if fault else ""


def _fault(data: bytes) -> str:
    """What is wrong with XML; raises UnreadableError for what is made to harm.

    No feed declares entities or nests its elements a hundred deep. No parser here opens what XML refers to.
    """
    depth = 0

    def entity(*declared: object) -> None:
        raise UnreadableError("declares entities, which no feed needs and which can be made to fill the memory")

    def start(name: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST_FEED:
            raise UnreadableError(f"has elements within each other more than {DEEPEST_FEED} deep")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.EntityDeclHandler, parser.StartElementHandler, parser.EndElementHandler = entity, start, end
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        return str(error)
    except (LookupError, ValueError) as error:  # a charset that Python does not know
        return str(error)
    return ""


def _found(entry: Any, place: str, publisher: str) -> tuple[Found, bool]:
    url = web_address(entry.get("link")) or web_address(entry.get("id"))
    source = (entry.get("id") or url).strip()
    if not source:
        raise UnreadableError("has neither an id nor a link to the web (http or https)")
    if len(source) > LONGEST_ID:
        raise UnreadableError(f"its id is longer than {LONGEST_ID} characters")
    contents = [part for part in entry.get("content", ()) if part.get("value", "").strip()]
    content = max(contents, key=lambda part: len(part.value), default=None)
    text = _text(content or entry.get("summary_detail") or {})
    title = plain(entry.get("title") or "")[:2000]
    if not (text or title):
        raise UnreadableError("has neither text nor title")
    clues = read_clues(text)
    document = Document(
        text,
        id=source,
        title=title,
        lang=((content or {}).get("language") or entry.get("title_detail", {}).get("language") or "")[:12] or None,
        published=_published(entry) or clues.published or None,
        url=url,
        publisher=(plain(entry.get("source", {}).get("title") or "") or publisher or clues.publisher)[:200],
    )
    check_characters(document)
    byline = plain(entry.get("author_detail", {}).get("name") or entry.get("author") or "") or clues.byline
    return Found(place, document, "feed", "" if title else clues.headline, byline[:200]), content is None


def _text(part: Any) -> str:
    value = part.get("value", "")
    is_markup = part.get("type") != "text/plain" and _MARKUP.search(value)
    return text_of(value) if is_markup else value.strip()


def _published(entry: Any) -> str:
    """As the entry gives it, with its own zone; the day of its last change if it gives no other."""
    said = dict(entry)  # feedparser's own `get` gives one for the other
    for name in ("published", "updated"):
        if day := as_published(said.get(name) or ""):
            return day
        if moment := said.get(f"{name}_parsed"):
            return datetime(*moment[:6], tzinfo=UTC).isoformat()
    return ""
