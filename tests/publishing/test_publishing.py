"""What is published is all there is: read back by other programs, and an equal archive in an empty database."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from frictionless import validate

from articles import editing
from articles.editing import marked, values
from articles.editing.records import describe
from articles.index import record
from articles.ingest.export import meetings
from articles.ingest.pipeline import ingest
from articles.models import Article, ArticleVersion, Meeting, Official, Ruling, SlugRedirect
from articles.publishing import RestoreError, publish, published, restore
from articles.publishing.files import description_of
from tests.editing.archive import fact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference", "followed")]

CALLS = Path(__file__).parents[1] / "corpus" / "calls" / "calls.articles.jsonl"
NOTE = "The minister's week.\n\nOn Friday he also had London on the line.\n"


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path) -> Path:
    settings.DATA_DIR = str(tmp_path / "data")
    settings.ARCHIVE_URL = "https://archive.example.org/"
    return tmp_path / "data"


@pytest.fixture
def edited(tmp_path, editor) -> None:
    """An archive of forty texts in which editors did all that they can, and a source changed its text."""
    texts = tmp_path / "texts.jsonl"
    lines = CALLS.read_text("utf-8").splitlines()[:40]
    reprint = json.dumps(json.loads(lines[1]) | {"id": "reprint", "publisher": "The Mirror"})
    lines.append(reprint)
    texts.write_text("\n".join([*lines, json.dumps({"id": "note", "text": NOTE, "lang": "en"})]), "utf-8")
    ingest([str(texts)])
    changed = json.loads(lines[0])
    changed["text"] += "\n\nThis page was updated."
    texts.write_text(json.dumps(changed), "utf-8")
    ingest([str(texts)])
    calls = list(Meeting.objects.published().filter(date_earliest__isnull=False)[:6])
    editing.correct(fact(calls[0], "date"), values.date("2024-02-29"), editor, reason="the other readout")
    editing.reject([fact(calls[1], "kind")], editor)
    editing.merge(calls[2:4], editor)
    undone = editing.keep_apart(calls[4:6], editor)
    editing.undo(undone.rulings[0], editor)
    editing.put_to(calls[4], marked(Article.objects.get(source_id="note"), "London on the line"), editor)
    official = Official.objects.seen().first()
    describe(official, {"name": "Somebody Else"}, editor)


def everything() -> dict[str, list]:
    """All that must be equal; of accounts and facts the export tells."""
    versions = ArticleVersion.objects.order_by("pk")
    return {
        "meetings": list(meetings()),
        "articles": list(Article.objects.order_by("pk").values()),
        "versions": list(versions.values()),
        "rulings": list(Ruling.objects.order_by("at", "pk").values(*RULING)),
        "addresses": sorted(SlugRedirect.objects.values_list("old_slug", "meeting__slug", "official__slug"), key=str),
        "officials": list(Official.objects.order_by("key").values("key", "slug", "name", "country")),
    }


RULING = [f.attname for f in Ruling._meta.concrete_fields if f.attname not in ("by_id", "by_name", "undone_by_name")]


def forget_everything() -> None:
    record(Meeting.objects.values_list("pk", flat=True))
    Meeting.objects.all().delete()
    Article.objects.all().delete()
    Ruling.objects.all().delete()
    Official.objects.all().delete()


@pytest.mark.parametrize("names", [True, False])
def test_there_and_back(edited, names):
    before = everything()
    assert all(before.values()), "something of everything"
    by = set(Ruling.objects.values_list("by_name", flat=True))
    file = publish(names=names)
    forget_everything()
    done = restore(file.path)
    assert everything() == before
    assert (done.articles, done.rulings) == (42, len(before["rulings"]))
    assert Article.objects.get(source_id="reprint").reprints().exists()
    assert set(Ruling.objects.values_list("by_name", flat=True)) == (by if names else {"editor"})
    # What comes in after that gets numbers of its own.
    assert ingest([str(CALLS)]).articles["new"] > 0


def test_a_restored_archive_can_be_published_again(edited):
    first = publish()
    forget_everything()
    restore(first.path)
    sums = {r["path"]: r["hash"] for r in first.package["resources"] if r["path"] in WHOLE}
    second = publish()
    assert {r["path"]: r["hash"] for r in second.package["resources"] if r["path"] in WHOLE} == sums


WHOLE = ("articles.jsonl", "versions.jsonl", "rulings.jsonl")


def test_read_by_other_programs(edited):
    file = publish()
    pack = zipfile.ZipFile(file.path)
    assert pack.testzip() is None
    said = json.loads(pack.read("datapackage.json"))
    assert {resource["path"] for resource in said["resources"]} == set(pack.namelist()) - {
        "datapackage.json",
        "README.md",
    }
    for resource in said["resources"]:
        data = pack.read(resource["path"])
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
    rows = list(csv.DictReader(io.TextIOWrapper(pack.open("calls.csv"), "utf-8", newline="")))
    lines = [json.loads(line) for line in pack.read("calls.jsonl").splitlines()]
    shown = list(Meeting.objects.published().newest_first().values_list("slug", flat=True))
    assert [row["id"] for row in rows] == [line["id"] for line in lines] == shown
    assert rows[0]["page"] == f"https://archive.example.org/calls/{shown[0]}/"
    readme = pack.read("README.md").decode()
    for resource in said["resources"]:
        assert f"## {resource['path']}" in readme
        for field in resource["schema"]["fields"] if "schema" in resource else ():
            assert f"| {field['name']} |" in readme


def test_the_description_is_a_data_package(edited, tmp_path):
    """By Frictionless' own program: sizes, checksums and columns are those of the files."""
    with zipfile.ZipFile(publish().path) as pack:
        pack.extractall(tmp_path / "out")
    package = tmp_path / "out" / "datapackage.json"
    said = json.loads(package.read_text("utf-8"))
    said["resources"] = [resource for resource in said["resources"] if resource["format"] == "csv"]
    package.write_text(json.dumps(said), "utf-8")
    report = validate(str(package))
    assert report.valid, report.flatten(["fieldName", "message"])


