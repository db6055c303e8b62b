"""A run that fills tables tells PostgreSQL so: it does not plan as for the empty ones that it began with."""

import pytest
from django.db import connection

from articles.ingest import pipeline, statistics
from articles.models import Account, Article

from .test_storing import LAMMY, LAMMY_EN, ROE

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite takes an index wherever one fits"),
]
TEXTS = {"a": LAMMY, "b": LAMMY_EN, "c": ROE}


def believed(model) -> int:
    """How many rows the database plans for; -1 where it never looked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [model._meta.db_table])
        return int(cursor.fetchone()[0])


def test_after_a_run_that_stored_much(take_in, monkeypatch):
    monkeypatch.setattr(statistics, "FIRST", 3)
    take_in(TEXTS)
    assert believed(Article) == Article.objects.count() == 3
    assert believed(Account) == Account.objects.count()


def test_and_whenever_it_has_doubled(take_in, monkeypatch):
    monkeypatch.setattr(pipeline, "BATCH", 1)
    monkeypatch.setattr(statistics, "FIRST", 1)
    seen = []
    monkeypatch.setattr(
        statistics.Statistics, "_renew", lambda run: seen.append(run._stored) or setattr(run, "_seen", run._stored)
    )
    take_in({f"{name} {number}": text for name, text in TEXTS.items() for number in range(3)})
    assert seen == [1, 2, 4, 8, 9]


def test_a_few_articles_are_not_worth_it(take_in, monkeypatch):
    monkeypatch.setattr(statistics.Statistics, "_renew", lambda run: pytest.fail("looked at"))
    take_in(TEXTS)
