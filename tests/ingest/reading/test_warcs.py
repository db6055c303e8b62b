"""Web archives: the pages in them, whatever else they hold and wherever they end."""

import gzip
import io
import tracemalloc
import zlib

import pytest

from articles.ingest.reading.files import count_texts, read

from .samples import PARAGRAPHS, VIETNAMESE, page, warc

PAGE = page().encode()


ANSWERS = [
    ("https://daily.example/1", PAGE, {}),
    ("https://daily.example/picture", b"\x89PNG", {"headers": {"Content-Type": "image/png"}}),
    ("https://daily.example/gone", PAGE, {"status": "404 Not Found"}),
    ("https://daily.example/1", b"", {"kind": "request"}),
    ("https://daily.example/2", PAGE.replace(b"Friday", b"Monday"), {}),
]


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz", "whole.warc.gz"])
def test_the_pages_of_an_archive(reading, tmp_path, name):
    """Packed record by record, as the standard has it, or as one file, as people do."""
    data = warc(ANSWERS, gzip=name == "crawl.warc.gz")
    found, said = reading(name, gzip.compress(data) if name == "whole.warc.gz" else data)
    assert [(item.name.rpartition(", ")[2], item.document.id, item.document.url) for item in found] == [
        ("record 2", "https://daily.example/1", "https://daily.example/1"),
        ("record 6", "https://daily.example/2", "https://daily.example/2"),
    ]
    assert found[0].document.text == "\n".join(PARAGRAPHS)
    assert (found[0].read_as, said) == ("warc", [])


def test_an_answer_goes_by_where_it_was_found_whatever_the_page_says(reading):
    other = page(head='<link rel="canonical" href="https://elsewhere.example/1">').encode()
    ((found,), _) = reading("crawl.warc", warc([("https://daily.example/1", other, {})]))
    assert found.document.id == found.document.url == "https://daily.example/1"


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("identity", PAGE),
    ],
)
def test_packed_answers(reading, coding, body):
    answer = ("https://daily.example/1", body, {"headers": {"Content-Encoding": coding}})
    ((found,), said) = reading("crawl.warc", warc([answer]))
    assert (found.document.text, said) == ("\n".join(PARAGRAPHS), [])


def test_an_answer_in_chunks(reading):
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (PAGE[:700], PAGE[700:])) + b"0\r\n\r\n"
    answer = ("https://daily.example/1", body, {"headers": {"Transfer-Encoding": "chunked"}})
    ((found,), _) = reading("crawl.warc", warc([answer]))
    assert found.document.text == "\n".join(PARAGRAPHS)


def test_the_charset_of_the_answer_comes_before_the_page_s(reading):
    body = page(VIETNAMESE, title="Điện đàm", head='<meta charset="iso-8859-1">').encode("utf-8")
    ((found,), _) = reading("crawl.warc", warc([("https://daily.example/1", body, {})]))
    assert found.document.text == "\n".join(VIETNAMESE)


@pytest.mark.parametrize("is_packed", [False, True])
def test_an_archive_that_is_cut_off_gives_what_came_before_and_one_problem(reading, is_packed):
    data = warc(ANSWERS, gzip=is_packed)
    whole, _ = reading("whole.warc", data)
    name = "cut.warc.gz" if is_packed else "cut.warc"
    for length in range(len(data) - 1, 400, -23):
        found, said = reading(name, data[:length])
        assert [item.document for item in found] == [item.document for item in whole[: len(found)]]
        # A cut between two records cannot be seen; what is missing then is missed by nobody.
        assert len(said) <= 1
    found, (said,) = reading(name, data[:-200])
    assert len(found) == 1
    assert said.startswith(f"{name}: cannot be read to its end, what came before is in: ")


