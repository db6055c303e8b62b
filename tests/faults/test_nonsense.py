"""Ten thousand requests that make no sense, and none of them a fault of the archive's.

Made at random, the same ones each time: addresses that are nearly right or nothing at all, parameters of every list
with values that nobody meant, headers and bodies in bytes that are no text.
"""

from __future__ import annotations

import logging
import random
import sys
from collections import Counter
from urllib.parse import quote, quote_from_bytes

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver

from articles.filters import MeetingFilter

SHARES = 20
EACH = 500  # requests of a share: 10,000 in all
BYTES = [
    b"\x00", b"%", b"%00", b"%zz", b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", "\u202e".encode(),
    b"\r\n", "ǆ".encode(), "đ".encode(), "\U0001f4de".encode(), b"'", b'"', b"\\", b"<", b"{{", b"../", b"..%2f",
    b";", b"\x1b[2J",
]  # fmt: skip
VALUES = [
    b"", b"0", b"-1", b"1" * 30, b"9223372036854775808", b"1e999", b"nan", b"NULL", b"true", b"[]", b"None",
    b"2024-02-30",
    b"2024-13", b"0000-00-00", b"99999-01-01", b"2024-01-01T25:00:00Z", b"gb,,vn", b"' OR 1=1 --", b"a" * 3000,
    b"((((((((((", b'"unclosed', b"NOT AND OR", b"*", b"a:b:c", b"gb", b"vn", b"phone_call", b"csv", b"2024",
]  # fmt: skip
PARAMETERS = [
    *MeetingFilter.base_filters, "q", "page", "lang", "next", "from", "to", "bom", "fields", "limit", "cursor", "sort",
    "verb", "identifier", "metadataPrefix", "resumptionToken", "set", "until", "message", "fact", "kind", "at",
    "thanks",
]  # fmt: skip
VERBS = [b"Identify", b"ListRecords", b"ListIdentifiers", b"ListSets", b"GetRecord", b"ListMetadataFormats"]
HEADERS = [
    "Accept", "Accept-Encoding", "Accept-Language", "Content-Type", "Cookie", "Host", "HX-Request",
    "If-Match", "If-Modified-Since", "If-None-Match", "If-Unmodified-Since", "Origin", "Range", "Referer",
    "X-Forwarded-For", "X-Forwarded-Proto", "X-HTTP-Method-Override", "X-Request-ID",
]  # fmt: skip
METHODS = ["GET"] * 12 + ["HEAD", "HEAD", "POST", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "BREW"]


def routes(patterns=None, before: str = "") -> list[str]:
    """Every address that the archive answers to, as it stands in the tables: "calls/<slug:slug>/report/"."""
    found: list[str] = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = before + str(pattern.pattern)
        found += [path] if isinstance(pattern, URLPattern) else routes(pattern.url_patterns, path)
    return found


class Unread(RequestFactory):
    """Requests that Django has not looked at yet."""

    def request(self, **request) -> dict:
        return self._base_environ(**request)


