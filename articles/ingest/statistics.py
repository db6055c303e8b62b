"""What PostgreSQL knows of its tables, kept in step with a run that fills them.

Autovacuum looks after them once a minute at best, where it is on. Of a table that has grown a hundredfold since, the
database believes that it is small, and that to read it whole costs less than an index.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection

FIRST = 1000  # articles stored, after which it is worth the first look; then whenever they have doubled


class Statistics:
    """Of one run."""

    def __init__(self) -> None:
        self._stored = self._seen = 0

    def stored(self, articles: int) -> None:
        """So many articles went in; to be called outside a transaction of theirs."""
        self._stored += articles
        if self._stored >= max(FIRST, 2 * self._seen):
            self._renew()

    def end(self) -> None:
        """The run is through: pages are made with what it leaves."""
        if self._stored >= FIRST and self._stored > self._seen:
            self._renew()

    def _renew(self) -> None:
        self._seen = self._stored
        if connection.vendor != "postgresql":
            return  # SQLite takes an index wherever one fits
        tables = [
            connection.ops.quote_name(model._meta.db_table) for model in apps.get_app_config("articles").get_models()
        ]
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(tables)}")
