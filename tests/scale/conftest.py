from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from articles.extraction.digest import digest
from articles.ingest.bulk.partitions import Partition, plan
from articles.ingest.bulk.work import Done, work
from tests.ingest.reading.samples import page, warc

ROOT = Path(__file__).resolve().parents[2]
CALLS = (ROOT / "tests" / "corpus" / "calls" / "calls.articles.jsonl").read_text("utf-8").splitlines()
SAMPLES = sorted((ROOT / "articles" / "samples").glob("*.txt"))


@pytest.fixture
def texts(tmp_path) -> Path:
    """Texts of every form, in folders, some of which cannot go in or only with a flaw."""
    folder = tmp_path / "texts"
    (folder / "press").mkdir(parents=True)
    (folder / "calls.jsonl").write_text(
        "\n".join([*CALLS[:12], '{"id": "no text"}', "no JSON", *CALLS[12:15]]), "utf-8"
    )
    for file in SAMPLES[:6]:
        (folder / "press" / file.name).write_bytes(file.read_bytes())
    (folder / "press" / "essay.txt").write_text("An essay on the telephone.")
    (folder / "press" / "empty.txt").write_text("")
    # One name in two folders, and one id with two texts: the later one counts.
    (folder / "essay.txt").write_text("Another essay.")
    (folder / "zoo.jsonl").write_text(json.dumps(json.loads(CALLS[0]) | {"text": "Nothing was said."}), "utf-8")
    odd = (
        page().encode().replace(b"charset=utf-8", b"").replace(b"Hanoi", b"H\xe0 N\xf6i").replace(b"HANOI", b"H\xc0NOI")
    )
    answers = [("https://daily.example/1", page().encode(), {}), ("https://daily.example/2", odd, {})]
    (folder / "crawl.warc.gz").write_bytes(warc(answers, gzip=True))
    rows = [json.loads(line) for line in CALLS[15:20]]
    pq.write_table(
        pa.table({name: [row.get(name) for row in rows] for name in ("id", "text", "published")}), folder / "t.parquet"
    )
    return folder


def extract_into(to: Path, texts: Path, form: str) -> list[tuple[Partition, Done]]:
    """What a run does, in this process."""
    partitions, problems = plan([str(texts)], to, form)
    assert problems == []
    return [(partition, work(partition, digest())) for partition in partitions]
