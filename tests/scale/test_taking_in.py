"""The archive of files of extractions is the archive of the texts themselves."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.management import call_command

from articles.extraction import extract
from articles.ingest import extracting, pipeline, witnesses
from articles.ingest.bulk import work as worker
from articles.ingest.export import meetings
from articles.ingest.pipeline import ingest
from articles.ingest.reading import extracted, read
from articles.models import Account, Article, Meeting, Official

from .conftest import extract_into

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

WHEN = ("id", "ingested_at", "changed_at")


def everything() -> dict[str, list]:
    articles = Article.objects.order_by("source_id").values()
    accounts = Account.objects.order_by("article__source_id", "position").values(
        "article__source_id", "position", "reading", "block", "sketch", "window_start", "meeting__slug"
    )
    return {
        "meetings": list(meetings()),
        "articles": [{name: value for name, value in row.items() if name not in WHEN} for row in articles],
        "accounts": list(accounts),
        "officials": list(Official.objects.order_by("key").values("key", "slug", "name", "country")),
    }


def forget_everything() -> None:
    for model in (Meeting, Article, Official):
        model.objects.all().delete()


def never(*args, **kwargs):
    raise AssertionError("it was extracted again")


@pytest.fixture
def no_extractor(monkeypatch):
    monkeypatch.setattr(extracting, "extract", never)
    monkeypatch.setattr(pipeline, "extract", never)
    monkeypatch.setattr(witnesses, "extract", never)


def said(summary: pipeline.Summary) -> dict:
    told = dataclasses.asdict(summary) | {"problems": sorted(map(repr, summary.problems))}
    return {name: value for name, value in told.items() if not name.startswith("extracted_")}


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_the_same_archive_and_the_same_summary(texts, tmp_path, form, request):
    extract_into(tmp_path / "to", texts, form)
    direct = ingest([str(texts)])
    before = everything()
    assert all(before.values())
    assert {False, True} == {problem.is_in for problem in direct.problems}
    forget_everything()
    request.getfixturevalue("no_extractor")
    carried = ingest([str(tmp_path / "to")])
    assert everything() == before
    assert said(carried) == said(direct)
    assert (carried.extracted_before, carried.extracted_again) == (sum(direct.articles.values()), 0)
    again = ingest([str(tmp_path / "to")])
    # The one id that has two texts is changed by each in turn, as it is by the texts themselves.
    assert again.articles["new"] == 0
    assert again.articles["changed"] <= 2
    assert everything() == before


def test_after_another_extractor_the_texts_are_read_anew_and_it_is_said(texts, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(worker, "_DIGEST", "of another lexicon")
    monkeypatch.setattr("tests.scale.conftest.digest", lambda: "of another lexicon")
    monkeypatch.setattr(worker, "read_all", lambda documents: [another(document) for document in documents])
    extract_into(tmp_path / "to", texts / "calls.jsonl", "parquet")
    monkeypatch.undo()
    with pytest.raises(SystemExit):
        call_command("ingest", str(tmp_path / "to"), "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["extracted"] == {"before": 0, "again": 15}
    before = everything()
    assert before["meetings"]
    forget_everything()
    ingest([str(texts / "calls.jsonl")])
    assert everything() == before
    forget_everything()
    with pytest.raises(SystemExit):
        call_command("ingest", str(tmp_path / "to"))
    assert "Extracted again: 15 articles" in capsys.readouterr().out


def another(document):
    """What an extractor says that reads nothing."""
    return dataclasses.replace(extract(document), accounts=(), skipped="no_contact")


def test_a_text_on_which_the_extractor_failed_is_reported_and_read_by_the_next_one(texts, tmp_path, monkeypatch):
    failed = extracting.FailedExtraction("the extractor failed on it: KeyError('x')")
    monkeypatch.setattr(worker, "read_all", lambda documents: [failed for _ in documents])
    ((_, done),) = extract_into(tmp_path / "to", texts / "zoo.jsonl", "parquet")
    monkeypatch.undo()
    assert (done.articles, [problem.reason for problem in done.problems]) == (0, [failed])
    summary = ingest([str(tmp_path / "to")])
    assert [problem.reason for problem in summary.problems] == [failed]
    assert not Article.objects.exists()
    monkeypatch.setattr(extracted, "digest", lambda: "of another lexicon")
    assert ingest([str(tmp_path / "to")]).articles["new"] == 1


@pytest.fixture
def file(texts, tmp_path) -> Path:
    ((partition, _),) = extract_into(tmp_path / "to", texts / "crawl.warc.gz", "jsonl")
    return Path(partition.into)


def rewritten(file: Path, **cells) -> list[str]:
    """What is said of the file when cells of its first row are others."""
    head, first, *rest = file.read_text("utf-8").splitlines()
    row = json.loads(first) | cells
    file.write_text("\n".join([head, json.dumps(row), *rest]), "utf-8")
    return [item.reason for item in read([str(file)]) if not hasattr(item, "document")]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"text": 5}, "its text is not a text"),
        ({"text": "", "title": ""}, "has neither text nor title"),
        ({"text": "They\0spoke."}, "holds zero characters"),
        ({"byline": "\ud800"}, "half a character"),
        ({"url": "javascript:alert(1)"}, "its url is not a web address"),
        ({"published": "yesterday"}, "its published is no date"),
        ({"publisher": "P" * 201}, "its publisher is longer than 200 characters"),
        ({"id": "x" * 501}, "its id is longer than 500 characters"),
        ({"read_as": "../x"}, "does not say as what it was read"),
        ({"extraction": "{"}, "its extraction is not JSON"),
        ({"extraction": "{}"}, "its extraction is not sound: it lacks a part"),
        ({"extraction": None}, "its extraction is not JSON"),
        ({"id": "another"}, "its extraction is not sound: it is of another text"),
        ({"text": "Short."}, "its extraction is not sound: a"),
        ({"id": ""}, "has neither an article nor a problem"),
    ],
)
def test_a_row_that_no_worker_wrote_is_named_with_the_reason_and_the_remedy(file, cells, reason):
    name = next(item.name for item in read([str(file)]))
    assert name
    first = rewritten(file, **cells)[0]
    assert reason in first
    assert first.endswith("extract it again with manage.py extract --to")


def test_a_day_that_is_none_in_an_extraction(file):
    row = json.loads(file.read_text("utf-8").splitlines()[1])
    extraction = json.loads(row["extraction"])
    extraction["meetings"][0]["date"] = "2024-13-01"
    assert "there is no month 13" in rewritten(file, extraction=json.dumps(extraction))[0]
    assert ingest([str(file)]).articles["new"] == 1


def test_what_goes_to_a_terminal_holds_no_commands(file):
    escape = "\x1b]0;owned\x07"
    (problem, *_) = (item for item in read([str(file)]) if not hasattr(item, "document"))
    assert problem.is_in
    head, *_, last = file.read_text("utf-8").splitlines()
    row = {"name": f"a{escape}", "problem": f"is bad {escape}"}
    file.write_text("\n".join([head, json.dumps(row), json.dumps({"rows": 1})]), "utf-8")
    (problem,) = read([str(file)])
    assert problem.name == f"{file}, row 1"
    assert "\x1b" not in problem.reason
    assert last


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "does not say which extractor made it"),
        ('{"id": "a", "text": "They spoke."}', "does not say which extractor made it"),
        ('{"hotline": {"extractor": "0.2"}}', "does not say which extractor made it"),
        ('{"hotline": [5]}\n{"rows": 0}', "does not say which extractor made it"),
    ],
)
def test_a_file_that_is_of_no_extractor(tmp_path, content, reason):
    file = tmp_path / "x.extracted.jsonl"
    file.write_text(content)
    (problem,) = read([str(file)])
    assert problem.name == str(file)
    assert problem.reason == f"{reason}; extract it again with manage.py extract --to"


def test_tables_of_others_under_the_name_of_ours(tmp_path):
    file = tmp_path / "x.extracted.parquet"
    origin = extracted.Origin("0.2", "d", "s", "t")
    for metadata, reason in (({}, "does not say which"), ({"hotline": origin.as_json()}, "lacks a column of id")):
        pq.write_table(pa.table({"id": ["a"], "text": ["b"]}).replace_schema_metadata(metadata), file)
        (problem,) = read([str(file)])
        assert reason in problem.reason


def test_a_file_under_another_name_is_a_table_of_articles(texts, tmp_path):
    ((partition, _),) = extract_into(tmp_path / "to", texts / "zoo.jsonl", "parquet")
    Path(partition.into).rename(tmp_path / "plain.parquet")
    (found,) = read([str(tmp_path / "plain.parquet")])
    assert (found.read_as, found.was_extracted, found.document.text) == ("parquet", False, "Nothing was said.")
