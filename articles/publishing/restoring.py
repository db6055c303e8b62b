"""An archive again from a published file: its articles, earlier texts, rulings and old addresses."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from articles.ingest.archive import Reworked
from articles.ingest.lock import writing
from articles.ingest.pipeline import Listener
from articles.ingest.rebuild import rebuild
from articles.ingest.reference import load_reference
from articles.models import Article, ArticleVersion, Meeting, Official, Ruling, SlugRedirect

from .files import PACKAGE
from .parts import AT_ONCE, fields_of

_TABLES: dict[str, type[Model]] = {
    "articles.jsonl": Article,
    "versions.jsonl": ArticleVersion,
    "rulings.jsonl": Ruling,
}
# What an old address is of, in the file and in the table.
_RECORDS: dict[str, tuple[str, type[Model]]] = {"call": ("meeting", Meeting), "official": ("official", Official)}


class RestoreError(Exception):
    """The file cannot be restored, or not here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Restored:
    articles: int
    rulings: int
    addresses: int
    meetings: Reworked


def restore(
    path: Path,
    *,
    workers: int = 1,
    listener: Listener | None = None,
    begin: Callable[[int], object] = lambda steps: None,
) -> Restored:
    """Read a published file into an empty archive. Raises RestoreError, and has then changed nothing.

    `begin` is told how many steps `listener` will see. Killed while it reads the articles, it can be run again.
    """
    with _opened(path) as pack:
        _check(pack)
        if _is_empty():
            with transaction.atomic():
                load_reference()
                for name, model in _TABLES.items():
                    _load(pack, name, model)
        elif not _is_begun(pack):
            raise RestoreError(
                "The archive is not empty. Restore into a new database: set DATABASE_URL to it, run migrate, try again."
            )
        begin(3 * Article.objects.count())
        meetings = rebuild(workers=workers, listener=listener)
        with writing():
            addresses = _restore_addresses(pack)
    return Restored(Article.objects.count(), Ruling.objects.count(), addresses, meetings)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise RestoreError(f"{path} is no published file: {error}.") from error


def _check(pack: zipfile.ZipFile) -> None:
    """Every part is there and as it was written."""
    try:
        package = json.loads(pack.read(PACKAGE))
        sums = {resource["path"]: resource["hash"] for resource in package["resources"]}
    except (KeyError, TypeError, ValueError) as error:
        raise RestoreError(f"{pack.filename} is no published file: {PACKAGE} is missing or cannot be read.") from error
    for name in (*_TABLES, "addresses.jsonl"):
        if name not in sums or name not in pack.namelist():
            raise RestoreError(f"{pack.filename} has no {name}.")
        try:
            with pack.open(name) as file:
                found = f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"
        except (zipfile.BadZipFile, EOFError, OSError) as error:
            raise RestoreError(f"{name} in {pack.filename} is damaged: {error}.") from error
        if found != sums[name]:
            raise RestoreError(f"{name} in {pack.filename} is damaged: its checksum is another.")


def _is_empty() -> bool:
    return not (Article.objects.exists() or Ruling.objects.exists())


def _is_begun(pack: zipfile.ZipFile) -> bool:
    """Whether an earlier run has loaded the tables and was stopped after that."""
    ids = {row["source_id"] for row in _rows(pack, "articles.jsonl")}
    there = set(Article.objects.values_list("source_id", flat=True))
    return ids == there and Ruling.objects.count() == sum(1 for _row in _rows(pack, "rulings.jsonl"))


def _load(pack: zipfile.ZipFile, name: str, model: type[Model]) -> None:
    fields = {field.attname: field for field in fields_of(model)}
    rows = (
        model(**{name: fields[name].to_python(value) for name, value in row.items() if name in fields})
        for row in _rows(pack, name)
    )
    while some := list(islice(rows, AT_ONCE)):
        model.objects.bulk_create(some)
    for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _restore_addresses(pack: zipfile.ZipFile) -> int:
    """Those that lead to a record that is there and are nobody's own by now."""
    made = 0
    for kind, (name, model) in _RECORDS.items():
        there = dict(model.objects.values_list("slug", "pk"))
        known = SlugRedirect.objects.filter(**{f"{name}__isnull": False}).values_list("old_slug", flat=True)
        taken = {*there, *known}
        rows = [row for row in _rows(pack, "addresses.jsonl") if row["kind"] == kind]
        old = [
            SlugRedirect(old_slug=row["old"], **{f"{name}_id": there[row["now"]]})
            for row in rows
            if row["now"] in there and row["old"] not in taken
        ]
        made += len(SlugRedirect.objects.bulk_create(old, batch_size=AT_ONCE))
    return made


def _rows(pack: zipfile.ZipFile, name: str) -> Iterator[dict[str, Any]]:
    with pack.open(name) as file:
        for line in io.TextIOWrapper(file, "utf-8", newline="\n"):
            yield json.loads(line)
