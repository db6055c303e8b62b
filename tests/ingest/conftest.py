from __future__ import annotations

import json

import pytest

from articles.ingest import extracting, pipeline, witnesses
from articles.ingest.export import meetings

from .written import read_written


@pytest.fixture
def written(reference, monkeypatch):
    """An archive that reads articles as `written` has them; give it another version to read them anew."""

    def use(version: str = "test 1", read=read_written) -> None:
        monkeypatch.setattr(witnesses, "VERSION", version)
        for module in (pipeline, extracting):
            monkeypatch.setattr(module, "extract", lambda document: read(document, version))

    use()
    return use


@pytest.fixture
def take_in(written, tmp_path):
    """Ingest texts by their ids, as JSON lines."""

    def take(texts: dict[str, str], **more: str):
        path = tmp_path / "articles.jsonl"
        rows = [{"id": source, "text": text, **more} for source, text in texts.items()]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return pipeline.ingest([str(path)])

    return take


def exported() -> list[str]:
    return [json.dumps(meeting, ensure_ascii=False) for meeting in meetings()]


@pytest.fixture(autouse=True)
def index_follows(followed):
    """What is stored here shows at once in lists and their counts."""
