"""HTML: the main text of a page and what the page says of itself, by trafilatura."""

from __future__ import annotations

import email
import json
import logging
import re
from collections import deque
from collections.abc import Iterator
from email import policy
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml import etree, html
from trafilatura import bare_extraction

from articles.extraction import Document
from articles.extraction.tongues import tongue_of
from articles.ingest.clues import as_published, read_clues

from .charsets import decoded
from .found import Found, Problem, UnreadableError, check_characters
from .limits import LIMIT, LONGEST_ID, MHTML_LIMIT, MOST_ELEMENTS, web_address, whole

# Only what a page states is its date: a guess from any day in its text could be the day of anything. The last day is
# fixed so that a page is read the same whenever it is read.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
_STATED_DATES = (
    "//meta[@property='article:published_time' or @itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='pubdate' or @name='publish-date' or @name='parsely-pub-date' or @name='date']/@content",
    "//meta[@name='dc.date.issued' or @name='DC.date.issued' or @name='dcterms.issued']/@content",
    "//time[@pubdate or contains(@class, 'publish')]/@datetime",
)
_LINKED_DATA = "//script[@type='application/ld+json']/text()"
_CANONICAL = ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content")
# What went wrong with a page is said once, by its `Problem`.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)
_TOO_DEEP = re.compile("depth|too deep", re.I)


class Page(NamedTuple):
    """A page and where it comes from: `place` for messages, `name` its id if it states no address of its own."""

    data: bytes
    place: str
    name: str = ""
    address: str = ""
    charset: str = ""
    read_as: str = "html"


def read_page_file(file: Path, *, name_is_free: bool) -> Iterator[Found | Problem]:
    """A file of HTML, or a page saved with all that belongs to it (MHTML)."""
    is_saved = file.suffix.lower() in (".mhtml", ".mht")
    with file.open("rb") as stream:
        data = whole(stream, MHTML_LIMIT if is_saved else LIMIT)
    page = _saved(data, file) if is_saved else Page(data, str(file), file.name)
    yield from read_page(page if name_is_free else page._replace(name=""))


def read_page(page: Page, *, by_address: bool = False) -> Iterator[Found | Problem]:
    """Its document and what was odd. With `by_address` its id is where it was found, whatever the page itself says.

    Raises UnreadableError.
    """
    if not page.data.strip():
        raise UnreadableError("is empty")
    text, note = decoded(page.data, page.charset)
    if "\0" in text:
        raise UnreadableError("is not a text: it holds zero bytes")
    tree = _tree(text)
    address = page.address if by_address else _canonical(tree) or page.address
    source = address if address and len(address) <= LONGEST_ID else page.name
    if not source:
        raise UnreadableError(
            f"its address is longer than {LONGEST_ID} characters"
            if address
            else "states no address of its own, and another file of this run has the same name: rename one"
        )
    yield _found(tree, page, source, address)
    if note:
        yield Problem(page.place, note, is_in=True)


def text_of(fragment: str) -> str:
    """The text of a piece of HTML, all of which is meant to be read. Raises UnreadableError."""
    tree = _tree(f"<html><body><article>{fragment}</article></body></html>")
    read = _extracted(tree)
    return read.text if read and read.text else ""


def plain(fragment: str) -> str:
    """A title as the text it stands for: "Fish &amp; <b>chips</b>" is "Fish & chips"."""
    if not re.search("[<&]", fragment):
        return fragment
    return " ".join(_tree(f"<html><body>{fragment}</body></html>").text_content().split())


def _tree(text: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"cannot be read as HTML: {str(error)[:100] or 'it is empty'}") from None
    if any(_TOO_DEEP.search(entry.message) for entry in parser.error_log):
        raise UnreadableError("has elements within each other deeper than any page is written")
    if sum(1 for _element in tree.iter()) > MOST_ELEMENTS:
        raise UnreadableError(f"has more than {MOST_ELEMENTS:,} elements: cut out what is not the article")
    return tree


def _extracted(tree: html.HtmlElement, **more: Any):
    try:
        return bare_extraction(tree, include_comments=False, **more)
    except Exception as error:
        # It reads whatever the web holds; what it stumbles over must not keep the others out.
        raise UnreadableError(f"cannot be read as HTML: {error!r}") from None


def _found(tree: html.HtmlElement, page: Page, source: str, address: str) -> Found:
    lang = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    published = _published(tree)
    read = _extracted(tree, url=address or None, with_metadata=True, date_extraction_params=_DATES)
    if not read or not (read.text or "").strip():
        raise UnreadableError("holds no text that could be an article")
    title = " ".join((read.title or "").split())[:2000]
    text = read.text.strip()
    # Many pages have the title once more above the text.
    if title and text.split("\n", 1)[0].strip() == title:
        text = text[len(title) :].strip() or text
    clues = read_clues(text)
    # Templates say "en" whatever is written in them: the page's word counts where the text does not tell.
    told = tongue_of(text, None)
    document = Document(
        text,
        id=source,
        title=title,
        lang=(told.code if told else lang[:12]) or None,
        published=published or as_published(read.date or "") or clues.published or None,
        url=address,
        publisher=(read.sitename or clues.publisher)[:200],
    )
    check_characters(document)
    byline = (read.author or clues.byline)[:200]
    return Found(page.place, document, page.read_as, "" if title else clues.headline, byline)


def _canonical(tree: html.HtmlElement) -> str:
    """The page's own address. One that names the whole site is a mistake of the site's."""
    stated = (web_address(str(value)) for path in _CANONICAL for value in tree.xpath(path))
    return next((address for address in stated if address and urlsplit(address).path.strip("/")), "")


def _published(tree: html.HtmlElement) -> str:
    """When it was published, as the page states it to programs; with the time, if it states that anywhere."""
    values = [str(value) for path in _STATED_DATES for value in tree.xpath(path)]
    values += [value for data in tree.xpath(_LINKED_DATA) for value in _dates_of(str(data))]
    stated = [day for value in values if (day := as_published(value))]
    return next((day for day in stated if len(day) > 10 and day[:10] == stated[0][:10]), stated[0] if stated else "")


def _dates_of(linked_data: str) -> Iterator[str]:
    try:
        parts = deque([json.loads(linked_data)])
    except (ValueError, RecursionError):
        return
    while parts:
        part = parts.popleft()
        if isinstance(part, dict):
            if isinstance(part.get("datePublished"), str):
                yield part["datePublished"]
            parts += part.get("@graph", []) if isinstance(part.get("@graph"), list) else []
        elif isinstance(part, list):
            parts += part


def _saved(data: bytes, file: Path) -> Page:
    """The page of an MHTML file: its first part that is HTML."""
    try:
        message = email.message_from_bytes(data, policy=policy.compat32)
        part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    except RecursionError:
        raise UnreadableError("has parts within each other deeper than any page is saved") from None
    if part is None:
        raise UnreadableError("holds no page: no part of it is text/html")
    address = web_address(str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""))
    content = part.get_payload(decode=True) or b""
    return Page(content, str(file), file.name, address, part.get_content_charset() or "")
