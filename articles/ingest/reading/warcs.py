"""WARC, the form in which the web is archived: a document a page, by warcio."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import ChunkedDataReader, DecompressingBufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

from .found import Found, Problem, UnreadableError
from .limits import LIMIT, unpacked, web_address
from .pages import Page, read_page

_PAGES = ("text/html", "application/xhtml+xml")
_LONGEST_HEAD = 1_000_000  # bytes of all header lines of a record
_ANSWER = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0"], verify=False)


def read(stream: BinaryIO, name: str) -> Iterator[Found | Problem]:
    """The pages among its records: responses of type text/html with status 200. Records are numbered from 1."""
    records = _Records(stream)
    is_empty = True
    for number, record in enumerate(records.sound(), start=1):
        if not _may_be_page(record):
            continue
        place = f"{name}, record {number}"
        try:
            if page := _page(record, place):
                is_empty = False
                yield from read_page(page, by_address=True)
        except UnreadableError as error:
            is_empty = False
            yield Problem(place, str(error))
    if records.damage:
        yield Problem(name, f"cannot be read to its end, what came before is in: {records.damage}")
    elif is_empty:
        yield Problem(name, "holds no page: no record is a response of type text/html with status 200")


def count(stream: BinaryIO) -> int:
    """How many responses: nearly as many pages as `read` will find, without reading them."""
    return max(1, sum(map(_may_be_page, _Records(stream).sound())))


class _Unpacked(io.RawIOBase):
    """What gzip has packed, member after member; `damage` says why it ends before its end."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = gzip.GzipFile(fileobj=stream)
        self.damage = ""

    def read(self, size: int = -1) -> bytes:
        try:
            # Not `read`, which would lose what it has when the rest is damaged.
            return b"" if self.damage else self._stream.read1(size)
        except EOFError:
            self.damage = "the file is cut off"
        except (OSError, zlib.error) as error:
            self.damage = f"it cannot be unpacked, {error}"
        return b""


class _Lines(DecompressingBufferedReader):
    """Header lines up to a limit: a head that never ends would fill the memory."""

    head = 0

    def readline(self, length: int | None = None) -> bytes:
        line = super().readline(_LONGEST_HEAD)
        self.head += len(line)
        if self.head >= _LONGEST_HEAD:
            raise ArchiveLoadFailed("the head of a record is longer than any is")
        return line

    def read(self, length: int | None = None) -> bytes:
        self.head = 0
        return super().read(length)


class _Records(WARCIterator):
    """Records one by one, of any size, none kept. `damage` says why they end early."""

    INC_RECORD = ""  # said on standard error otherwise

    def __init__(self, stream: BinaryIO) -> None:
        packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        self._source = _Unpacked(stream) if packed else stream
        # The answer of a server is read by `_page`, which sets it a limit.
        super().__init__(self._source, no_record_parse=True)
        self.reader = _Lines(self._source)
        self.damage = ""

    def sound(self) -> Iterator[ArcWarcRecord]:
        """The records up to the first that is damaged."""
        try:
            for record in self:
                if self.err_count:
                    self.damage = "a record is longer or shorter than it says"
                    return
                if getattr(self._source, "damage", ""):
                    return  # within the head of this record: its length cannot be trusted
                if not isinstance(record.raw_stream, LimitReader):
                    self.damage = "a record does not say how long it is"
                    return
                yield record
                # What was not read of it is passed over here, and found to be there.
                self.read_to_end()
                if record.raw_stream.limit > 0:
                    self.damage = "its last record is cut off"
                    return
        except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError) as error:
            said = "".join(char for char in str(error) if char.isprintable())
            self.damage = f"what follows is no record of a WARC file ({said[:120]})"
        finally:
            self.damage = getattr(self._source, "damage", "") or self.damage


def _may_be_page(record: ArcWarcRecord) -> bool:
    address = record.rec_headers.get_header("WARC-Target-URI") or ""
    return record.rec_type == "response" and address.startswith(("http:", "https:"))


def _page(record: ArcWarcRecord, place: str) -> Page | None:
    """The page that was answered; None if the answer is something else. Raises UnreadableError."""
    data = record.raw_stream.read(LIMIT + 1)
    if len(data) <= LIMIT and record.raw_stream.limit > 0:
        return None  # cut off, which `sound` says
    body = io.BytesIO(data)
    try:
        answer = _ANSWER.parse(body)
    except (EOFError, StatusAndHeadersParserException, ValueError):
        raise UnreadableError("is no answer of a web server") from None
    kind = _content_type(answer)
    if answer.get_statuscode() != "200" or kind.get_content_type() not in _PAGES:
        return None
    if len(data) > LIMIT:
        raise UnreadableError(f"is larger than {LIMIT // 1_000_000} MB")
    address = web_address(record.rec_headers.get_header("WARC-Target-URI"))
    if not address:
        raise UnreadableError("its address is not one of the web (http or https)")
    if (answer.get_header("Transfer-Encoding") or "").lower() == "chunked":
        body = ChunkedDataReader(body)
    content = unpacked(body.read(), answer.get_header("Content-Encoding") or "")
    return Page(content, place, "", address, kind.get_content_charset() or "", "warc")


def _content_type(answer: StatusAndHeaders) -> Message:
    said = Message()
    said["Content-Type"] = answer.get_header("Content-Type") or ""
    return said
