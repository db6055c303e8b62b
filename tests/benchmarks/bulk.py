"""How fast a worker of bulk extraction is: `python -m tests.benchmarks.bulk [FILE ...]`.

Without files it writes some itself, into a folder that is deleted: reports of a call among texts of none, as JSON lines
and as the pages of a web archive, each page with as much around the article as the press puts there. Printed are, for
each file, articles a second of one process (by its own time, whatever else the machine does), the share of reading,
bytes in and out, and the most memory. No test asserts any of it.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path

from tests.ingest.reading.samples import page, warc

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "articles" / "samples").glob("*.txt"))
NONE = sorted((ROOT / "tests" / "corpus" / "none").glob("*.txt"))
OF_A_CALL = 20  # one text in so many is the report of a call
LENGTH = 3000  # characters of an article
# Links and scripts around an article, about 75 kB: the pages of the press have 50 to 300.
AROUND = "".join(f'<script>window.part{n} = "{"x" * 400}";</script><!-- {"y" * 200} -->' for n in range(80)) + "".join(
    f'<link rel="alternate" href="https://daily.example/{n}" title="Another page of the paper, number {n}">'
    for n in range(250)
)


def texts(number: int) -> list[str]:
    sources = [[path.read_text("utf-8") for path in paths] for paths in (NONE, SAMPLES)]
    found = []
    for place in range(number):
        chosen = sources[place % OF_A_CALL == 0]
        text = chosen[place // 7 % len(chosen)]
        found.append(f"{text}\n\n{text * (LENGTH // len(text) - 1)}\n\nNumber {place}.")
    return found


def crawl(folder: Path, number: int) -> list[Path]:
    written = texts(number)
    lines, archive = folder / "articles.jsonl", folder / "pages.warc.gz"
    rows = ({"id": f"a{place}", "text": text} for place, text in enumerate(written))
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    pages = (
        page([escape(line) for line in text.splitlines() if line], head=AROUND, title="A report") for text in written
    )
    answers = [(f"https://daily.example/{place}", data.encode(), {}) for place, data in enumerate(pages)]
    archive.write_bytes(warc(answers, gzip=True))
    return [lines, archive]


def measure(file: Path, to: Path) -> None:
    """In a process of its own, so that the memory is that of one file."""
    from articles.extraction.digest import digest
    from articles.ingest.bulk.partitions import plan
    from articles.ingest.bulk.work import work
    from articles.ingest.reading import read

    start = time.process_time()
    number = sum(1 for _ in read([str(file)]))
    reading = time.process_time() - start
    start = time.process_time()
    ((partition,), _) = plan([str(file)], to, "parquet")
    done = work(partition, digest())
    spent = time.process_time() - start
    print(
        f"{file.name}: {number / spent:.0f} articles/s a process, {reading / spent:.0%} of it reading; "
        f"{done.told} of {number} tell of a meeting; {file.stat().st_size / number:.0f} bytes an article in, "
        f"{Path(partition.into).stat().st_size / number:.0f} out; "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB of memory"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.here:
            measure(options.files[0], Path(folder))
            return
        for file in options.files or crawl(Path(folder), options.articles):
            subprocess.run([sys.executable, "-m", "tests.benchmarks.bulk", "--here", str(file)], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
