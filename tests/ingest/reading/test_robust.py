"""Whatever stands in a file, reading it raises nothing and says something."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .samples import extracted, page, warc
from .test_feeds import ATOM, ITEM, RSS
from .test_pages import HEAD, MHTML
from .test_parquets import table
from .test_warcs import ANSWERS

SAMPLES = {
    "page.html": page(head=HEAD).encode(),
    "saved.mhtml": MHTML.format(page(head=HEAD)).encode(),
    "news.rss": RSS.format(ITEM).encode(),
    "news.atom": ATOM.encode(),
    "calls.csv": b'id;text;url\n1;"They; spoke.";https://daily.example/1\n2;They met.;\n',
    "crawl.warc": warc(ANSWERS),
    "crawl.warc.gz": warc(ANSWERS, gzip=True),
    "calls.jsonl": b'{"id": 1, "text": "They spoke."}\n{"id": 2, "text": "They met."}\n',
    "call.txt": b"They spoke by telephone on Friday.\n",
    "calls.parquet": table(
        {"id": ["1", "2"], "text": ["They spoke.", "They met."], "url": ["https://daily.example/1", None]}
    ),
    "calls.extracted.jsonl": extracted("jsonl"),
    "calls.extracted.parquet": extracted("parquet"),
}


@st.composite
def damaged(draw, sample: bytes) -> bytes:
    """A sample cut, with bytes of it changed, doubled or taken out."""
    data = bytearray(sample[: draw(st.integers(0, len(sample)))] if draw(st.booleans()) else sample)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 9))] = draw(st.binary(max_size=9))
    return bytes(data)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_damaged_is_read_or_reported(reading, name, data):
    found, said = reading(name, data.draw(st.one_of(damaged(SAMPLES[name]), st.binary(max_size=300))))
    assert found or said
    for item in found:
        item.document.full_text.encode()
        assert item.document.id
        assert not item.document.url or item.document.url.startswith(("http://", "https://"))
