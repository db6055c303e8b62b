"""Servers to measure, on this machine only: each is started as operators start it, and stops with its block."""

from __future__ import annotations

import os
import platform
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
WAIT = 120  # seconds for a server to answer, the reading of a large archive included


def public(**more: str) -> dict[str, str]:
    """The environment of a public server that counts nobody's requests: one client asks for everything here."""
    return os.environ | {
        "DEBUG": "0", "SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "0",
        "LOG_LEVEL": "ERROR", "SEARCH_RATE": "", "EXPORT_RATE": "", "API_RATE": "",
        "DJANGO_SETTINGS_MODULE": "diplomacy.settings",
    } | more  # fmt: skip


def machine() -> str:
    """What the figures were taken on, a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.machine()}, "
        f"Python {platform.python_version()}, Django {django.__version__}"
    )


@contextmanager
def archive(**environment: str) -> Iterator[str]:
    """The archive under gunicorn, two processes; its address."""
    given = public(**environment)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, cwd=ROOT, env=given, check=True)
    with gunicorn("diplomacy.wsgi", given) as address:
        for _ in range(8):  # each process reads its sets of the archive once
            fetch(f"{address}/calls/?page=2")
        yield address


@contextmanager
def gunicorn(application: str, environment: Mapping[str, str]) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    with running(command, f"http://127.0.0.1:{port}/healthz", environment):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running(command: Sequence[str], probe: str, environment: Mapping[str, str] | None = None) -> Iterator[None]:
    """A server, from when it answers at `probe` to the end of the block."""
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        end = time.monotonic() + WAIT
        while True:
            try:
                fetch(probe)
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > end:
                    sys.exit(f"{' '.join(command)} does not answer")
                time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait(timeout=90)


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=WAIT) as answer:
        return answer.read()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
