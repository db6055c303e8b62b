"""What it takes to take a whole archive away: `python -m tests.benchmarks.exporting`.

Of the archive that DATABASE_URL names (`manage.py generate --meetings 200000` makes one up), every call is downloaded
as CSV and as JSON Lines, each in a process of its own. Printed are rows, bytes, seconds, and memory: when the process
has started and knows the archive (its sets in memory), and at the most while the rows went out. No test asserts it.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time

from .serving import ROOT, public

ADDRESSES = ("/calls.csv", "/calls.jsonl", "/facts.csv", "/events.csv")


def peak() -> float:
    """The most that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def take(address: str) -> dict[str, float | str]:
    """Download the list at this address as a program would, keeping nothing."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    from articles.index import current

    current()
    known = peak()
    began, rows, size = time.perf_counter(), 0, 0
    for piece in Client(headers={"host": "127.0.0.1"}).get(address).streaming_content:
        rows += piece.count(b"\n")
        size += len(piece)
    return {
        "address": address,
        "database": connection.vendor,
        "rows": rows,
        "MB": round(size / 1e6, 1),
        "seconds": round(time.perf_counter() - began, 1),
        "memory at the start, MB": round(known),
        "memory at the most, MB": round(peak()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--one", metavar="ADDRESS", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(take(options.one)))
        return
    for number, address in enumerate(ADDRESSES):
        command = [sys.executable, "-m", "tests.benchmarks.exporting", "--one", address]
        done = subprocess.run(command, cwd=ROOT, env=public(), check=True, capture_output=True, text=True)
        said = json.loads(done.stdout.splitlines()[-1])
        if number == 0:
            print(*said, sep=" | ")
        print(*said.values(), sep=" | ", flush=True)


if __name__ == "__main__":
    main()
