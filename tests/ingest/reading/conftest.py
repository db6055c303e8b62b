from __future__ import annotations

import pytest

from articles.ingest.reading import Problem
from articles.ingest.reading.files import read


@pytest.fixture
def reading(tmp_path):
    """Write a file and read it: what was found, and what was said of it (the reason, behind a name without folders)."""

    def run(name: str, content: str | bytes):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        items = list(read([str(path)]))
        found = [item for item in items if not isinstance(item, Problem)]
        said = [f"{p.name.removeprefix(f'{tmp_path}/')}: {p.reason}" for p in items if isinstance(p, Problem)]
        return found, said

    return run
