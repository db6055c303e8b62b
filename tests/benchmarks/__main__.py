"""All benchmarks one after the other: `make bench`, or `python -m tests.benchmarks --meetings 200000`.

Archives are made up in `var/bench` where they are not there yet, one of the size asked for and one a fifth of it: a
quarter of an hour for 200,000 contacts on two cores. With `--postgres postgres://postgres@127.0.0.1:5432` the same is
done in databases of that server named hotline_bench and hotline_bench_fifth. Nothing else should run meanwhile: all
figures are of this machine at this time, and worth something in proportion to one another.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from contextlib import suppress

import psycopg

from .serving import ROOT, machine, public

FOLDER = ROOT / "var" / "bench"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--meetings", type=int, default=200_000)
    parser.add_argument("--postgres", metavar="URL", help="a server that may be written to, without a database's name")
    parser.add_argument("--seconds", type=int, default=300, help="of each load test")
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    print(machine(), flush=True)
    stores = {"sqlite": [f"sqlite:///{FOLDER}/{name}-{options.meetings}.sqlite3" for name in ("fifth", "whole")]}
    if options.postgres:
        names = ("hotline_bench_fifth", "hotline_bench", "hotline_bench_ingest")
        for name in names:
            _create(options.postgres, name)
        stores["postgresql"] = [f"{options.postgres}/{name}" for name in names[:2]]
    for smaller, larger in stores.values():
        _fill(smaller, options.meetings // 5)
        _fill(larger, options.meetings)
    texts = [_texts(seed) for seed in (9, 10)]
    _run("extraction")
    _run("bulk")
    _run(
        "ingesting",
        f"sqlite:///{FOLDER}/ingest.sqlite3",
        *([f"{options.postgres}/{names[2]}"] if options.postgres else []),
    )
    for smaller, larger in stores.values():
        _run("pages", smaller, larger)
        _run("exporting", database=larger)
        _run("paint", database=smaller)
        _run("load", f"--seconds={options.seconds}", "--ingest", *texts, database=larger)  # writes: the last


def _create(server: str, name: str) -> None:
    with (
        psycopg.connect(f"{server}/postgres", autocommit=True) as connection,
        suppress(psycopg.errors.DuplicateDatabase),
    ):
        connection.execute(f"CREATE DATABASE {name}")


def _texts(seed: int) -> str:
    """A file of articles on other contacts than those of the archives."""
    file = FOLDER / f"texts-{seed}.jsonl"
    with file.open("w") as lines:
        _manage("generate", "--texts", "--meetings=30000", f"--seed={seed}", database="sqlite://:memory:", stdout=lines)
    return str(file)


def _fill(database: str, meetings: int) -> None:
    _manage("migrate", "-v0", database=database)
    asked = ["shell", "--no-imports", "-c", "from articles.models import Meeting; print(Meeting.objects.count())"]
    if int(_manage(*asked, database=database, stdout=subprocess.PIPE).stdout) >= meetings:
        return
    _manage("flush", "--no-input", "-v0", database=database)
    _manage("load_reference", database=database)
    _manage("generate", f"--meetings={meetings}", database=database)


def _manage(*arguments: str, database: str, **more) -> subprocess.CompletedProcess:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=public(DATABASE_URL=database), check=True, **more)


def _run(name: str, *arguments: str, database: str = "") -> None:
    print(f"\n## {name}\n", flush=True)
    given = {"DATABASE_URL": database} if database else {}
    subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{name}", *arguments], cwd=ROOT, env=public(**given), check=True
    )


if __name__ == "__main__":
    main()
