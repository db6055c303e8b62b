"""Parquet as programs write it, and as they do not."""

import datetime
import io
import struct
import sys
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from articles.ingest.reading import parquet_pages
from articles.ingest.reading.files import count_texts, read
from articles.ingest.reading.found import UnreadableError
from articles.ingest.reading.parquet_pages import page_sizes

TEXT = "They spoke by telephone.\nThe ministers agreed."


def table(columns: dict, **how) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, **how)
    return file.getvalue()


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd", "brotli", "lz4"])
@pytest.mark.parametrize("how", [{}, {"use_dictionary": False}, {"data_page_version": "2.0"}, {"row_group_size": 1}])
def test_a_table_as_programs_write_it(reading, compression, how):
    columns = {
        "ID": ["a-1", "a-2"],
        "url": ["https://daily.example/1", None],
        "Title": ["A call", ""],
        "text": [TEXT, "They met."],
        "published": ["2024-12-20T10:00", None],
        "lang": ["en", None],
        "publisher": ["Daily", None],
        "notes": [["mine"], []],
    }
    (found, other), said = reading("calls.parquet", table(columns, compression=compression, **how))
    document = found.document
    assert (document.id, document.url, document.title) == ("a-1", "https://daily.example/1", "A call")
    assert (document.text, document.published, document.publisher) == (TEXT, "2024-12-20T10:00", "Daily")
    assert (document.lang, found.read_as, found.name.rpartition(", ")[2]) == ("en", "parquet", "row 1")
    assert (other.document.id, other.document.title, other.document.url, other.document.lang) == ("a-2", "", "", None)
    assert said == []


@pytest.mark.parametrize(
    ("kind", "value", "published"),
    [
        (pa.date32(), datetime.date(2024, 12, 20), "2024-12-20"),
        (pa.timestamp("us"), datetime.datetime(2024, 12, 20, 10), "2024-12-20T10:00:00"),
        (pa.timestamp("ms", "UTC"), datetime.datetime(2024, 12, 20, 10), "2024-12-20T10:00:00+00:00"),
        (pa.timestamp("ns"), 1_734_688_800_000_000_000, "2024-12-20T10:00:00"),
        (pa.dictionary(pa.int8(), pa.string()), "2024-12-20", "2024-12-20"),
    ],
)
def test_days_and_numbers_as_programs_keep_them(reading, kind, value, published):
    data = {"id": pa.array([7], pa.int64()), "text": ["They spoke."], "published": pa.array([value], kind)}
    ((found,), said) = reading("calls.parquet", table(data))
    assert (found.document.id, found.document.published, said) == ("7", published, [])


def test_a_bad_row_is_numbered_and_the_others_go_in(reading):
    texts = ["They spoke.", "", "Zero\0", "They spoke.", "a" * 10_000_001, "They met."]
    addresses = ["", "", "", "javascript:alert(1)", "", ""]
    found, said = reading("calls.parquet", table({"id": list("123456"), "url": addresses, "text": texts}))
    assert [item.document.id for item in found] == ["1", "6"]
    assert [problem.removeprefix("calls.parquet, ") for problem in said] == [
        "row 2: has neither text nor title",
        "row 3: is not a text: it holds zero characters",
        "row 4: its url is not a web address (http or https)",
        "row 5: its text is larger than 10 MB",
    ]


def test_letters_that_are_not_utf_8(reading):
    texts = pa.array([b"They spoke.", b"Th\xff spoke.", b"They met."]).view(pa.string())
    found, said = reading("calls.parquet", table({"id": list("123"), "text": texts}))
    assert [item.document.id for item in found] == ["1", "3"]
    assert said == ["calls.parquet, row 2: its text is not UTF-8"]


