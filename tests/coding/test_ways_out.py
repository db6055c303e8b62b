"""Event data as files: read back by other programs."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.core.management import call_command
from frictionless import validate
from openpyxl import load_workbook

from articles.coding.uncoded import REASONS
from articles.index import current
from articles.ingest.pipeline import ingest
from articles.ingest.rebuild import rebuild
from articles.models import Account, Article, Meeting
from articles.publishing import publish
from tests import factories as make

from .test_events import SCHEMA, VISIT

pytestmark = pytest.mark.django_db


def download(client, path: str) -> bytes:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def table(data: bytes) -> list[dict]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def lines(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.splitlines()]


def test_a_row_a_pair(client, son_lammy):
    (row,) = table(download(client, "/events.csv"))
    assert row["id"] == "2024-12-20-united-kingdom-vietnam.CONSULT.GB-VN"
    assert (row["date"], row["enddate"], row["year"]) == ("2024-12-20", "2024-12-20", "2024")
    assert (row["source"], row["source_sector"], row["source_officials"]) == ("GBR", "GOV", "David Lammy")
    assert (row["target"], row["target_party"], row["target_posts"]) == ("VNM", "VN", "foreign_minister")
    assert (row["cameo"], row["plover_event"], row["plover_mode"]) == ("041", "CONSULT", "phone")
    assert (row["quad_class"], row["goldstein"], row["event_scale"]) == ("1", "1.0", "1.5")
    assert (row["articles"], row["is_directed"], row["initiator"]) == ("2", "0", "")
    assert row["link"] == "http://testserver/calls/2024-12-20-united-kingdom-vietnam/"


def test_who_asked_for_the_call_has_its_own_column(client):
    make.meeting(date="2025-04-04", parties=("VN", "US"), initiator="VN")
    (row,) = table(download(client, "/events.csv"))
    assert (row["source_party"], row["target_party"], row["initiator"]) == ("US", "VN", "VN")


def test_codes_keep_their_leading_zero(client, archive):
    rows = table(download(client, "/events.csv"))
    assert {row["cameo"] for row in rows} <= {"040", "041", "036"}
    sheet = load_workbook(io.BytesIO(download(client, "/events.xlsx")), read_only=True).worksheets[0]
    head, *cells = sheet.iter_rows(values_only=True)
    assert [cell[head.index("cameo")] for cell in cells] == [row["cameo"] for row in rows]


@pytest.mark.parametrize(
    "query", ["", "country=gb", "from=2024&topic=climate_environment", "q=khi+hau", "kind=in_person"]
)
def test_the_events_of_the_list(client, archive, query):
    listed = lines(download(client, f"/calls.jsonl?{query}"))
    dated = [c["id"] for c in listed if c["earliest"] and c["earliest"][:7] == c["latest"][:7]]
    found = lines(download(client, f"/events.jsonl?{query}"))
    assert [said["archive"]["call"] for said in found if said["event"] == "CONSULT"] == dated
    for said in found:
        SCHEMA.validate(said)
    pairs = table(download(client, f"/events.csv?{query}"))
    assert {row["event"] for row in pairs} == {said["id"] for said in found}
    assert json.loads(download(client, f"/events.json?{query}"))["events"] == [
        {name: value for name, value in said.items() if name != "source"} for said in found
    ]


def test_a_wrong_filter_gives_no_file(client, archive):
    answer = client.get("/events.csv?country=zz")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "country")


CALL = "Foreign Minister Bui Thanh Son spoke by phone with Foreign Secretary David Lammy on 4 March 2025."
LETTER = (
    "President Xi Jinping sent a message of congratulations to President Vladimir Putin on 1 May 2024, the ministry "
    "said on 1 May 2024. In the message Xi Jinping wished Vladimir Putin well."
)
TEXTS = {
    "call": (CALL, ""),
    "planned": ("President Donald Trump will speak by phone with President Vladimir Putin on Tuesday.", "planned"),
    "denied": (
        "The Kremlin said that President Vladimir Putin did not speak by phone with President Donald Trump.",
        "denied",
    ),
    "weather": ("Heavy rain fell over the capital on Monday and the river rose.", "no_contact"),
    "polish": ("Prezydent rozmawiał wczoraj przez telefon z premierem sąsiedniego kraju o handlu.", "language"),
    "letter": (LETTER, "kind"),
}


@pytest.fixture
def seen(reference, tmp_path) -> dict[str, str]:
    """Texts of which one is coded; the reason for each of the others."""
    file = tmp_path / "texts.jsonl"
    texts = [{"id": name, "text": text, "url": f"https://x.example/{name}"} for name, (text, _) in TEXTS.items()]
    file.write_text("\n".join(map(json.dumps, texts)), "utf-8")
    ingest([str(file)])
    return {name: reason for name, (_, reason) in TEXTS.items() if reason}


def test_texts_that_gave_no_event(client, seen):
    rows = table(download(client, "/events/uncoded.csv"))
    assert {row["id"]: row["reason"] for row in rows} == seen
    assert set(seen.values()) <= set(REASONS)
    assert rows[0]["query"] == "http://testserver/events/uncoded.csv"
    (letter,) = (row for row in rows if row["id"] == "letter")
    assert letter["call"] == Meeting.objects.get(kind="letter").slug
    assert letter["url"] == "https://x.example/letter"


def test_every_text_is_on_one_side(client, seen):
    undated = make.article("On the phone.", source_id="undated")
    make.meeting(date="2021", articles=[undated])
    ruled_out = make.meeting(articles=[make.article("No call.", source_id="no call")])
    Meeting.objects.filter(pk=ruled_out.pk).update(kind="")
    make.article("Read before reasons were kept.", source_id="old")
    rows = {row["id"]: row["reason"] for row in table(download(client, "/events/uncoded.csv"))}
    assert rows == seen | {"undated": "undated", "no call": "ruled_out", "old": "unsaid"}
    coded = {a["article"] for said in lines(download(client, "/events.jsonl")) for a in said["cite_info"]}
    assert coded | rows.keys() == set(Article.objects.values_list("source_id", flat=True))
    assert not coded & rows.keys()


def test_reasons_are_found_in_an_older_archive(client, seen):
    Article.objects.update(skipped="")
    rebuild()
    assert {row["id"]: row["reason"] for row in table(download(client, "/events/uncoded.csv"))} == seen


def test_a_text_that_comes_to_report_a_call_has_no_reason_left(client, seen, tmp_path):
    file = tmp_path / "again.jsonl"
    file.write_text(json.dumps({"id": "weather", "text": CALL.replace("4 March", "5 May")}), "utf-8")
    ingest([str(file)])
    assert Article.objects.get(source_id="weather").skipped == ""
    assert "weather" not in {row["id"] for row in table(download(client, "/events/uncoded.csv"))}


def test_one_call_is_enough(client, son_lammy):
    """An article that tells of two calls, of which one has no date, gave an event."""
    article = son_lammy.accounts.first().article
    Account.objects.create(
        article=article,
        position=1,
        meeting=make.meeting(date="", parties=("VN", "LA")),
        reading={"date": ""},
        block="x",
    )
    assert table(download(client, "/events/uncoded.csv")) == []


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["a", "b", "c"]),
        ("from=2024", ["a", "b"]),
        ("to=2024-06", ["a", "c"]),
        ("year=2024", ["a", "b"]),
        ("language=vi", ["b"]),
        ("q=khi+hau", ["b"]),
        ("q=%22heavy+rain%22", ["a"]),
        ("sort=oldest", ["a", "b", "c"]),
    ],
)
def test_narrowed_by_what_is_known_of_a_text(client, db, query, ids):
    make.article("Heavy rain in May.", source_id="a", published_on="2024-05-01")
    make.article("Biến đổi khí hậu.", source_id="b", language="vi", published_on="2024-12-31")
    make.article("Rain, not heavy.", source_id="c", published_on="2023-01-01")
    assert [row["id"] for row in table(download(client, f"/events/uncoded.csv?{query}"))] == ids


@pytest.mark.parametrize("parameter", ["country", "year", "topic"])
def test_not_narrowed_by_what_only_calls_have(client, archive, parameter):
    """Never silently everything."""
    value = {"country": "gb", "year": "abc", "topic": "climate_environment"}[parameter]
    answer = client.get(f"/events/uncoded.csv?{parameter}={value}")
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


@pytest.mark.parametrize("path", ["/events.csv", "/events.jsonl", "/events/uncoded.csv"])
def test_number_of_queries_does_not_grow(client, archive, django_assert_max_num_queries, path):
    for number in range(1, 25):
        people = [(f"Minister {number}", "VN", "other"), ("David Lammy", "GB", "foreign_minister")]
        statements = [("David Lammy", "invite", VISIT)]
        make.meeting(
            date=f"2023-01-{number:02}",
            people=people,
            statements=statements,
            articles=[make.article(f"{number} {VISIT}")],
        )
        make.meeting(date="", parties=("VN", "KH"), articles=[make.article(f"Text {number} without a day")])
        make.article(f"Text {number} without a call")
    current()
    with django_assert_max_num_queries(12):
        download(client, path)


def test_command(archive, tmp_path, capsys, settings):
    settings.ARCHIVE_URL = "https://archive.example.org/"
    call_command("events")
    records = lines(capsys.readouterr().out.encode())
    assert records[0]["link"].startswith("https://archive.example.org/calls/")
    call_command("events", str(tmp_path / "pairs.csv"), "--form", "dyadic")
    assert {row["event"] for row in table((tmp_path / "pairs.csv").read_bytes())} == {said["id"] for said in records}
    make.article("Rain.", skipped="no_contact")
    call_command("events", str(tmp_path / "uncoded.csv"), "--uncoded")
    (row,) = table((tmp_path / "uncoded.csv").read_bytes())
    assert (row["reason"], row["query"]) == ("no_contact", "https://archive.example.org/events/uncoded.csv")


def test_published_with_the_archive(seen, settings, tmp_path):
    settings.DATA_DIR, settings.ARCHIVE_URL = str(tmp_path / "data"), "https://archive.example.org/"
    with zipfile.ZipFile(publish().path) as pack:
        pack.extractall(tmp_path / "out")
        (said,) = lines(pack.read("events.jsonl"))
        SCHEMA.validate(said)
        (row,) = table(pack.read("events.csv"))
        assert (row["event"], row["cameo"]) == (said["id"], "041")
        assert {row["id"] for row in table(pack.read("uncoded.csv"))} == seen.keys()
        package = json.loads(pack.read("datapackage.json"))
    described = {resource["path"]: resource for resource in package["resources"]}
    assert {field["name"] for field in described["events.jsonl"]["schema"]["fields"]} == set(said) - {"source"} | {
        "enddate", "mode", "event_scale", "event_text", "comment", "coded_date",
    }  # fmt: skip
    package["resources"] = [described["events.csv"], described["uncoded.csv"]]
    (tmp_path / "out" / "datapackage.json").write_text(json.dumps(package), "utf-8")
    report = validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.valid, report.flatten(["fieldName", "message"])
