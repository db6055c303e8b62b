"""Many readers at once: `python -m tests.benchmarks.load [--seconds 300] [--connections 50] [--ingest FILE FILE]`.

The archive that DATABASE_URL names is served by gunicorn as operators serve it; wrk asks over fifty connections for a
mix of pages, most of them never asked for before: lists narrowed and searched, calls, relationships, officials,
countries, pictures. With `--ingest` the same is done while `manage.py ingest` takes in the first file (JSON lines),
which makes every kept page one of the past with each batch, and once more while it takes in the second under `nice`:
articles that are not in the archive yet, and more than can go in meanwhile. Printed are requests a second, the times
in which half, 95 and 99 in a hundred were answered, and errors: anything but 2xx and 3xx, and connections that failed.
No test asserts it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from .hammer import hammer
from .serving import ROOT, archive, machine, public

# How often each kind of page is asked for, of a hundred requests.
SHARES = {"call": 40, "list": 25, "words": 5, "relationship": 8, "official": 8, "country": 6, "article": 4, "front": 4}
PATHS = 4000


def mix() -> list[str]:
    """Paths in proportion to SHARES; those of calls and lists are nearly all different."""
    import django

    django.setup()
    from articles import registers
    from articles.models import Article, Meeting, Official, Topic

    chance = random.Random(2)
    countries, topics = list(registers.countries()[:60]), [topic.code for topic in Topic.objects.all()]
    officials = list(Official.objects.filter(facts__isnull=False).distinct()[:500])
    newest, article = Meeting.objects.order_by("-pk").first().pk, Article.objects.order_by("-pk").first().pk

    def some(model, most: int, number: int) -> list:
        return list(model.objects.filter(pk__in=chance.sample(range(1, most), min(most - 1, 2 * number)))[:number])

    def listed() -> str:
        wanted = {"country": chance.choice(countries).code.lower(), "topic": chance.choice(topics)}
        return f"/calls/?{urlencode(wanted | ({'year': chance.randint(2000, 2026)} if chance.random() < 0.5 else {}))}"

    def number(kind: str) -> int:
        return PATHS * SHARES[kind] // 100

    paths = [call.get_absolute_url() for call in some(Meeting, newest, number("call"))]
    paths += [listed() for _ in range(number("list"))]
    words = [chance.choice(officials).name.split()[-1].lower() for _ in range(number("words"))]
    paths += [f"/calls/?{urlencode({'q': word})}" for word in words]
    others = [chance.choice(countries[1:]) for _ in range(number("relationship"))]
    paths += [registers.relationship_address(countries[0], other) for other in others]
    paths += [chance.choice(officials).get_absolute_url() for _ in range(number("official"))]
    paths += [chance.choice(countries).get_absolute_url() for _ in range(number("country"))]
    paths += [one.get_absolute_url() for one in some(Article, article, number("article"))]
    paths += [chance.choice(["/", "/calls/", "/officials/", "/timeline/", "/map/"]) for _ in range(number("front"))]
    return paths


@contextmanager
def ingesting(file: str, *, nice: int) -> Iterator[None]:
    """`manage.py ingest` of the file, for as long as the block takes."""
    command = ["nice", "-n", str(nice), sys.executable, "manage.py", "ingest", file, "--quiet", "--workers", "1"]
    run = subprocess.Popen(command, cwd=ROOT, env=public(), stderr=subprocess.DEVNULL)
    try:
        yield
        print("ingest:", "still at work" if run.poll() is None else f"ended with status {run.poll()}")
    finally:
        run.terminate()
        run.wait(timeout=120)


def row(what: str, connections: int, site: str, paths: list[str], seconds: int) -> None:
    seen = hammer(site, paths, connections=connections, seconds=seconds)
    times = (round(seen.p50), round(seen.p95), round(seen.p99))
    print(what, connections, seen.requests, round(seen.rate, 1), *times, seen.errors, sep=" | ", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--ingest", metavar="FILE", nargs="+", default=[])
    parser.add_argument("--do", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.do:
        print(json.dumps(mix()))
        return
    command = [sys.executable, "-m", "tests.benchmarks.load", "--do", "mix"]
    paths = json.loads(
        subprocess.run(command, cwd=ROOT, env=public(), check=True, stdout=subprocess.PIPE, text=True).stdout
    )
    print(machine(), os.environ["DATABASE_URL"].partition(":")[0], f"{len(set(paths))} different paths", sep="; ")
    print("\nmix of pages | connections | requests | requests/s | p50, ms | p95, ms | p99, ms | errors")
    print("---|--:|--:|--:|--:|--:|--:|--:")
    with archive() as site:
        row("readers alone", options.connections, site, paths, options.seconds)
        turns = (("while articles are taken in", 0), ("the same under nice -n 10", 10))
        for (what, nice), file in zip(turns, options.ingest, strict=False):
            with ingesting(file, nice=nice):
                row(what, options.connections, site, paths, options.seconds)


if __name__ == "__main__":
    main()