WHOLE = table({"id": ["1"], "text": ["They spoke."]})


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is no Parquet file, or is cut off"),
        (b"id,text\n1,They spoke.\n", "is no Parquet file, or is cut off"),
        (WHOLE[:-20], "is no Parquet file, or is cut off"),
        (b"PAR1" + WHOLE[-40:], "cannot be read as Parquet"),
        (b"PAR1" + struct.pack("<I", 2_000_000_000) + b"PAR1", "more of itself than any table"),
        (table({"id": pa.array([], pa.string()), "text": pa.array([], pa.string())}), "has no rows"),
        (table({"name": ["1"], "body": ["They spoke."]}), "its columns must name columns, text or title and id or url"),
        (table({"id": ["1"], "text": ["a"], "Text": ["b"]}), "names one twice: text"),
        (table({"id": ["1"], "text": [["They spoke."]]}), "its column text is not of text"),
        (table({"id": ["1"], "text": [{"en": "They spoke."}]}), "its column text is not of text"),
        (table({"id": [1.5], "text": ["They spoke."]}), "its column id is not of text"),
        (table({"id": ["1"], "text": ["a" * 51_000_000]}, compression="zstd"), "unpacks to more than 50 MB"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(reading, content, reason):
    found, said = reading("calls.parquet", content)
    assert found == []
    assert said[0].startswith("calls.parquet: ")
    assert reason in said[0]


def test_a_small_file_that_claims_a_large_page_makes_no_room_for_it(reading):
    """2 GB in the head of a page, and nothing of it in what the file says of itself."""
    data = {"id": ["1"], "text": ["b" * 3000]}
    whole = table(data, compression="zstd", use_dictionary=False, write_statistics=False)
    column = pq.ParquetFile(io.BytesIO(whole)).metadata.row_group(0).column(1)
    (size,) = page_sizes(io.BytesIO(whole), column.data_page_offset, column.total_compressed_size)
    said, claimed = (b"\x15" + varint(number * 2) for number in (size, 2_000_000_000))
    assert whole.count(said) == 1
    found, complaint = reading("calls.parquet", longer(whole, said, claimed))
    assert (found, complaint) == (
        [],
        ["calls.parquet: has a page that unpacks to more than 50 MB: write it with smaller ones"],
    )


def varint(number: int) -> bytes:
    parts = []
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    return bytes([*parts, number])


def longer(whole: bytes, said: bytes, claimed: bytes) -> bytes:
    """With a longer number in the head of the page, which is the last thing before the end of the table."""
    at = whole.index(said)
    # Places within the file are counted from its start, so that only the end moves.
    return whole[:at] + claimed + whole[at + len(said) :]


def test_a_page_that_claims_more_than_stands_in_the_file():
    whole = table({"id": ["1"], "text": ["c" * 3000]}, use_dictionary=False, compression="none")
    column = pq.ParquetFile(io.BytesIO(whole)).metadata.row_group(0).column(1)
    with pytest.raises(UnreadableError, match="larger than the column"):
        list(page_sizes(io.BytesIO(whole), column.data_page_offset, column.total_compressed_size - 1))


@pytest.mark.parametrize(
    "damage", [b"", b"\x15", b"\x19\xff\xff\xff\xff\x0f", b"\xfc" * 50, b"\x1c" * 50, b"\xff" * 50]
)
def test_a_page_with_a_head_that_is_none(damage):
    with pytest.raises(UnreadableError, match="is damaged"):
        list(page_sizes(io.BytesIO(damage), 0, 100))


def test_memory_does_not_grow_with_the_file(tmp_path):
    """Many rows in one group, which is the whole file."""
    file = tmp_path / "calls.parquet"
    rows = 20_000
    file.write_bytes(
        table({"id": list(map(str, range(rows))), "text": [f"They spoke {n}. " * 100 for n in range(rows)]})
    )
    before = pa.total_allocated_bytes()
    peak = total = 0
    tracemalloc.start()
    for _found in read([str(file)]):
        total += 1
        peak = max(peak, pa.total_allocated_bytes() - before)
    python = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == rows
    assert peak < 10_000_000  # of 35 MB
    assert python < 10_000_000


def test_rows_are_counted_without_reading_them(tmp_path):
    (tmp_path / "calls.parquet").write_bytes(table({"id": list("abc"), "text": list("abc")}))
    (tmp_path / "none.parquet").write_bytes(b"PAR1")
    assert count_texts([str(tmp_path)]) == 4


def test_without_pyarrow_it_is_said_what_to_install(reading, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    found, said = reading("calls.parquet", WHOLE)
    assert found == []
    assert said[0].endswith("needs pyarrow, and that is not installed: pip install -r requirements-scale.txt")


def test_heads_longer_than_most(monkeypatch):
    """The smallest and the largest value of a page stand in its head."""
    whole = table({"id": ["1"], "text": ["c" * 3000]}, use_dictionary=False, compression="none")
    column = pq.ParquetFile(io.BytesIO(whole)).metadata.row_group(0).column(1)
    where = (column.data_page_offset, column.total_compressed_size)
    sizes = list(page_sizes(io.BytesIO(whole), *where))
    monkeypatch.setattr(parquet_pages, "_HEAD", 5)
    assert list(page_sizes(io.BytesIO(whole), *where)) == sizes == [3010]
