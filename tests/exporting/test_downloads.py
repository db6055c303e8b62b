"""What a list gives as a file: read back by other programs, it is what the page shows."""

from __future__ import annotations

import csv
import gc
import io
import json
import tracemalloc
from itertools import zip_longest

import pytest
from openpyxl import load_workbook

from articles.exporting import FORMS, LISTS, forms
from articles.index import current
from articles.models import Fact, Meeting, Official
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGES = {"calls": "/calls/", "officials": "/officials/", "countries": "/countries/", "topics": "/topics/"}


def download(client, path: str, **headers) -> bytes:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def from_csv(data: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def from_xlsx(data: bytes, sheet: int = 0) -> list[dict]:
    head, *rows = load_workbook(io.BytesIO(data), read_only=True).worksheets[sheet].iter_rows(values_only=True)
    return [dict(zip_longest(head, row)) for row in rows]


QUERIES = ["", "country=gb", "from=2024&topic=climate_environment", "q=khi+hau", "sort=oldest", "country=zz&bom=1"]


@pytest.mark.parametrize("query", QUERIES[:5])
def test_every_form_has_the_calls_of_the_page(client, archive, query):
    shown = [meeting.slug for meeting in client.get(f"/calls/?{query}").context["listing"].meetings[:100]]
    assert [row["id"] for row in from_csv(download(client, f"/calls.csv?{query}"))] == shown
    assert [row["id"] for row in from_xlsx(download(client, f"/calls.xlsx?{query}"))] == shown
    assert [call["id"] for call in json.loads(download(client, f"/calls.json?{query}"))["calls"]] == shown
    assert [json.loads(line)["id"] for line in download(client, f"/calls.jsonl?{query}").splitlines()] == shown


def test_a_row_a_call(client, son_lammy):
    (row,) = from_csv(download(client, "/calls.csv"))
    assert row["page"] == f"http://testserver/calls/{son_lammy.slug}/"
    assert row["title"] == "Bùi Thanh Sơn and David Lammy speak by telephone"
    assert (row["kind"], row["date"], row["date_basis"]) == ("phone_call", "2024-12-20", "explicit")
    assert row["parties"] == "GB; VN"
    assert row["participants"] == "Bùi Thanh Sơn (foreign_minister, VN); David Lammy (foreign_minister, GB)"
    assert row["topics"] == "climate_environment; energy; migration_consular"
    assert row["languages"] == "en; vi"
    assert row["sources"] == "https://vov.example.vn/a1; https://www.gov.uk/call#top"


def test_a_row_a_fact(client, son_lammy):
    rows = from_csv(download(client, "/facts.csv"))
    assert len(rows) == Fact.objects.published().count()
    energy = next(row for row in rows if row["value"] == "energy")
    article = next(a for a in son_lammy.accounts.all() if a.article.source_id == energy["article"]).article
    assert energy["quote"] == article.full_text[int(energy["start"]) : int(energy["end"])] == "offshore wind"
    assert energy["article_page"] == f"http://testserver/articles/{article.pk}/"
    lammy = next(row for row in rows if row["name"] == "David Lammy" and row["aspect"] == "participant")
    assert (lammy["value"], lammy["official"], lammy["role"]) == ("David Lammy", "david-lammy", "foreign_minister")


@pytest.fixture
def with_uncoded(archive) -> None:
    make.article("Heavy rain fell over the capital.", skipped="no_contact")


@pytest.mark.parametrize("name", [name for name in LISTS if name != "events"])  # whose rows are not its records
@pytest.mark.usefixtures("with_uncoded")
def test_all_forms_of_a_list_say_the_same(client, archive, name):
    table = from_csv(download(client, f"/{name}.csv"))
    sheet = from_xlsx(download(client, f"/{name}.xlsx"))
    lines = [json.loads(line) for line in download(client, f"/{name}.jsonl").splitlines()]
    assert table
    assert (
        len(table) == len(sheet) == len(lines) == len(json.loads(download(client, f"/{name}.json"))[LISTS[name].name])
    )
    columns = [column.name for column in LISTS[name].columns]
    for row, cells, said in zip(table, sheet, lines, strict=True):
        assert list(row)[: len(columns)] == list(cells) == columns
        assert [row[column] for column in columns] == [_text(cells[column]) for column in columns]
        if "id" in said:
            assert row["id"] == said["id"]


def _text(cell) -> str:
    return "" if cell is None else str(cell)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("suffix", FORMS)
@pytest.mark.usefixtures("with_uncoded")
def test_where_it_comes_from_is_inside(client, archive, name, suffix, settings):
    settings.ARCHIVE_LICENCE = "Ours to give"
    data = download(client, f"/{name}.{suffix}?q=lammy" if name in ("calls", "officials") else f"/{name}.{suffix}")
    if suffix == "csv":
        source = from_csv(data)[0]
    elif suffix == "jsonl":
        source = json.loads(data.splitlines()[0])["source"]
    elif suffix == "json":
        source = json.loads(data)["source"]
    else:
        rows = load_workbook(io.BytesIO(data), read_only=True)["about"].iter_rows(values_only=True)
        source = dict(row[:2] for row in rows if row)
    query = {
        "calls": "/calls/?q=lammy",
        "facts": "/calls/",
        "officials": "/officials/?q=lammy",
        "events": "/calls/",
        "events/uncoded": f"/events/uncoded.{suffix}",
    }
    assert source["query"] == f"http://testserver{query.get(name, f'/{name}/')}"
    assert source["retrieved"].endswith("+00:00")
    assert source["licence"] == "Ours to give"


def test_headers(client, archive):
    answer = client.get("/calls.csv?country=gb")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="hotline-calls-20')
    assert answer["Content-Disposition"].endswith('.csv"')
    assert answer.streaming


def test_excel_is_told_that_it_is_utf_8(client, archive):
    assert download(client, "/calls.csv?bom=1").startswith(b"\xef\xbb\xbfid,")
    assert download(client, "/calls.csv").startswith(b"id,")
    (row, *_) = from_csv(download(client, "/calls.csv?bom=1&country=gb"))
    assert row["query"] == "http://testserver/calls/?country=gb"


def test_in_the_language_of_the_page(client, son_lammy):
    (row,) = from_csv(download(client, "/calls.csv?lang=vi"))
    assert row["title"] == "Bùi Thanh Sơn và David Lammy điện đàm"


@pytest.mark.parametrize("bad", ['=HYPERLINK("http://x.example")', "+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1"])
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_no_cell_is_a_formula(client, archive, bad, suffix):
    Official.objects.filter(slug="david-lammy").update(name=bad)
    data = download(client, f"/officials.{suffix}")
    rows = from_csv(data) if suffix == "csv" else from_xlsx(data)
    assert f"'{bad}".replace("\r", "\n") in [str(row["name"]).replace("\r", "\n") for row in rows]
    if suffix == "xlsx":
        book = load_workbook(io.BytesIO(data))
        assert not [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_what_xlsx_cannot_hold_is_left_out(client, archive):
    Official.objects.filter(slug="david-lammy").update(name="David\x0b Lammy\x00"[:12])
    assert "David Lammy" in [row["name"] for row in from_xlsx(download(client, "/officials.xlsx"))]


def test_a_list_too_long_for_a_spreadsheet(client, archive, monkeypatch):
    monkeypatch.setattr(forms, "SPREADSHEET", 2)
    answer = client.get("/calls.xlsx")
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert "CSV" in answer.json()["detail"]


@pytest.mark.parametrize(("query", "parameter"), [("country=zz", "country"), ("from=2025-13", "from")])
def test_a_wrong_filter_gives_no_file(client, archive, query, parameter):
    answer = client.get(f"/calls.csv?{query}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


@pytest.mark.parametrize("path", ["/calls.pdf", "/nothing.csv", "/calls/.csv"])
def test_no_such_file(client, archive, path):
    assert client.get(path).status_code == 404


def test_nothing_can_be_sent_to_it(client, archive):
    assert client.post("/calls.csv").status_code == 405


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_all_come_once_whatever_is_fetched_together(client, archive, monkeypatch, at_once):
    monkeypatch.setattr("articles.exporting.lists.AT_ONCE", at_once)
    for number in range(5):
        make.meeting(date="2023-05-01", parties=("VN", "LA"), articles=[make.article(f"Text {number}")])
        make.meeting(date="", parties=("VN", "KH"), articles=[make.article(f"Text {number} without a day")])
    ids = [row["id"] for row in from_csv(download(client, "/calls.csv"))]
    assert ids == list(Meeting.objects.published().newest_first().values_list("slug", flat=True))


@pytest.mark.parametrize("path", ["/calls.csv", "/calls.jsonl", "/facts.csv", "/officials.csv", "/agreements.csv"])
def test_number_of_queries_does_not_grow(client, archive, django_assert_max_num_queries, path):
    for number in range(1, 25):
        people = [(f"Minister {number}", "VN", "other")]
        make.meeting(
            date=f"2023-01-{number:02}", people=people, articles=[make.article(f"Text {number}")],
            agreements=[f"Plan {number}"],
        )  # fmt: skip
    current()
    with django_assert_max_num_queries(12):
        download(client, path)


def test_memory_does_not_grow_with_the_list(client, archive, monkeypatch):
    """Twenty times as many rows are written with about as much memory as a few."""
    monkeypatch.setattr("articles.exporting.lists.AT_ONCE", 10)

    def peak(path: str) -> int:
        tracemalloc.start()
        for number, _piece in enumerate(client.get(path).streaming_content):
            if number % 10 == 0:
                gc.collect()  # records know each other in circles: what counts is what is still in use
        _now, highest = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return highest

    for number in range(30):
        make.meeting(date=f"2023-01-{number % 28 + 1:02}", articles=[make.article("Words " * 2000)])
    peak("/calls.jsonl")  # imports, caches
    few = peak("/calls.jsonl")
    for number in range(600):
        make.meeting(date=f"2022-{number % 12 + 1:02}-{number % 28 + 1:02}", articles=[make.article("Words " * 2000)])
    current()
    assert peak("/calls.jsonl") < 1.5 * few + 500_000
