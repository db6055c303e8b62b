"""The words of each call's text, for SQLite: a full-text index (FTS5) that triggers keep up.

PostgreSQL has an index of trigrams (migration 0014), which serves the search as it is written. SQLite's index is asked
by itself: its tokens are the words of `articles.search`, for in `search_text` nothing else stands but spaces. It keeps
no places of words, so where words must follow each other the text is looked at too.
"""

from __future__ import annotations

import logging

from django.db import DatabaseError, connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from articles.search import Query

log = logging.getLogger(__name__)
TABLE = "articles_meeting_words"
# Parts of words to Python, and to the index if it is told: letters that were marks before Unicode 8.
_LETTERS = "_" + "".join(map(chr, (*range(0x19B0, 0x19C1), 0x19C8, 0x19C9, 0x1CF2, 0x1CF3)))
_MADE = f"""
    CREATE VIRTUAL TABLE {TABLE} USING fts5(
        search_text, content='articles_meeting', content_rowid='id', detail=none,
        tokenize="unicode61 remove_diacritics 0 tokenchars '{_LETTERS}'"
    )"""
_TRIGGERS = {
    f"{TABLE}_new": f"""AFTER INSERT ON articles_meeting BEGIN
        INSERT INTO {TABLE} (rowid, search_text) VALUES (new.id, new.search_text); END""",
    f"{TABLE}_gone": f"""AFTER DELETE ON articles_meeting BEGIN
        INSERT INTO {TABLE} ({TABLE}, rowid, search_text) VALUES ('delete', old.id, old.search_text); END""",
    f"{TABLE}_changed": f"""AFTER UPDATE OF search_text ON articles_meeting BEGIN
        INSERT INTO {TABLE} ({TABLE}, rowid, search_text) VALUES ('delete', old.id, old.search_text);
        INSERT INTO {TABLE} (rowid, search_text) VALUES (new.id, new.search_text); END""",
}


def settle_words(**_sent) -> None:
    """Make the index where it is not there whole; to be called after every migration.

    A migration that alters a table of SQLite makes it anew, and its triggers go with the old one.
    """
    if connection.vendor != "sqlite" or "articles_meeting" not in connection.introspection.table_names():
        return
    there = _there()
    if there >= {TABLE, *_TRIGGERS}:
        return
    with connection.cursor() as cursor:
        if TABLE not in there:
            try:
                cursor.execute(_MADE)
            except DatabaseError as error:
                log.warning("Search will be slow: %s. See docs/operate.md.", error)
                return
        for name, does in _TRIGGERS.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"CREATE TRIGGER {name} {does}")
        cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('rebuild')")


def with_words(query: Query) -> Q:
    """Meetings whose text has every term of the query."""
    if connection.vendor != "sqlite" or not query.terms or TABLE not in _there():
        return query.condition("search_text")
    found = RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [" AND ".join(_tokens(query))])
    return Q(pk__in=found) & query.sequences("search_text")


def _tokens(query: Query) -> list[str]:
    return [
        f'"{word}"{"*" if is_open else ""}' for words in query.terms for word, is_open in query.whole_or_open(words)
    ]


def _there() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s", [f"{TABLE}%"])
        return {name for (name,) in cursor.fetchall()}
