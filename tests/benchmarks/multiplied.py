"""A larger archive without hours of making it up: `python -m tests.benchmarks.multiplied FROM.sqlite3 TO.sqlite3 5`.

The contacts, articles, facts and evidence of an archive stand so many times in the copy, under keys and addresses of
their own. Countries, topics, officials and agreements stay as many as they were, so that each has as many times more
contacts, as it would with as many contacts more in the same years. Left out are the fingerprints of the texts, by which
an ingest finds reprints and no page anything.
"""

from __future__ import annotations

import argparse
import shutil
import sqlite3
from contextlib import closing

# Tables by what of a row is a key of its own, or of one of these tables, and what has to be unlike all others.
TABLES = {
    "articles_article": (("id",), ("source_id",)),
    "articles_meeting": (("id",), ("slug",)),
    "articles_account": (("id", "article_id", "meeting_id"), ()),
    "articles_fact": (("id", "meeting_id"), ()),
    "articles_evidence": (("id", "fact_id", "article_id"), ()),
}
OWNERS = {"article_id": "articles_article", "meeting_id": "articles_meeting", "fact_id": "articles_fact"}


def multiply(database: sqlite3.Connection, times: int) -> None:
    greatest = {table: database.execute(f"SELECT MAX(id) FROM {table}").fetchone()[0] for table in TABLES}
    for turn in range(1, times):
        for table, (keys, named) in TABLES.items():
            columns, values = [], []
            for _place, column, *_ in database.execute(f"PRAGMA table_info({table})"):
                columns.append(f'"{column}"')
                if column in keys:
                    values.append(f'"{column}" + {turn * greatest[OWNERS.get(column, table)]}')
                else:
                    mark = f" || '-' || (id + {turn * greatest[table]})" if column in named else ""
                    values.append(f'"{column}"{mark}')
            database.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} WHERE id <= ?",
                [greatest[table]],
            )
            database.commit()
            print(turn + 1, table, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("source", metavar="FROM.sqlite3")
    parser.add_argument("target", metavar="TO.sqlite3")
    parser.add_argument("times", type=int)
    options = parser.parse_args()
    shutil.copyfile(options.source, options.target)
    with closing(sqlite3.connect(options.target)) as database:
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4000000;")
        multiply(database, options.times)
        database.executescript("ANALYZE; PRAGMA journal_mode=WAL;")


if __name__ == "__main__":
    main()
