"""Files in, files out: named alike, whole or not there, and there once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from articles.extraction.digest import digest
from articles.ingest.bulk import work as worker
from articles.ingest.bulk.partitions import is_done, plan, within
from articles.ingest.bulk.writing import unfinished
from articles.ingest.reading import count_texts, read

from .conftest import ROOT, extract_into


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_what_is_read_again_is_what_the_texts_gave(texts, tmp_path, form):
    done = extract_into(tmp_path / "to", texts, form)
    again = list(read([str(tmp_path / "to")]))
    plain = {(item.name, item.document.id): item for item in read([str(texts.absolute())]) if hasattr(item, "document")}
    found = [item for item in again if hasattr(item, "document")]
    assert {(item.name, item.document.id) for item in found} == set(plain)
    for item in found:
        before = plain[item.name, item.document.id]
        assert (item.document, item.read_as, item.headline, item.byline) == (
            before.document,
            before.read_as,
            before.headline,
            before.byline,
        )
        assert item.extraction.document_id == item.document.id
    problems = [item for item in again if not hasattr(item, "document")]
    assert sorted(map(repr, problems)) == sorted(
        repr(item) for item in read([str(texts.absolute())]) if not hasattr(item, "document")
    )
    assert {problem.is_in for problem in problems} == {True, False}
    assert sum(len(result.problems) for _, result in done) == len(problems)
    assert count_texts([str(tmp_path / "to")]) == len(again)


def test_one_file_for_each_and_one_for_the_texts_of_a_folder(texts, tmp_path):
    extract_into(tmp_path / "to", texts, "parquet")
    names = sorted(name[: name.rindex("-")] for name in files_in(tmp_path / "to"))
    assert names == ["calls.jsonl", "crawl.warc.gz", "press/texts", "t.parquet", "texts", "zoo.jsonl"]


def test_what_is_done_is_not_done_again_until_something_is_another(texts, tmp_path):
    extract_into(tmp_path / "to", texts, "parquet")
    before = files_in(tmp_path / "to")
    partitions, _ = plan([str(texts)], tmp_path / "to", "parquet")
    assert all(is_done(partition, digest()) for partition in partitions)
    assert not any(is_done(partition, "another") for partition in partitions)
    extract_into(tmp_path / "to", texts, "parquet")
    assert files_in(tmp_path / "to") == before
    (texts / "press" / "essay.txt").write_text("An essay on the telegraph.")
    with (texts / "zoo.jsonl").open("a") as file:
        file.write("\n")
    partitions, _ = plan([str(texts)], tmp_path / "to", "parquet")
    stale = [partition.into for partition in partitions if not is_done(partition, digest())]
    assert sorted(Path(name).name.split("-")[0] for name in stale) == ["texts", "zoo.jsonl"]
    assert set(stale) <= {str(tmp_path / "to" / name) for name in before}


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_only_articles_with_a_meeting(texts, tmp_path, form):
    extract_into(tmp_path / "all", texts, form)
    with_meeting = [item for item in read([str(tmp_path / "all")]) if getattr(item, "extraction", None)]
    with_meeting = [item.document.id for item in with_meeting if item.extraction.accounts]
    partitions, _ = plan([str(texts)], tmp_path / "some", form, only_meetings=True)
    done = [worker.work(partition, digest()) for partition in partitions]
    assert [item.document.id for item in read([str(tmp_path / "some")])] == with_meeting
    assert sum(result.told for result in done) == len(with_meeting) < sum(result.articles for result in done)
    assert any(result.problems for result in done)
    # A run without the option has to go through them again.
    assert all(is_done(partition, digest()) for partition in partitions)
    assert not any(is_done(partition, digest()) for partition in plan([str(texts)], tmp_path / "some", form)[0])


@pytest.mark.parametrize("form", ["parquet", "jsonl"])
def test_a_file_that_is_cut_off_is_not_done(texts, tmp_path, form):
    ((partition, _), *_) = extract_into(tmp_path / "to", texts / "calls.jsonl", form)
    file = Path(partition.into)
    if form == "parquet":
        file.write_bytes(file.read_bytes()[:-30])
        assert not is_done(partition, digest())
    else:
        file.write_bytes(file.read_bytes()[:-30])
        said = [item.reason for item in read([str(file)]) if not hasattr(item, "document")]
        assert "is cut off" in said[-1]


def test_a_worker_that_fails_leaves_nothing_and_what_was_there(texts, tmp_path, monkeypatch):
    ((partition, _),) = extract_into(tmp_path / "to", texts / "calls.jsonl", "parquet")
    before = files_in(tmp_path / "to")

    def fail(documents):
        yield from documents
        raise MemoryError

    monkeypatch.setattr(worker, "read_all", lambda documents: list(fail(documents)))
    with pytest.raises(MemoryError):
        worker.work(partition, digest())
    assert files_in(tmp_path / "to") == before


def test_what_a_killed_worker_left_is_found_and_never_read(texts, tmp_path):
    ((partition, _),) = extract_into(tmp_path / "to", texts / "calls.jsonl", "parquet")
    into = Path(partition.into)
    (into.parent / f".{into.name}.host-1-abc.part").write_bytes(b"PAR1 half")
    (into.parent / f".other.{into.name}.host-1-abc.part").write_bytes(b"PAR1 half")
    assert [path.name for path in unfinished(into)] == [f".{into.name}.host-1-abc.part"]
    assert {item.name.split(",")[0] for item in read([str(tmp_path / "to")])} == {str(texts / "calls.jsonl")}


def test_two_files_of_one_name_from_two_places_are_two(texts, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    (other / "calls.jsonl").write_bytes((texts / "calls.jsonl").read_bytes())
    partitions, _ = plan([str(texts / "calls.jsonl"), str(other), str(texts / "calls.jsonl")], tmp_path / "to", "jsonl")
    assert len({partition.into for partition in partitions}) == len(partitions) == 2


def test_texts_that_are_named_one_by_one_do_not_replace_those_of_their_folder(texts, tmp_path):
    one, two = (str(texts / "press" / name) for name in ("essay.txt", "empty.txt"))
    ways = [plan(paths, tmp_path / "to", "jsonl")[0] for paths in ([str(texts / "press")], [one], [two], [one, two])]
    assert len({partition.into for (partition,) in ways}) == 4


def test_what_is_not_there_is_said(tmp_path):
    partitions, (problem,) = plan([str(tmp_path / "gone")], tmp_path / "to", "parquet")
    assert (partitions, problem.reason) == ([], "there is no such file or folder")


def test_a_file_that_cannot_be_opened_is_a_problem_of_its_partition(texts, tmp_path):
    partitions, _ = plan([str(texts / "calls.jsonl")], tmp_path / "to", "parquet")
    (texts / "calls.jsonl").unlink()
    (problem,) = worker.work(partitions[0], digest()).problems
    assert problem.reason == "cannot be read: No such file or directory"


def test_a_folder_within_what_is_read_is_refused(tmp_path):
    assert within(tmp_path / "to", [str(tmp_path)])
    assert within(tmp_path, [str(tmp_path)])
    assert not within(tmp_path / "to", [str(tmp_path / "texts")])
    assert not within(tmp_path, [str(tmp_path / "texts")])


def test_a_worker_with_another_extractor_refuses(texts, tmp_path):
    ((partition, _),) = extract_into(tmp_path / "to", texts / "calls.jsonl", "parquet")
    with pytest.raises(worker.OtherExtractorError, match="another version of the extractor"):
        worker.work(partition, "another")


def test_names_that_are_no_utf_8_and_very_long_ones(tmp_path):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"They spoke.")
    (folder / ("á" * 120 + ".jsonl")).write_text('{"id": 1, "text": ""}')
    for form in ("parquet", "jsonl"):
        done = extract_into(tmp_path / form, folder, form)
        assert sum(result.articles for _, result in done) == 0
        items = list(read([str(tmp_path / form)]))
        assert len(items) == 2, items


def test_a_worker_loads_no_django_and_needs_no_settings():
    code = (
        "import sys; from articles.ingest.bulk.work import work; import articles.ingest.reading.warcs;"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    environment = {"PATH": os.environ["PATH"]}
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, timeout=60).returncode == 0


def test_what_is_not_asked_for_is_not_loaded(texts):
    """Neither Dask nor pyarrow, where `extract` prints."""
    code = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'diplomacy.settings';"
        "from django.core.management import call_command;"
        "import django; django.setup(); call_command('extract', sys.argv[1]);"
        "sys.exit(bool({'dask', 'distributed', 'pyarrow'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(texts / "zoo.jsonl")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    assert run.stdout.startswith('{"id": ')
