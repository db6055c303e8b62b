"""What tests of the whole archive share."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import cache

from articles import index
from articles.index.rows import FACETS, rows
from articles.ingest.reference import data, load_reference


@pytest.fixture
def reference(db, monkeypatch):
    """Countries and topics; of the thousands of office holders, none has a record until an article names them."""
    monkeypatch.setattr(data, "holders", dict)
    load_reference()


@pytest.fixture
def groups(db):
    """Of editors and reviewers. A test that commits empties the database, what migrations made included."""
    import_module("articles.migrations.0003_editors_and_reviewers").make_groups(apps, None)


@pytest.fixture(autouse=True)
def another_archive():
    """Each test has a database of its own making; what a process remembers of an archive is of the one before."""
    index.forget()


@pytest.fixture(autouse=True)
def another_hour():
    """What one test asked for counts for no limit of the next."""
    cache.clear()


@pytest.fixture
def followed(request):
    """The sets of the archive in memory follow whatever a test stores: in the end they are what the database says."""
    if not {"db", "transactional_db"} & set(request.fixturenames) and not request.node.get_closest_marker("django_db"):
        yield
        return
    request.getfixturevalue("db")
    index.current()
    yield
    kept, read = index.current(), index.Sets.read(0, rows())
    assert kept.everything == read.everything
    for facet in FACETS:
        assert kept.by(facet) == read.by(facet), f"{facet} differs from the database"
