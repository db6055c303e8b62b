"""What a process that serves readers has, and a command has not."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from .readiness import read_data_files


def made_ready() -> None:
    """Call it before the first request. Raises LexiconError."""
    read_data_files()
    limit(settings.DATABASES["default"])


def limit(database: dict[str, Any]) -> None:
    """PostgreSQL: connections from a pool, and an end to statements that take too long.

    Neither is for commands: their statements may take as long as they need, and they fork processes, which the
    threads of a pool do not survive.
    """
    if not database["ENGINE"].endswith("postgresql"):
        return
    options = database.setdefault("OPTIONS", {})
    if settings.DB_STATEMENT_TIMEOUT:
        options["options"] = f"-c statement_timeout={settings.DB_STATEMENT_TIMEOUT}s"
    if settings.DB_POOL:
        database["CONN_MAX_AGE"] = 0  # the pool keeps connections, not the thread
        # Without an end to reconnecting, the pause between attempts grows to minutes.
        options["pool"] = {"min_size": 1, "max_size": settings.DB_POOL, "timeout": 5, "reconnect_timeout": 10}
