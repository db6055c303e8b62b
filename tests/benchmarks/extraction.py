"""How fast the extractor reads: `python -m tests.benchmarks.extraction [FILE.jsonl ...]`.

Without files it reads the corpus beside the repository, or the archive's own samples. Printed are
articles a second on one core (also as articles of 3 kB), peak memory, the share of each stage, the
time to start, and how the time grows with the length of one text. No test asserts any of it.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
NAMES = ("vietnews_diendam", "wh_calls", "state_calls", "putin_calls", "zelenskyy_calls", "vn_rss_diendam")
ARTICLE = 3000  # bytes
# Where an article's time goes: module, function, what it is called in the table.
STAGES = (
    ("page", "Tokens", "words and sentences"),
    ("page", "zones", "zones"),
    ("page", "mark", "lexicon"),
    ("page", "mentions", "mentions"),
    ("page", "identify", "persons"),
    ("extract", "found_meetings", "meetings"),
    ("extract", "contact_date", "dates"),
    ("extract", "about", "relevance"),
    ("extract", "topics", "topics"),
    ("extract", "agreements", "agreements"),
    ("extract", "statements", "statements"),
)
SHAPES: dict[str, Callable[[int], str]] = {
    "one sentence again and again": lambda n: (
        "Thủ tướng Phạm Minh Chính điện đàm với Thủ tướng Anh Keir Starmer. " * (n // 70)
    ),
    "one line without a full stop": lambda n: "tổng thống điện đàm với " * (n // 24),
    "capitalised words": lambda n: "Alpha Beta " * (n // 11),
    "brackets and quotation marks": lambda n: '("' * (n // 2),
    "short lines": lambda n: "Ảnh: A\n" * (n // 7),
}


def documents(paths: Iterable[Path]) -> list[Any]:
    from articles.extraction import Document

    found = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            fields = {key: row.get(key) or "" for key in ("title", "url")}
            found.append(
                Document(row["text"], str(row["id"]), lang=row.get("lang"), published=row.get("published"), **fields)
            )
    return found


def default_paths() -> list[Path]:
    paths = [CORPUS / f"{name}.jsonl" for name in NAMES]
    return [path for path in paths if path.exists()] or [ROOT / "tests" / "corpus" / "calls" / "calls.articles.jsonl"]


def timed_stages() -> Counter:
    """Wrap the stages so that each adds its own time."""
    spent: Counter = Counter()

    def wrap(module: Any, name: str, label: str) -> None:
        stage = getattr(module, name)

        def timed(*args: Any, **kwargs: Any) -> Any:
            start = time.process_time()
            try:
                return stage(*args, **kwargs)
            finally:
                spent[label] += time.process_time() - start

        setattr(module, name, timed)

    for module, name, label in STAGES:
        wrap(importlib.import_module(f"articles.extraction.{module}"), name, label)
    return spent


def read_all(found: list[Any]) -> float:
    from articles.extraction import extract

    start = time.process_time()
    for document in found:
        extract(document)
    return time.process_time() - start


def startup() -> float:
    """Seconds for a new process to read its first article, less an empty process."""
    text = "Biden spoke by phone with Macron."
    code = f"from articles.extraction import Document, extract; extract(Document({text!r}, lang='en'))"

    def run(code: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, timeout=60)
        return time.perf_counter() - start

    return min(run(code) for _ in range(3)) - min(run("pass") for _ in range(3))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument(
        "--megabytes", type=float, default=1, help="length of the long texts; a tenth of it is timed too"
    )
    options = parser.parse_args()
    found = documents(options.files or default_paths())
    size = sum(len(document.full_text.encode()) for document in found)
    read_all(found[:20] + found[-20:])
    seconds = read_all(found)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(found)} articles, {size / 1e6:.1f} MB, one core")
    print(f"  articles a second       {len(found) / seconds:8.0f}")
    print(f"  articles of 3 kB a second {size / ARTICLE / seconds:6.0f}")
    print(f"  peak memory             {memory:8.0f} MB (the articles read included)")
    print(f"  start                   {startup():8.2f} s")
    growth(options.megabytes)
    spent = timed_stages()
    total = read_all(found)
    print("share of the time")
    for label, stage in spent.most_common():
        print(f"  {label:23} {stage / total:8.0%}")


def growth(megabytes: float) -> None:
    from articles.extraction import Document, extract

    print(f"{megabytes:g} MB of one shape: seconds, and times the tenth of it (10: linear)")
    for name, shape in SHAPES.items():
        taken = []
        for part in (0.1, 1):
            document = Document(shape(int(megabytes * 1e6 * part)), lang="vi")
            start = time.process_time()
            extract(document)
            taken.append(time.process_time() - start)
        print(f"  {name:30} {taken[1]:6.2f} {taken[1] / max(taken[0], 1e-3):6.1f}")


if __name__ == "__main__":
    main()
