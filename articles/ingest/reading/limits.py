"""How much is read of anything, whatever it claims to be."""

from __future__ import annotations

import zlib
from typing import BinaryIO
from urllib.parse import urlsplit

from .found import UnreadableError

LIMIT = 10_000_000  # bytes of one text, page or feed once unpacked, about two thousand pages of print
MHTML_LIMIT = 50_000_000  # a saved page has its pictures in it
PAGE_LIMIT = 50_000_000  # bytes of one page of a Parquet file once unpacked; most writers make them of 1 MB
FOOTER_LIMIT = 10_000_000  # bytes in which a Parquet file says what is in it
LONGEST_ADDRESS = 2000
LONGEST_ID = 500
# Elements of a page, and of a feed within each other. Pages of the press have some thousand, the longest read in
# seconds; libxml2 itself gives up on 256 within each other.
MOST_ELEMENTS = 30_000
DEEPEST_FEED = 100
FAULTY_LIMIT = 2_000_000  # bytes of a feed that is not well-formed: what mends it takes the square of its length


def whole(stream: BinaryIO, limit: int = LIMIT) -> bytes:
    """All of it, if that is no more than `limit` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadableError(f"is larger than {limit // 1_000_000} MB")
    return data


def unpacked(data: bytes, coding: str) -> bytes:
    """The content of an HTTP answer, its Content-Encoding undone, never more than `LIMIT` bytes of it."""
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        return data
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise UnreadableError(f"is packed as {coding[:20]!r}, which is not read: save it unpacked")
    # Deflate comes with a head by the standard and without one by custom: 32 finds gzip's and zlib's by itself.
    for window in (32 + zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpack = zlib.decompressobj(window)
        try:
            content = unpack.decompress(data, LIMIT + 1)
        except zlib.error:
            continue
        if len(content) > LIMIT:
            raise UnreadableError(f"unpacks to more than {LIMIT // 1_000_000} MB")
        if not unpack.eof:
            raise UnreadableError("is packed and cut off")
        return content
    raise UnreadableError(f"says that it is packed as {coding} and is not")


def web_address(value: str | None) -> str:
    """The address, if it is one of the web (http or https) with a host and nothing odd in it; else nothing."""
    value = (value or "").strip()
    try:
        parts = urlsplit(value)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    is_plain = value.isprintable() and not any(char.isspace() for char in value)
    return value if is_web and is_plain and len(value) <= LONGEST_ADDRESS else ""
