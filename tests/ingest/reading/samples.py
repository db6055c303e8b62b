"""Pages, feeds and web archives as the press makes them, worded for the tests."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.extraction import VERSION, Document, extract
from articles.extraction.digest import digest
from articles.ingest.bulk.writing import article_row, problem_row, writing
from articles.ingest.reading import Found, Problem
from articles.ingest.reading.extracted import Origin

PARAGRAPHS = (
    "HANOI, Dec. 20 – Foreign Minister Bui Thanh Son spoke by telephone with British Foreign Secretary David Lammy "
    "on Friday evening, the ministry said.",
    "The two ministers discussed offshore wind, maritime security and the visits that are planned for next year, and "
    "agreed to stay in touch.",
    "Mr Lammy thanked Viet Nam for its hospitality during his stay in the capital.",
)
VIETNAMESE = (
    "Hà Nội, ngày 20/12 – Bộ trưởng Ngoại giao Bùi Thanh Sơn đã điện đàm với Bộ trưởng Ngoại giao Anh David Lammy.",
    "Hai Bộ trưởng trao đổi về điện gió ngoài khơi, an ninh biển và các chuyến thăm dự kiến trong năm tới.",
)


def page(
    paragraphs: Iterable[str] = PARAGRAPHS, *, head: str = "", title: str = "Ministers speak by telephone", lang="en"
) -> str:
    """A page with all that surrounds an article: navigation, scripts, related links, a footer."""
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><title>{title} | Example Daily</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Example Daily">
<style>p {{ color: black }}</style><script>window.tracking = "not of the article";</script>{head}</head>
<body><nav><ul><li><a href="/">Front page</a></li><li><a href="/world">World news</a></li></ul></nav>
<article><h1>{title}</h1>
{body}</article>
<aside><h3>Most read</h3><a href="/other">Rain is expected over the weekend</a></aside>
<footer>Copyright 2019 Example Daily. All rights reserved.</footer><script>document.write("evil()")</script>
</body></html>"""


def warc(answers: Iterable[tuple[str, bytes, dict]], *, gzip: bool = False) -> bytes:
    """A WARC file of answers: address, body and what differs from an ordinary page (status, headers)."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=gzip)
    writer.write_record(writer.create_warcinfo_record("test.warc", {"software": "a crawler"}))
    for address, body, more in answers:
        headers = {"Content-Type": "text/html; charset=utf-8"} | more.get("headers", {})
        answer = StatusAndHeaders(more.get("status", "200 OK"), list(headers.items()), protocol="HTTP/1.1")
        kind = more.get("kind", "response")
        writer.write_record(writer.create_warc_record(address, kind, io.BytesIO(body), http_headers=answer))
    return file.getvalue()


def extracted(form: str) -> bytes:
    """A file as a worker of bulk extraction writes it, of one article and one problem."""
    found = Found("crawl.warc, record 2", Document(PARAGRAPHS[0], id="https://daily.example/1"), "warc")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"x.extracted.{form}"
        with writing(file, Origin(VERSION, digest(), "crawl.warc", "1")) as write:
            write(article_row(found, extract(found.document)))
            write(problem_row(Problem("crawl.warc, record 3", "is empty")))
        return file.read_bytes()