class Nonsense:
    """A request after the other. `known`: addresses of records that there are."""

    def __init__(self, seed: int, known: list[str]) -> None:
        self.dice, self.known, self.routes = random.Random(seed), known, routes()

    def value(self) -> bytes:
        made = self.dice.choice(VALUES)
        for _ in range(self.dice.choice((0, 0, 1, 3))):
            at = self.dice.randrange(len(made) + 1)
            made = made[:at] + self.dice.choice(BYTES) + made[at:]
        return made

    def path(self) -> str:
        kind = self.dice.random()
        if kind < 0.15:
            return self.dice.choice(self.known)
        if kind < 0.5:
            inside, path = 0, ""
            for letter in self.dice.choice(self.routes):
                inside += letter in "<("
                if not inside:
                    path += letter if letter not in "^$\\?" else ""
                if letter in ">)" and inside:
                    inside -= 1
                    path += quote_from_bytes(self.value()[:40]) if not inside else ""
            return f"/{path}"
        return "/" + "/".join(quote_from_bytes(self.value(), safe="%./") for _ in range(self.dice.randint(0, 6)))

    def query(self) -> str:
        pairs = []
        for _ in range(self.dice.choice((0, 1, 1, 2, 5))):
            name = self.dice.choice(PARAMETERS) if self.dice.random() < 0.9 else quote_from_bytes(self.value())
            value = self.dice.choice(VERBS) if name == "verb" and self.dice.random() < 0.8 else self.value()
            pairs.append(name + self.dice.choice("==== ") + self.encoded(value))
        return self.dice.choice("&&&;").join(pairs)

    def encoded(self, value: bytes) -> str:
        """As a browser would, or raw, or twice."""
        once = quote_from_bytes(value)
        return self.dice.choice((once, once, value.decode("latin-1"), quote(once)))

    def headers(self) -> dict[str, str]:
        chosen = self.dice.sample(HEADERS, self.dice.choice((0, 0, 1, 2, 4)))
        made = {name: self.value().decode("latin-1") for name in chosen}
        if "Range" in made:
            made["Range"] = self.dice.choice(("bytes=-", "bytes=0-1,5-4", "bytes=99999999999999999999-", "lines=1"))
        if "If-None-Match" in made:
            made["If-None-Match"] = self.dice.choice(('"', 'W/"', '"a", "b', "*", made["If-None-Match"]))
        return made

    def next(self) -> tuple[dict, dict]:
        """What it says, for people, and as a server hands it to the archive."""
        method, path, query = self.dice.choice(METHODS), self.path(), self.query()
        body = b"&".join(self.value() for _ in range(3)) if method in ("POST", "PUT", "PATCH") else b""
        kinds = (
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=\xff",
            "a/b",
            "",
        )
        said = {"method": method, "path": path, "query": query, "headers": self.headers()}
        environ = Unread().generic(
            method, path, body, self.dice.choice(kinds), headers=said["headers"], QUERY_STRING=query
        )
        return said, environ


@pytest.fixture
def known(archive) -> list[str]:
    slug = archive.slug
    return [
        "/", "/calls/", f"/calls/{slug}/", f"/calls/{slug}/report/", f"/calls/{slug}/accounts.atom", "/calls.csv",
        "/calls.json", "/facts.csv", "/events.jsonl", "/events/uncoded.csv", "/calls.atom", "/oai", "/oai", "/search/",
        "/countries/", "/countries/gb/", "/countries/gb/vietnam/", "/officials/", "/agreements/", "/topics/",
        "/timeline/",
        "/topics/energy/", "/articles/1/", "/map/", "/network/", "/subscribe/", "/data/", "/api/", "/api/v1/calls",
        f"/api/v1/calls/{slug}", "/api/v1/officials", "/api/v1/search", "/language/vi/", "/sitemap.xml",
        "/sitemap-calls.xml", "/admin/login/", "/admin/desk/", "/i18n/setlang/", "/healthz", "/readyz", "/metrics",
        "/robots.txt", "/officials.popolo.json", "/static/style.css", "/feeds/", "/about/",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("share", range(SHARES))
def test_nonsense_is_no_fault(share, known, settings):
    settings.API_RATE = ""
    logging.disable(logging.CRITICAL)
    archive, nonsense, seen, errors = WSGIHandler(), Nonsense(share, known), Counter(), []

    def note(**_) -> None:
        errors.append(sys.exc_info()[1])

    got_request_exception.connect(note)
    for over in (request_started, request_finished):
        over.disconnect(close_old_connections)  # as Django's own test client has it: the test's data are not committed
    try:
        for _ in range(EACH):
            said, environ = nonsense.next()
            answer = archive(environ, lambda *_: None)
            for _piece in answer:
                pass
            answer.close()
            assert answer.status_code < 500, f"{errors} on {said}"
            seen[answer.status_code // 100] += 1
    finally:
        got_request_exception.disconnect(note)
        for over in (request_started, request_finished):
            over.connect(close_old_connections)
        logging.disable(logging.NOTSET)
    # Neither all refused at the door nor all let in.
    assert min(seen[2], seen[4]) > EACH / 10
