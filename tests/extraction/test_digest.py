"""A digest that tells one extractor from another."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from articles.extraction import digest as module

ARTICLES = Path(module.__file__).parents[1]


@pytest.fixture
def elsewhere(tmp_path):
    """The digest of a copy of the extractor, in which something may be changed."""
    shutil.copytree(ARTICLES / "extraction", tmp_path / "articles" / "extraction")
    for name in ("__init__.py", "datafiles.py"):
        shutil.copy(ARTICLES / name, tmp_path / "articles")

    def digest(file: str = "", more: str = "") -> str:
        if file:
            with (tmp_path / "articles" / file).open("a") as stream:
                stream.write(more)
        code = "from articles.extraction.digest import digest; print(digest())"
        run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60)
        assert run.returncode == 0, run.stderr
        return run.stdout.strip()

    return digest


def test_it_is_the_same_wherever_the_extractor_stands(elsewhere):
    assert elsewhere() == module.digest()


@pytest.mark.parametrize("file", ["extraction/clauses.py", "extraction/lexicon/en/topics.toml", "datafiles.py"])
def test_another_word_is_another_extractor(elsewhere, file):
    assert elsewhere(file, "\n# another word\n") != module.digest()


def test_files_that_are_not_read_do_not_count(elsewhere):
    assert elsewhere("extraction/notes.txt", "mine") == module.digest()