def test_no_editor_is_named_unless_asked_for(edited, editor):
    file = publish()
    assert editor.get_username() not in zipfile.ZipFile(file.path).read("rulings.jsonl").decode()


def test_dated_files_are_thinned_out(edited, monkeypatch):
    days = [timezone.now() - timedelta(days=number) for number in (3, 2, 1, 0)]
    for day in days:
        monkeypatch.setattr("articles.publishing.packing.timezone.now", lambda day=day: day)
        publish(keep=2)
    assert [file.day for file in published()] == [f"{day:%Y-%m-%d}" for day in reversed(days[2:])]


def test_what_fails_half_way_leaves_no_file(edited, data_dir, monkeypatch):
    monkeypatch.setattr("articles.publishing.parts._addresses", lambda: iter([b"{}", 1]))
    with pytest.raises(TypeError):
        publish()
    assert list(data_dir.iterdir()) == []


@pytest.mark.parametrize("damage", ["text", "sum", "missing", "no zip", "no file"])
def test_a_damaged_file_is_refused_whole(edited, tmp_path, damage):
    file, bad = publish(), tmp_path / "bad.zip"
    forget_everything()
    if damage == "no zip":
        bad.write_bytes(b"no zip at all")
    elif damage != "no file":
        with zipfile.ZipFile(file.path) as pack, zipfile.ZipFile(bad, "w") as made:
            for name in pack.namelist():
                data = pack.read(name)
                if name == "articles.jsonl" and damage == "text":
                    data = data.replace(b"a", b"e", 1)
                if name == "datapackage.json" and damage == "sum":
                    data = b"{}"
                if not (name == "rulings.jsonl" and damage == "missing"):
                    made.writestr(name, data)
    with pytest.raises(RestoreError, match=r"bad\.zip"):
        restore(bad)
    assert not Article.objects.exists()


def test_only_into_an_empty_archive(edited):
    file = publish()
    forget_everything()
    Article.objects.create(source_id="mine", text="Mine.", content_hash="0" * 64, ingested_at=timezone.now())
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(file.path), "--quiet")
    assert Article.objects.count() == 1


def test_stopped_half_way_it_is_run_again(edited, monkeypatch):
    before = everything()
    file = publish()
    forget_everything()
    with monkeypatch.context() as patch:
        patch.setattr("articles.publishing.restoring.rebuild", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            restore(file.path)
    restore(file.path)
    assert everything() == before


def test_the_page(edited, client, capsys):
    assert "publish" in client.get("/data/").content.decode()
    assert client.get("/data/datapackage.json").status_code == 404
    call_command("publish")
    (file,) = published()
    assert file.sha256 in capsys.readouterr().out
    page = client.get("/data/").content.decode()
    assert f"/data/{file.name}" in page
    assert file.sha256 in page
    answer = client.get(f"/data/{file.name}")
    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == file.sha256
    assert client.get(f"/data/{file.name}", headers={"if-none-match": answer["ETag"]}).status_code == 304
    said = client.get("/data/datapackage.json").json()
    assert said["resources"][0]["path"] == file.name
    assert said["resources"][0]["hash"] == f"sha256:{file.sha256}"


@pytest.mark.parametrize(
    "name", ["no-2026-01-01.zip", "..%2fsettings.py", "hotline-2026-01-01.json", "%2fetc%2fpasswd"]
)
def test_no_other_file_is_given(client, data_dir, name):
    data_dir.mkdir()
    (data_dir / "hotline-2026-01-01.json").write_text("{}")
    assert client.get(f"/data/{name}").status_code == 404


def test_a_file_without_its_description_is_not_offered(edited):
    file = publish()
    description_of(file.path).unlink()
    assert published() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's tests are in memory, where a reader locks")
@pytest.mark.django_db(transaction=True)
def test_as_of_one_moment_and_nobody_waits(edited, monkeypatch):
    """Outside of any transaction, as from cron: what another process stores meanwhile is not in it, and is stored."""
    slugs = {call["id"] for call in meetings()}

    def store_meanwhile(part: str) -> None:
        if part == "calls.csv":
            thread = Thread(target=_store_another)
            thread.start()
            thread.join(30)
            assert not thread.is_alive(), "a writer waits for publish"

    pack = zipfile.ZipFile(publish(listener=store_meanwhile).path)
    assert Article.objects.filter(source_id="meanwhile").exists()
    lines = [json.loads(line) for line in pack.read("articles.jsonl").splitlines()]
    assert "meanwhile" not in {line["source_id"] for line in lines}
    assert {json.loads(line)["id"] for line in pack.read("calls.jsonl").splitlines()} == slugs


def _store_another() -> None:
    try:
        Article.objects.create(
            source_id="meanwhile", text="Meanwhile.", content_hash="1" * 64, ingested_at=timezone.now()
        )
    finally:
        connection.close()


def test_from_a_command_line_on_sqlite(tmp_path):
    """A process of its own, as cron starts it: no connection is open yet when the snapshot begins."""
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'archive.sqlite3'}", "DATA_DIR": str(tmp_path / "data"), "DEBUG": "1",
    }  # fmt: skip
    for command in (["migrate", "--verbosity", "0"], ["publish"]):
        done = subprocess.run([sys.executable, "manage.py", *command], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "data").glob("*.zip"))) == 1
