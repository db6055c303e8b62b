"""When the database does not answer, or is not the one that the code was written for: an answer that needs none."""

from __future__ import annotations

import logging
import sqlite3
import sys

from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
    connections,
)
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

from . import metrics

log = logging.getLogger(__name__)
RETRY_AFTER = 30  # seconds


def fault(request: HttpRequest) -> HttpResponse:
    """The answer to an exception that no view answered: 503 where waiting or an operator mends it, 500 elsewhere."""
    remedy = remedy_for(sys.exc_info()[1])
    if not remedy:
        return server_error(request)
    log.error("%s: %s", request.path, remedy)
    metrics.count_database_error()
    answer = HttpResponse(render_to_string("503.html"), status=503)
    answer["Retry-After"] = str(RETRY_AFTER)
    answer["Cache-Control"] = "no-store"
    answer._has_been_logged = True  # one line is said above; a traceback for each request would only bury it
    return answer


def remedy_for(error: BaseException | None) -> str:
    """What an operator needs to know of a fault of the database; empty if it is a fault of the program."""
    if is_down(error):
        return f"the database cannot be used: {str(error).strip().splitlines()[0]}"
    if isinstance(error, OperationalError | ProgrammingError) and (missing := missing_migrations()):
        return f"the database lacks migrations ({', '.join(missing)}): run `python manage.py migrate`"
    return ""


def is_down(error: BaseException | None) -> bool:
    """Whether the database failed, or cannot be reached. SQLite calls an error in a statement operational as well."""
    if isinstance(error, OperationalError):
        code = getattr(error.__cause__, "sqlite_errorcode", None)
        return code is None or code & 0xFF != sqlite3.SQLITE_ERROR
    return isinstance(error, InterfaceError)


def missing_migrations() -> list[str]:
    """Names of migrations that the code has and the database has not; none if that cannot be asked."""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return []
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def ask_database() -> None:
    """Raises what Django raises where the database does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
