"""What tests of the whole archive share."""

from __future__ import annotations

import pytest

from articles.ingest.reference import data, load_reference


@pytest.fixture
def reference(db, monkeypatch):
    """Countries and topics; of the thousands of office holders, none has a record until an article names them."""
    monkeypatch.setattr(data, "holders", dict)
    load_reference()
