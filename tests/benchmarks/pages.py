"""How fast pages come from a large archive: `python -m tests.benchmarks.pages [DATABASE_URL ...]`.

For each archive (`manage.py generate --meetings 200000` makes one up; a smaller one first shows how time grows), under
gunicorn with the settings of a public server:

- the first visit of pages that nobody asked for before: a list narrowed to a country and a topic, a list searched by
  words, a call, a relationship; the middle of fifteen, and beside it the SQL of the same page by itself, and Datasette
  (`requirements-bench.txt`) with the same rows and facets out of a copy of the same SQLite file, made flat and
  indexed for it;
- the repeated visit of a list, in requests a second at 8 and at 64 connections, beside a view of the same size that
  does nothing.

No test asserts any of it.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlencode

from .hammer import hammer
from .serving import ROOT, archive, fetch, free_port, gunicorn, machine, public, running

VISITS = 15
SECONDS = 8
PAGE = 25
# What a list of calls needs, one row a call; what facts say as JSON, which is how Datasette counts several in a row.
FLAT = """
CREATE TABLE calls AS SELECT m.id, m.slug, m.kind, m.date_edtf AS date, substr(m.date_earliest, 1, 4) AS year,
    m.date_basis AS certainty, m.initiator_id AS initiator, m.search_text AS words,
    (SELECT json_group_array(f.country_id) FROM big.articles_fact f
        WHERE f.meeting_id = m.id AND f.aspect = 'party' AND f.published) AS countries,
    (SELECT json_group_array(f.topic_id) FROM big.articles_fact f
        WHERE f.meeting_id = m.id AND f.aspect = 'topic' AND f.published) AS topics,
    (SELECT json_group_array(f.official_id) FROM big.articles_fact f
        WHERE f.meeting_id = m.id AND f.aspect = 'participant' AND f.published) AS officials,
    (SELECT json_group_array(f.role) FROM big.articles_fact f
        WHERE f.meeting_id = m.id AND f.aspect = 'participant' AND f.published) AS offices,
    (SELECT json_group_array(f.agreement_id) FROM big.articles_fact f
        WHERE f.meeting_id = m.id AND f.aspect = 'agreement' AND f.published) AS agreements
FROM big.articles_meeting m
"""
FACETS = [("_facet_array", name) for name in ("countries", "topics", "officials", "offices", "agreements")]
FACETS += [("_facet", name) for name in ("kind", "year", "initiator", "certainty")]
PATIENT = ("sql_time_limit_ms", "facet_time_limit_ms")  # by default Datasette leaves out a facet that takes 0.2 s


def addresses() -> dict[str, list[dict[str, str]]]:
    """By kind of page: the path here, and for lists the query that asks Datasette for the same."""
    import django

    django.setup()
    from articles import registers
    from articles.models import Meeting, Official, Topic

    chance = random.Random(1)
    countries, topics = list(registers.countries()[: VISITS + 1]), [topic.code for topic in Topic.objects.all()]
    pairs = [(country, topics[number % len(topics)]) for number, country in enumerate(countries[1:])]
    named = list(Official.objects.filter(facts__isnull=False).order_by("pk").distinct()[: VISITS * 10 : 10])
    newest = Meeting.objects.published().order_by("-pk").first().pk
    calls = Meeting.objects.published().filter(pk__in=chance.sample(range(1, newest), VISITS * 2))[:VISITS]
    return {
        "list": [
            {
                "path": f"/calls/?country={country.code.lower()}&topic={topic}",
                "datasette": urlencode([("countries__arraycontains", country.code), ("topics__arraycontains", topic)]),
            }
            for country, topic in pairs
        ],
        "list, words": [
            {
                "path": f"/calls/?{urlencode({'q': official.name.split()[-1].lower()})}",
                "datasette": urlencode([("words__contains", official.name.split()[-1].lower())]),
            }
            for official in named[:VISITS]
        ],
        "call": [{"path": call.get_absolute_url()} for call in calls],
        "relationship": [{"path": registers.relationship_address(countries[0], other)} for other in countries[1:]],
    }


def sql(paths: Sequence[str]) -> list[float]:
    """Seconds that the statements of each page take by themselves, rows fetched; the page has been made before."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client

    client, taken = Client(headers={"host": "127.0.0.1"}), []
    client.get("/calls/?page=3")
    for path in paths:
        asked = []

        def note(execute, statement, params, many, context, asked=asked):
            asked.append((statement, params))
            return execute(statement, params, many, context)

        with connection.execute_wrapper(note):
            client.get(path)
        began = time.perf_counter()
        with connection.cursor() as cursor:
            for statement, params in asked:
                cursor.execute(statement, params)
                if cursor.description:
                    cursor.fetchall()
        taken.append(time.perf_counter() - began)
    return taken


