"""The whole database as one file with its checksum, and a database again from such a file.

SQLite by its own backup, while it is in use; PostgreSQL by pg_dump and pg_restore. Unlike a published file, a backup
has everything: accounts, passwords, subscriptions, readers' reports.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.contrib.auth import get_user_model
from django.db import connection
from django.utils import timezone

from articles.models import Article, Report, Ruling, Subscription

KEPT = 14
NAME = re.compile(r"hotline-\d{8}T\d{6}Z\.(sqlite3|dump)")
_SUFFIXES = {"sqlite": ".sqlite3", "postgresql": ".dump"}
# What the reference data does not bring, and only a backup brings back.
_IRREPLACEABLE = (Article, Ruling, Report, Subscription, get_user_model())


class BackupError(Exception):
    """Not made, or not restored; the message says why and what to do."""


def backup(folder: Path, keep: int = KEPT) -> Path:
    """Write the database as it is at this moment into the folder, then delete older backups than `keep`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"hotline-{timezone.now():%Y%m%dT%H%M%SZ}{_SUFFIXES[connection.vendor]}"
    making, summing = path.with_suffix(".part"), path.with_suffix(".sum.part")
    try:
        # Passwords are in it: for nobody but who made it.
        os.close(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        (_copy_sqlite if connection.vendor == "sqlite" else _dump)(making)
        _to_disk(making)
        summing.write_text(f"{sha256(making)}  {path.name}\n")  # as `sha256sum --check` reads it
        # The checksum first: a backup without one would be refused, a checksum without a backup harms nobody.
        os.replace(summing, checksum_of(path))
        os.replace(making, path)
    finally:
        for left in folder.glob(f"{path.stem}*.part*"):  # SQLite's own journal of the copy among them
            left.unlink()
    made = sorted(found for found in folder.iterdir() if NAME.fullmatch(found.name))
    for old in made[: -max(keep, 1)]:
        old.unlink()
        checksum_of(old).unlink(missing_ok=True)
    return path


def restore_backup(path: Path, *, force: bool = False) -> None:
    """Make the database what it was. Raises BackupError, and has then changed nothing.

    `force`: what the database holds now may be lost.
    """
    _verify(path)
    if path.suffix != _SUFFIXES[connection.vendor]:
        raise BackupError(f"{path} is of another kind of database than DATABASE_URL, which is {connection.vendor}.")
    if not force and (held := _held()):
        raise BackupError(
            f"The database is not empty ({held}). Set DATABASE_URL to a new one, or give --force and lose that."
        )
    (_restore_sqlite if connection.vendor == "sqlite" else _restore_dump)(path)


def checksum_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _verify(path: Path) -> None:
    try:
        wanted = checksum_of(path).read_text().split()[:1]
        found = sha256(path)
    except OSError as error:
        raise BackupError(f"{error.filename}: {error.strerror}. A backup is two files: one is its checksum.") from error
    if wanted != [found]:
        raise BackupError(f"{path} is damaged: its checksum is another.")


def _held() -> str:
    """What would be lost, "12 articles, 2 users"; empty in a new database, with or without its tables."""
    tables = connection.introspection.table_names()
    counts = [
        (model._meta.verbose_name_plural, model.objects.count())
        for model in _IRREPLACEABLE
        if model._meta.db_table in tables
    ]
    return ", ".join(f"{number} {name}" for name, number in counts if number)


def _to_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _copy_sqlite(to: Path) -> None:
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(to)) as copy:
            connection.connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
            said = copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise BackupError(f"{to.parent}: {error}. Nothing half written is left.") from error
    if said != "ok":
        raise BackupError(f"The database is damaged: {said}. No backup was made of it.")


def _restore_sqlite(path: Path) -> None:
    connection.ensure_connection()
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as copy, connection.wrap_database_errors:
        copy.backup(connection.connection)


def _dump(to: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={to}")


def _restore_dump(path: Path) -> None:
    connection.close()
    _run(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
        "--exit-on-error", f"--dbname={connection.settings_dict['NAME']}", str(path),
    )  # fmt: skip


def _run(program: str, *arguments: str) -> None:
    if not shutil.which(program):
        raise BackupError(f"{program} is not installed; it is in postgresql-client, as Debian calls it.")
    names = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    where = {name: str(connection.settings_dict[key]) for key, name in names.items() if connection.settings_dict[key]}
    # By the environment, for a password among the arguments could be read by every user of the machine.
    done = subprocess.run([program, *arguments], env=os.environ | where, capture_output=True, text=True)
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip() or f'ended with status {done.returncode}'}")
