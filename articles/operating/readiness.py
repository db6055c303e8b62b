"""Whether everything is there that the archive needs to answer and to read."""

from __future__ import annotations

from functools import cache

from django.core.checks import Error, register
from django.db import Error as DatabaseError

from articles.coding import codebook
from articles.datafiles import LexiconError
from articles.extraction.ready import read_lexicon
from articles.ingest import clues, sides
from articles.ingest.reference import data

from .faults import ask_database, missing_migrations


@cache
def read_data_files() -> None:
    """Raises LexiconError, which names file and line. Read once: a probe comes every few seconds."""
    read_lexicon()
    for table in (clues.labels, sides.table, codebook.book, data.organisation_names, data.topic_names, data.holders):
        table()


def wanting() -> list[str]:
    """What is not as it must be, a line each, in words that anyone may read; none if all is well."""
    try:
        read_data_files()
        ask_database()
    except LexiconError:
        return ["a data file is broken"]
    except DatabaseError:
        return ["the database does not answer"]
    return ["the database lacks migrations"] if missing_migrations() else []


@register()
def data_files(app_configs, **options) -> list[Error]:
    """For `manage.py check` and all commands that check first."""
    try:
        read_data_files()
    except LexiconError as error:
        return [Error(str(error), hint="Mend the file, or put back the one that came with this version.")]
    return []