def timed(site: str, paths: Sequence[str]) -> list[float]:
    taken = []
    for path in paths:
        began = time.perf_counter()
        fetch(site + path)
        taken.append(time.perf_counter() - began)
    return taken


@contextmanager
def datasette(database: str) -> Iterator[str]:
    """The address of the table `calls`, made of this SQLite file."""
    with tempfile.TemporaryDirectory() as folder:
        flat = Path(folder, "flat.sqlite3")
        with closing(sqlite3.connect(flat)) as made:
            made.execute("ATTACH ? AS big", [database])
            made.execute(FLAT)
            for column in ("kind", "year", "initiator", "certainty"):
                made.execute(f"CREATE INDEX calls_{column} ON calls ({column})")
            made.execute("CREATE UNIQUE INDEX calls_id ON calls (id)")
            made.execute("ANALYZE")
            made.commit()
        port = free_port()
        command = [sys.executable, "-m", "datasette", str(flat), f"--port={port}", "--setting", "suggest_facets", "off"]
        for name in PATIENT:
            command += ["--setting", name, "120000"]
        with running(command, f"http://127.0.0.1:{port}/-/versions.json"):
            yield f"http://127.0.0.1:{port}/flat/calls"


def in_a_process(what: str, database: str, given: object = None) -> object:
    """The answer of `what` in a process of its own, which knows this database."""
    command = [sys.executable, "-m", "tests.benchmarks.pages", "--do", what]
    done = subprocess.run(
        command, cwd=ROOT, env=public(DATABASE_URL=database), input=json.dumps(given), capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def ms(taken: Sequence[float]) -> float:
    return round(statistics.median(taken) * 1000, 1)


def measure(database: str, before: dict[str, float]) -> dict[str, float]:
    asked = in_a_process("addresses", database)
    print(f"\n{database.rpartition('/')[2]} ({database.partition(':')[0]})\n")
    print("first visit of | ms | SQL alone, ms | Datasette, ms | times faster | times the smaller archive")
    print("---|--:|--:|--:|--:|--:")
    taken = {}
    is_sqlite = database.startswith("sqlite")
    theirs_at = datasette(database.removeprefix("sqlite:///")) if is_sqlite else nullcontext()
    with archive(DATABASE_URL=database) as site, theirs_at as table:
        for kind, pages in asked.items():
            paths = [page["path"] for page in pages]
            taken[kind] = ms(timed(site, paths))
            alone = ms(in_a_process("sql", database, paths))
            theirs = None
            if table and "datasette" in pages[0]:
                queries = [f"?{page['datasette']}&{urlencode(FACETS)}&_size={PAGE}" for page in pages[:5]]
                theirs = ms(timed(table, queries))
            faster = f"{theirs / taken[kind]:.0f}" if theirs else ""
            growth = f"{taken[kind] / before[kind]:.2f}" if before else ""
            print(kind, taken[kind], alone, theirs or "", faster, growth, sep=" | ", flush=True)
        path = asked["list"][0]["path"]
        size = len(fetch(site + path))
        print("\nrepeated visit of a list | connections | requests/s | p95, ms | errors | of the bare view's")
        print("---|--:|--:|--:|--:|--:")
        with gunicorn("tests.benchmarks.bare", os.environ) as bare:
            for connections in (8, 64):
                least = hammer(bare, [f"/?bytes={size}"], connections=connections, seconds=SECONDS)
                ours = hammer(site, [path], connections=connections, seconds=SECONDS)
                share = f"{ours.rate / least.rate:.2f}"
                print(f"{size} bytes", connections, round(ours.rate), ours.p95, ours.errors, share, sep=" | ")
                print("bare view", connections, round(least.rate), least.p95, least.errors, "", sep=" | ", flush=True)
    return taken


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("databases", nargs="*", default=[os.environ.get("DATABASE_URL")], metavar="DATABASE_URL")
    parser.add_argument("--do", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.do:
        given = json.load(sys.stdin)
        print(json.dumps({"addresses": addresses, "sql": lambda: sql(given)}[options.do]()))
        return
    if not all(options.databases):
        parser.error("name an archive: its DATABASE_URL")
    print(machine())
    before: dict[str, float] = {}
    for database in options.databases:
        before = measure(database, before)


if __name__ == "__main__":
    main()
