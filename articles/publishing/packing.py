"""The archive into one file: written beside its place and put there when it is whole."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.text import slugify

from articles.exporting import Note
from articles.exporting.notes import COLUMNS
from articles.extraction import VERSION

from .files import PACKAGE, Published, description_of, folder, published
from .parts import Part, parts
from .readme import readme

KEPT = 3  # dated files, the newest


def publish(
    *, names: bool = False, keep: int = KEPT, listener: Callable[[str], object] = lambda part: None
) -> Published:
    """Write the archive as it is at this moment into `DATA_DIR` and describe it; older files than `keep` go.

    `names`: whether rulings name their editors. `listener` is told each part as it begins. What is stored meanwhile is
    not in it, and waits for nothing.
    """
    now = timezone.now()
    folder().mkdir(parents=True, exist_ok=True)
    path = folder() / f"{slugify(settings.ARCHIVE_TITLE) or 'archive'}-{now:%Y-%m-%d}.zip"
    note = Note.of(absolute("/calls/"), now)
    making, describing = path.with_suffix(".part"), description_of(path).with_suffix(".about.part")
    try:
        with _snapshot(), translation.override("en"):
            package = _pack(making, parts(absolute, note, names=names), now, listener)
        package["sha256"], package["bytes"] = _hash(making), making.stat().st_size
        # Both are whole on the disk before either is put in its place.
        describing.write_text(json.dumps(package, ensure_ascii=False, indent=1), "utf-8")
        os.replace(making, path)
        os.replace(describing, description_of(path))
    finally:
        making.unlink(missing_ok=True)
        describing.unlink(missing_ok=True)
    _thin_out(keep)
    return Published(path, package)


def absolute(address: str) -> str:
    return urljoin(settings.ARCHIVE_URL, address)


@contextmanager
def _snapshot() -> Iterator[None]:
    """All of it as of one moment, without keeping writers waiting."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()  # which sets the mode
        mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            connection.transaction_mode = mode
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # A transaction that has begun already, as in a test, stays as it is.
        if not connection.savepoint_ids:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _pack(path: Path, made: list[Part], now: datetime, listener: Callable[[str], object]) -> dict[str, Any]:
    resources = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for part in made:
            listener(part.name)
            resources.append(_added(pack, part, now))
        package = _package(resources, now)
        pack.writestr(PACKAGE, json.dumps(package, ensure_ascii=False, indent=1))
        pack.writestr("README.md", readme(package))
    return package


def _added(pack: zipfile.ZipFile, part: Part, now: datetime) -> dict[str, Any]:
    sum_, size = hashlib.sha256(), 0
    entry = zipfile.ZipInfo(part.name, now.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    with pack.open(entry, "w", force_zip64=True) as file:
        for piece in part.content():
            file.write(piece)
            sum_.update(piece)
            size += len(piece)
    name, _, suffix = part.name.partition(".")
    return {
        "name": f"{name}-{suffix}",
        "path": part.name,
        "description": part.about,
        "format": suffix,
        "mediatype": {"csv": "text/csv", "jsonl": "application/x-ndjson"}[suffix],
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{sum_.hexdigest()}",
    } | _schema(part)


def _schema(part: Part) -> dict[str, Any]:
    if not part.fields:
        return {}
    fields = [{"name": name, "type": "any", "description": about} for name, about in part.fields]
    if part.name.endswith(".csv"):
        fields += [{"name": name, "type": "any", "description": about} for name, about in COLUMNS.items()]
        return {"profile": "tabular-data-resource", "schema": {"fields": fields}}
    return {"schema": {"fields": fields}}


def _package(resources: list[dict[str, Any]], now: datetime) -> dict[str, Any]:
    """By Frictionless Data Package 1.0."""
    return {
        "name": slugify(settings.ARCHIVE_TITLE) or "archive",
        "title": settings.ARCHIVE_TITLE,
        "description": "Diplomatic calls: who spoke with whom, when and on what, each fact with the words that say so.",
        "homepage": absolute("/"),
        "version": f"{now:%Y-%m-%d}",
        "created": now.isoformat(timespec="seconds"),
        "licenses": [{"name": "see-title", "title": settings.ARCHIVE_LICENCE}],
        "extractor": VERSION,
        "resources": resources,
    }


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _thin_out(keep: int) -> None:
    for old in published()[max(keep, 1) :]:
        description_of(old.path).unlink(missing_ok=True)
        old.path.unlink(missing_ok=True)
