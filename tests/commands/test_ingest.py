"""The commands as they are typed, on the samples that come with the archive and on files that are no articles."""

import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import Article

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[2] / "articles" / "samples"
SAMPLE = SAMPLES / "2024-12-20-vn-gb-son-lammy.en.txt"


@pytest.fixture
def ingest(reference, capsys):
    """`manage.py ingest`: its exit status, what it printed, what it complained of."""

    def run(*args) -> tuple[int, str, str]:
        status = 0
        try:
            call_command("ingest", *map(str, args))
        except SystemExit as stopped:
            status = stopped.code
        return (status, *capsys.readouterr())

    return run


def a_big_text(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(50_000_000)


BAD = {
    "latin.txt": (lambda path: path.write_bytes("Điện đàm".encode("utf-16")), "is not"),
    "empty.txt": (lambda path: path.write_text(" \n"), "is empty"),
    "binary.txt": (lambda path: path.write_bytes(b"call\0call"), "zero bytes"),
    "page.txt": (lambda path: path.write_text("<!DOCTYPE html><p>They spoke."), "is HTML"),
    "big.txt": (a_big_text, "larger than 10 MB"),
    "essay.txt": (lambda path: path.write_text("An essay on the history of the telephone."), "no meeting in it"),
    "pipe.txt": (os.mkfifo, "neither a file nor a folder"),
    "bad.jsonl": (lambda path: path.write_text('{"id": "x", "text": '), "line 1: is not JSON"),
    "no-id.jsonl": (lambda path: path.write_text('{"text": "They spoke."}'), "line 1: has no id"),
    "url.jsonl": (lambda path: path.write_text('{"id": 1, "text": "a", "url": "javascript:x"}'), "web address"),
    "half.jsonl": (lambda path: path.write_text('{"id": 1, "text": "\\ud800"}'), "half a character"),
    "gone.txt": (lambda path: None, "no such file"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_with_its_reason_and_the_others_go_in(ingest, tmp_path, name):
    make, reason = BAD[name]
    make(tmp_path / name)
    status, _, errors = ingest(tmp_path / name, SAMPLE)
    assert status == 1
    assert name in errors
    assert reason in errors
    assert Article.objects.filter(source_id=SAMPLE.name).exists()


def test_a_file_that_may_not_be_read(ingest, tmp_path, monkeypatch):
    """Nothing is forbidden to root, as whom tests may run: so the refusal is made here."""
    secret, read_bytes = tmp_path / "secret.txt", Path.read_bytes
    secret.write_text("They spoke.")

    def refuse(path):
        if path == secret:
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    status, _, errors = ingest(secret, SAMPLE)
    assert (status, errors) == (1, f"{secret}: cannot be read: Permission denied\n")
    assert Article.objects.count() == 1


def test_the_summary_says_what_was_new_and_what_was_not(ingest):
    status, printed, _ = ingest(SAMPLE, SAMPLES / "2024-12-20-vn-gb-son-lammy.vi.txt")
    assert (status, printed) == (0, "Articles: 2 new.\nMeetings: 1 new, 0 changed, 0 gone.\n")
    status, printed, _ = ingest(SAMPLE)
    assert (status, printed) == (0, "Articles: 1 unchanged.\nMeetings: 0 new, 0 changed, 0 gone.\n")


def test_the_summary_counts_why_texts_were_left_out(ingest, tmp_path):
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text("An essay.")
    (tmp_path / "three.txt").write_text("")
    status, printed, _ = ingest(tmp_path)
    assert (status, printed.splitlines()[-1]) == (1, "Reported: 2 no meeting in it, 1 is empty.")


def test_the_summary_says_as_what_texts_were_read(ingest, tmp_path):
    (tmp_path / "calls.csv").write_text("id,text\n1,They spoke.\n2,They met.\n")
    (tmp_path / "page.html").write_text(f"<html><body><article><p>{SAMPLE.read_text('utf-8')}</article></body></html>")
    _, printed, _ = ingest(tmp_path, SAMPLE)
    assert printed.splitlines()[:2] == ["Articles: 4 new.", "Read as: 2 csv, 1 html, 1 text."]
    _, printed, _ = ingest(tmp_path, SAMPLE, "--json")
    assert json.loads(printed)["read_as"] == {"csv": 2, "html": 1, "text": 1}
    assert set(Article.objects.values_list("read_as", flat=True)) == {"csv", "html", "text"}


def test_what_went_in_with_a_flaw_is_reported_and_is_in(ingest, tmp_path):
    page = f"<html><head><meta charset=utf-8></head><body><p>{SAMPLE.read_text('utf-8')}</body></html>"
    (tmp_path / "page.html").write_bytes(page.encode().replace(b"telephone", b"t\xfflephone", 1))
    status, printed, errors = ingest(tmp_path / "page.html")
    assert (status, printed.splitlines()[0]) == (1, "Articles: 1 new.")
    assert errors == f"{tmp_path / 'page.html'}: is not utf-8 in 1 places: \ufffd stands there instead\n"


def test_a_dry_run_stores_nothing(ingest):
    status, printed, _ = ingest(SAMPLE, "--dry-run")
    assert (status, printed) == (0, "Articles: 1 new.\nNothing was stored.\n")
    assert not Article.objects.exists()


def test_the_summary_as_json(ingest, tmp_path):
    (tmp_path / "essay.txt").write_text("An essay.")
    status, printed, _ = ingest(SAMPLE, tmp_path / "essay.txt", "--json")
    said = json.loads(printed)
    assert status == 1
    assert said["articles"] == {"new": 2, "changed": 0, "read again": 0, "unchanged": 0}
    assert said["meetings"] == {"new": 1, "changed": 0, "gone": 0}
    assert said["problems"] == [{"name": str(tmp_path / "essay.txt"), "reason": "no meeting in it"}]


def test_quiet(ingest, tmp_path):
    assert ingest(SAMPLE, "--quiet") == (0, "", "")


def test_a_text_keeps_what_it_says_of_itself(ingest, tmp_path):
    text = "Published: 2024-12-21\nMinisters speak by telephone\n\nBy Lan Anh\n\nThey spoke.\n\nSource: VNA\n"
    (tmp_path / "call.txt").write_text(text)
    ingest(tmp_path / "call.txt")
    article = Article.objects.get()
    assert (article.text, article.published, article.headline, article.byline, article.publisher) == (
        text,
        "2024-12-21",
        "Ministers speak by telephone",
        "Lan Anh",
        "VNA",
    )


def test_extract_needs_no_database(monkeypatch, capsys):
    """Without the `db` fixture, pytest-django lets no query through."""
    line = json.dumps({"id": "x", "text": SAMPLE.read_text(encoding="utf-8")})
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{line}\n".encode())))
    call_command("extract", "--format", "jsonl")
    (printed,) = capsys.readouterr().out.splitlines()
    said = json.loads(printed)
    assert (said["id"], said["lang"], said["meetings"][0]["kind"]) == ("x", "en", "phone_call")
    call_command("extract", str(SAMPLE), "--format", "json")
    assert json.loads(capsys.readouterr().out)["meetings"] == said["meetings"]


test_extract_needs_no_database.pytestmark = []


def test_extract_reads_pages_too(tmp_path, capsys):
    text = SAMPLE.read_text(encoding="utf-8")
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    (tmp_path / "call.html").write_text(f"<html><body><article>{paragraphs}</article></body></html>", "utf-8")
    call_command("extract", str(tmp_path / "call.html"), str(SAMPLE))
    page, plain = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert page["id"] == "call.html"
    assert [(m["kind"], m["date"], m["topics"]) for m in page["meetings"]] == [
        (m["kind"], m["date"], m["topics"]) for m in plain["meetings"]
    ]


test_extract_reads_pages_too.pytestmark = []


def test_extract_names_what_it_cannot_read(tmp_path, capsys):
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(SystemExit) as stopped:
        call_command("extract", str(tmp_path), str(SAMPLE))
    printed, errors = capsys.readouterr()
    assert (stopped.value.code, len(printed.splitlines())) == (1, 1)
    assert errors == f"{tmp_path / 'empty.txt'}: is empty\n"


def test_every_sample_goes_in_and_comes_out(ingest, capsys):
    """The samples are what a new archive shows: each of them has a meeting, and those on one call share it."""
    status, _, errors = ingest(SAMPLES)
    assert (status, errors) == (0, "")
    call_command("export", "--format", "jsonl")
    first = capsys.readouterr().out
    meetings = [json.loads(line) for line in first.splitlines()]
    assert sorted(a["id"] for m in meetings for a in m["articles"]) == sorted(f.name for f in SAMPLES.glob("*.txt"))
    call_command("rebuild", "--quiet")
    call_command("export", "--format", "jsonl")
    assert capsys.readouterr().out == first
