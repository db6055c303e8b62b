"""Where the real articles lie that may be read but not republished, and so are no part of this repository.

They are looked for in a folder `shared` beside it. Call these functions inside a test or a fixture: without that
folder the test is skipped, and says so; in CI it fails.
"""

from pathlib import Path

from tests.ci import skip_but_in_ci

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(*parts: str) -> Path:
    """A file or folder of the shared data: `shared("eval", "dev.gold.jsonl")`."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        skip_but_in_ci(f"{path} is not on this machine")
    return path


def seeds() -> Path:
    """The folder of the five texts the archive is first shown on."""
    return shared("seeds")


def evaluation(name: str) -> Path:
    """A file of the evaluation: gold facts (`seeds.gold.jsonl`, `dev.gold.jsonl`), articles, `score.py`."""
    return shared("eval", name)


def corpus(name: str) -> Path:
    """A file of real records without gold, for robustness."""
    return shared("corpus", name)