BAD = {
    "bomb in an answer": (
        gzip.compress(bytes(100_000_000)),
        {"Content-Encoding": "gzip"},
        "unpacks to more than 10 MB",
    ),
    "unknown packing": (b"\x8b\x02", {"Content-Encoding": "br"}, "is packed as 'br'"),
    "no packing": (PAGE, {"Content-Encoding": "gzip"}, "says that it is packed as gzip and is not"),
    "packed and cut": (gzip.compress(PAGE)[:200], {"Content-Encoding": "gzip"}, "is packed and cut off"),
    "large": (b"<p>" + b"They spoke. " * 1_000_000, {}, "is larger than 10 MB"),
    "empty": (b"", {}, "is empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_page_that_cannot_be_read_does_not_keep_the_others_out(reading, name):
    body, headers, reason = BAD[name]
    answers = [("https://daily.example/0", body, {"headers": headers}), *ANSWERS]
    found, (said,) = reading("crawl.warc.gz", warc(answers, gzip=True))
    assert len(found) == 2
    assert said.startswith(f"crawl.warc.gz, record 2: {reason}")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "holds no page"),
        (b"They spoke by telephone.\n" * 99, "no record of a WARC file"),
        (b"\x1f\x8bnot packed", "cannot be read to its end"),
        (b"WARC/1.0\r\n" + b"A" * 5_000_000, "head of a record is longer than any is"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 1_000_000, "head of a record is longer than any is"),
        (warc(ANSWERS[1:2]), "holds no page"),
        (warc([("ftp://daily.example/1", PAGE, {})]), "holds no page"),
        (warc(ANSWERS).replace(b"Content-Length: ", b"Content-Length: 1"), "cannot be read to its end"),
    ],
)
def test_an_archive_that_cannot_be_read_says_why(reading, data, reason):
    found, (said,) = reading("crawl.warc", data)
    assert not found
    assert reason in said


@pytest.mark.parametrize("where", ["record", "file"])
def test_what_unpacks_without_end_does_not_fill_the_memory(tmp_path, where):
    """A gigabyte of zeros in a megabyte, as an answer or as the file around it."""
    path = tmp_path / "bomb.warc.gz"
    if where == "record":
        path.write_bytes(
            warc([("https://daily.example/1", _zeros(), {"headers": {"Content-Encoding": "gzip"}})], gzip=True)
        )
    else:
        head = warc(ANSWERS[:1]).replace(b"Content-Length: ", b"Content-Length: 9999999", 1)
        path.write_bytes(gzip.compress(head) + _zeros())
    tracemalloc.start()
    try:
        items = list(read([str(path)]))
        assert tracemalloc.get_traced_memory()[1] < 80_000_000
    finally:
        tracemalloc.stop()
    assert [type(item).__name__ for item in items] == ["Problem"]


def _zeros() -> bytes:
    made = io.BytesIO()
    with gzip.GzipFile(fileobj=made, mode="wb", compresslevel=9) as file:
        for _ in range(300):
            file.write(bytes(1_000_000))
    return made.getvalue()


def test_memory_does_not_grow_with_the_archive(tmp_path):
    peaks = []
    for number in (40, 400):
        path = tmp_path / f"{number}.warc"
        path.write_bytes(
            warc((f"https://daily.example/{n}", b"\x89PNG" * 50_000, ANSWERS[1][2]) for n in range(number))
        )
        tracemalloc.start()
        for _item in read([str(path)]):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 3_000_000


def test_how_many_texts_there_are_for_the_progress_bar(tmp_path):
    (tmp_path / "a.warc.gz").write_bytes(warc(ANSWERS, gzip=True))
    (tmp_path / "b.csv").write_text('id,text\n1,"two\nlines"\n2,b\n')
    (tmp_path / "c.rss").write_text("<rss><channel><item></item><item>x</item></channel></rss>")
    (tmp_path / "d.atom").write_text("<feed><entry></entry></feed>")
    (tmp_path / "e.html").write_text("<p>")
    (tmp_path / "f.jsonl").write_text("{}\n{}\n")
    counts = {file.name: count_texts([str(file)]) for file in sorted(tmp_path.iterdir())}
    # Of an archive the responses are counted: what type they are of is not looked at.
    assert counts == {"a.warc.gz": 4, "b.csv": 2, "c.rss": 2, "d.atom": 1, "e.html": 1, "f.jsonl": 2}
    assert count_texts([str(tmp_path)]) == sum(counts.values())
