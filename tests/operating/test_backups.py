"""A backup is tried by restoring it, into another database, and comparing every row of every table."""

import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article
from articles.operating import backups
from articles.operating.backups import backup, checksum_of


def everything() -> dict[str, list[tuple]]:
    """Every row of every table, whichever model it is of."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def empty() -> None:
    call_command("flush", "--no-input", verbosity=0)


@pytest.fixture
def held(transactional_db, archive, django_user_model):
    """An archive with calls, an editor and what search needs."""
    django_user_model.objects.create_user("editor", password="correct horse battery")
    return everything()


@pytest.fixture
def made(held, tmp_path) -> Path:
    call_command("backup", to=tmp_path / "backups")
    (path,) = (path for path in (tmp_path / "backups").iterdir() if path.suffix != ".sha256")
    return path


def test_every_row_of_every_table_comes_back(held, made):
    assert {table for table, rows in held.items() if rows} >= {"articles_article", "articles_fact", "auth_user"}
    empty()
    assert everything() != held
    call_command("restore_backup", made)
    assert everything() == held
    assert Article.objects.create(text="Another.", source_id="another", ingested_at="2026-01-01T00:00Z").pk


def test_an_archive_that_holds_something_is_kept(held, made):
    Article.objects.update(title="Newer than the backup")
    with pytest.raises(CommandError, match=r"not empty \(\d+ articles, 1 users\).*--force"):
        call_command("restore_backup", made)
    assert Article.objects.filter(title="Newer than the backup").exists()
    call_command("restore_backup", made, force=True)
    assert everything() == held


def test_a_damaged_backup_is_refused_before_anything_is_touched(held, made):
    content = bytearray(made.read_bytes())
    content[len(content) // 2] ^= 1
    made.write_bytes(content)
    with pytest.raises(CommandError, match="is damaged"):
        call_command("restore_backup", made, force=True)
    assert everything() == held


def test_a_backup_without_its_checksum_is_refused(held, made):
    checksum_of(made).unlink()
    with pytest.raises(CommandError, match=r"\.sha256: No such file"):
        call_command("restore_backup", made, force=True)


def test_the_checksum_is_one_that_other_programs_check(made):
    assert not subprocess.run(["sha256sum", "--check", checksum_of(made).name], cwd=made.parent).returncode


def test_it_is_nobody_elses_business(made):
    assert made.stat().st_mode & 0o077 == 0


def test_the_newest_are_kept_and_nothing_else_is_touched(held, tmp_path, monkeypatch):
    (tmp_path / "hotline.sqlite3").write_text("the archive itself")
    for day in range(1, 5):
        (tmp_path / f"hotline-2026010{day}T000000Z.dump").touch()
        (tmp_path / f"hotline-2026010{day}T000000Z.dump.sha256").touch()
    made = backup(tmp_path, keep=2)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {
        "hotline.sqlite3", made.name, checksum_of(made).name,
        "hotline-20260104T000000Z.dump", "hotline-20260104T000000Z.dump.sha256",
    }  # fmt: skip


def test_a_backup_of_the_other_database_is_refused(held, made):
    other = made.with_suffix(".dump" if made.suffix == ".sqlite3" else ".sqlite3")
    made.rename(other)
    checksum_of(made).rename(checksum_of(other))
    with pytest.raises(CommandError, match="another kind of database"):
        call_command("restore_backup", other, force=True)


def test_without_its_programs_postgresql_is_not_backed_up_and_that_is_said(held, tmp_path, monkeypatch):
    monkeypatch.setattr(backups.shutil, "which", lambda name: None)
    monkeypatch.setattr(backups, "_copy_sqlite", backups._dump)
    with pytest.raises(CommandError, match="pg_dump is not installed"):
        call_command("backup", to=tmp_path)
    assert not list(tmp_path.iterdir())


def test_it_is_of_one_moment_while_others_write(db, tmp_path):
    """Two tables that always agree, written to all the time: in the copy they agree as well."""
    if connection.vendor != "sqlite":
        pytest.skip("pg_dump reads one snapshot by itself")
    path = tmp_path / "busy.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("CREATE TABLE one (n)")
        writer.execute("CREATE TABLE other (n)")
        writer.executemany("INSERT INTO one VALUES (?)", [("x" * 1000,)] * 2000)
        writer.execute("BEGIN")
        writer.execute("INSERT INTO one VALUES ('half')")
        before, connection.connection = connection.connection, sqlite3.connect(path)
        try:
            backups._copy_sqlite(tmp_path / "copy.sqlite3")
        finally:
            connection.connection.close()
            connection.connection = before
        writer.execute("INSERT INTO other VALUES ('half')")
        writer.execute("COMMIT")
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute("SELECT count(*) FROM one WHERE n = 'half'").fetchone() == (0,)
        assert copy.execute("SELECT count(*) FROM one").fetchone() == (2000,)
    assert not list(tmp_path.glob("copy.sqlite3-*"))
