"""The house around the archive: settings from the environment, what production asks for, the documents."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PRODUCTION = {
    "DEBUG": "0",
    "SECRET_KEY": "k" * 30 + "0123456789abcdefghijklmnopqrst",
    "ALLOWED_HOSTS": "archive.example.org",
}


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """A fresh interpreter with these variables and no other that the settings read."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=kept | environment, capture_output=True, text=True, timeout=60)


def setting(name: str, **environment: str) -> str:
    run = python("-c", f"from diplomacy import settings; print(settings.{name})", **environment)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_production_asks_for_what_it_needs_by_name(missing, value):
    environment = {name: given for name, given in PRODUCTION.items() if name != missing}
    if value is not None:
        environment[missing] = value
    run = python("manage.py", "check", **environment)
    assert run.returncode != 0
    last = run.stderr.strip().splitlines()[-1]
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {missing} is not set and DEBUG is off.")


def test_a_wsgi_server_is_production_unless_told_otherwise():
    run = python("-c", "import diplomacy.wsgi")
    assert "SECRET_KEY is not set and DEBUG is off" in run.stderr
    run = python("-c", "import diplomacy.wsgi; from django.conf import settings; print(settings.DEBUG)", DEBUG="1")
    assert run.stdout.strip() == "True", run.stderr


def test_check_deploy_has_nothing_to_say():
    run = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize(
    ("name", "environment", "value"),
    [
        ("ARCHIVE_TITLE", {}, "Hotline"),
        ("ARCHIVE_TITLE", {"ARCHIVE_TITLE": "Đường dây nóng"}, "Đường dây nóng"),
        ("ARCHIVE_HOME_COUNTRY", {}, "VN"),
        ("ARCHIVE_HOME_COUNTRY", {"ARCHIVE_HOME_COUNTRY": "gb"}, "GB"),
        ("ARCHIVE_HOME_COUNTRY", {"ARCHIVE_HOME_COUNTRY": ""}, ""),
        ("ALLOWED_HOSTS", PRODUCTION | {"ALLOWED_HOSTS": "a.example,b.example"}, "['a.example', 'b.example']"),
        ("SECURE_HSTS_SECONDS", PRODUCTION, "31536000"),
        ("SESSION_COOKIE_SECURE", PRODUCTION | {"HTTPS": "0"}, "False"),
        ("SECURE_PROXY_SSL_HEADER", PRODUCTION, "None"),
        ("SECURE_PROXY_SSL_HEADER", PRODUCTION | {"BEHIND_PROXY": "1"}, "('HTTP_X_FORWARDED_PROTO', 'https')"),
    ],
)
def test_settings_come_from_the_environment(name, environment, value):
    assert setting(name, **environment, PYTHONIOENCODING="utf-8") == value


def test_postgresql_by_one_variable():
    address = "postgres://archive:secret@db.example:5433/hotline"
    said = setting("DATABASES['default']", DATABASE_URL=address)
    for part in ("'HOST': 'db.example'", "'PORT': 5433", "'NAME': 'hotline'", "'CONN_HEALTH_CHECKS': True"):
        assert part in said


def test_sqlite_lets_readers_read_while_one_writes(tmp_path):
    ask = (
        "import django; django.setup(); from django.db import connection; cursor = connection.cursor()\n"
        "for name in ('journal_mode', 'synchronous', 'busy_timeout', 'foreign_keys'):\n"
        "    print(*cursor.execute(f'PRAGMA {name}').fetchone())"
    )
    where = {
        "DATABASE_URL": f"sqlite:///{tmp_path / 'archive.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "diplomacy.settings",
    }
    assert python("-c", ask, **where).stdout.split() == ["wal", "1", "20000", "1"]


def test_errors_are_written_to_standard_error_with_debug_off():
    ask = (
        "import django, logging; django.setup()\n"
        "logging.getLogger('django.request').error('broken'); logging.getLogger('articles').info('read')"
    )
    run = python("-c", ask, **PRODUCTION, DJANGO_SETTINGS_MODULE="diplomacy.settings")
    assert [line.split(" ", 2)[2] for line in run.stderr.splitlines()] == [
        "ERROR django.request: broken",
        "INFO articles: read",
    ]
    assert not run.stdout


def test_every_variable_is_documented():
    read = set(
        re.findall(r'(?:env\.\w+|required)\(\s*"([A-Z_]+)"', (ROOT / "diplomacy/settings.py").read_text("utf-8"))
    )
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operate.md").read_text("utf-8"), re.MULTILINE))
    assert read <= documented
    assert documented - read <= {"GUNICORN_CMD_ARGS", "PORT"}


def test_compose_passes_every_setting_on():
    """All that are documented, but for what the image itself has."""
    passed = set(re.findall(r"^      ([A-Z_]+):", (ROOT / "compose.yaml").read_text("utf-8"), re.MULTILINE))
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/operate.md").read_text("utf-8"), re.MULTILINE))
    assert documented - passed == {"DEBUG", "DATA_DIR", "BACKUP_DIR", "PORT"}


def test_a_container_that_is_stopped_while_it_migrates_starts_no_server(tmp_path):
    """A shell that did not ask for the signal would end at once here, and as first process of a container never."""
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\necho "$2" >> {tmp_path}/begun\nsleep 1\necho "$2" >> {tmp_path}/ended\n')
    python.chmod(0o755)
    command = [ROOT / "docker/entrypoint", "touch", tmp_path / "served"]
    starting = subprocess.Popen(command, env={"PATH": f"{tmp_path}:{os.environ['PATH']}"})
    end = time.monotonic() + 30
    while not (tmp_path / "begun").exists():
        assert time.monotonic() < end
        time.sleep(0.02)
    starting.terminate()
    assert starting.wait(30) == 143
    assert (tmp_path / "ended").read_text().split() == ["migrate"]
    assert not (tmp_path / "served").exists()


def test_every_dependency_is_pinned_and_explained():
    decisions = (ROOT / "docs/decisions.md").read_text("utf-8").lower()
    for file in ROOT.glob("requirements*.txt"):
        for line in file.read_text("utf-8").split("\n"):
            if not line or line.startswith("-r"):
                continue
            pin = re.fullmatch(r"([a-z0-9-]+)(\[[a-z,]+\])?==[\d.]+", line)
            assert pin, f"{file.name}: {line} is no exact version"
            assert pin[1] in decisions, f"docs/decisions.md does not say why {pin[1]} is used"


def links(document: Path) -> list[str]:
    return [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8"))]


@pytest.mark.parametrize("document", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document):
    for link in links(document):
        assert not link or "://" in link or (document.parent / link).exists(), link


def test_the_readme_leads_to_every_page_of_docs():
    assert {f"docs/{page.name}" for page in ROOT.glob("docs/*.md")} <= set(links(ROOT / "README.md"))
