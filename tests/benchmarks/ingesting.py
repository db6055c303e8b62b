"""How fast articles are taken in, end to end: `python -m tests.benchmarks.ingesting --articles 20000 DATABASE_URL`.

Made-up articles (`manage.py generate --texts`) are ingested into an empty database by `manage.py ingest`, with one
process for extraction and with two. Printed are articles a second, and the memory of the run and its workers at each
quarter, to see that it does not grow. The databases are emptied: name some that hold nothing of worth. No test
asserts it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from .serving import ROOT, machine, public

BEAT = 1.0  # seconds between two looks at the memory


def manage(*arguments: str, database: str, **more) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=public(DATABASE_URL=database), text=True, **more
    )


def run(*arguments: str, database: str, **more) -> None:
    if status := manage(*arguments, database=database, **more).wait():
        sys.exit(f"manage.py {' '.join(arguments)} ended with status {status}")


def texts(file: Path, articles: int) -> int:
    """Write at least so many made-up articles, as JSON lines; how many there are."""
    with file.open("w") as lines:
        # A contact has two articles or so.
        made = manage(
            "generate", "--texts", "--meetings", str(articles), database="sqlite://:memory:", stdout=subprocess.PIPE
        )
        number = 0
        for line in made.stdout:
            lines.write(line)
            number += 1
            if number == articles:
                break
        made.kill()
        made.wait()
    return number


def memory(process: int) -> int:
    """Resident bytes of a process and of those that it started."""
    pages = 0
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if process in (int(status.parent.name), int(fields[1])):
            pages += int(fields[21])
    return pages * 4096


def take_in(file: Path, database: str, workers: int) -> tuple[float, list[int]]:
    """Seconds, and the memory as the run went on."""
    run("migrate", "-v0", database=database)
    run("flush", "--no-input", "-v0", database=database)
    run("load_reference", "-v0", database=database, stdout=subprocess.DEVNULL)
    began, seen = time.perf_counter(), []
    arguments = ("ingest", str(file), f"--workers={workers}", "--quiet")
    ingest = manage(*arguments, database=database, stderr=subprocess.DEVNULL)
    done = threading.Event()

    def watch() -> None:
        while not done.wait(BEAT):
            seen.append(memory(ingest.pid))

    watching = threading.Thread(target=watch)
    watching.start()
    status = ingest.wait()
    done.set()
    watching.join()
    if status not in (0, 1):  # 1: in some texts, as always, no contact was found
        sys.exit(f"ingest ended with status {status}")
    return time.perf_counter() - began, seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("databases", nargs="+", metavar="DATABASE_URL")
    options = parser.parse_args()
    print(machine())
    print("\ndatabase | articles | processes | articles/s | memory at each quarter, MB\n---|--:|--:|--:|--:")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "texts.jsonl")
        number = texts(file, options.articles)
        for database in options.databases:
            for workers in options.processes:
                seconds, seen = take_in(file, database, workers)
                quarters = [seen[len(seen) * quarter // 4 - 1] // 1_000_000 for quarter in (1, 2, 3, 4)]
                kind = database.partition(":")[0]
                print(kind, number, workers, round(number / seconds), quarters, sep=" | ", flush=True)


if __name__ == "__main__":
    main()
