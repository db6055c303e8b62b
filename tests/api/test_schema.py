"""Schemathesis asks for whatever the description of the API allows, and for what it does not."""

import pytest
import schemathesis
from django.core import signals
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, settings

from tests import factories as make

schema = schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())


@pytest.fixture
def archive(son_lammy, monkeypatch):
    # As in the test client: what ends a request must not end the connection that the test's transaction is in.
    monkeypatch.setattr(signals.request_started, "send", lambda **_: None)
    monkeypatch.setattr(signals.request_finished, "send", lambda **_: None)
    make.meeting(date="", parties=("VN", "CU"))


@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=25, derandomize=True, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
def test_nothing_is_found(case, archive):
    cache.clear()
    # Which codes there are is for the archive to say, not for the description: naming others is an error all the same.
    # The client of the tests does not unpack.
    case.call_and_validate(
        headers={"Accept-Encoding": "identity"}, excluded_checks=[schemathesis.checks.positive_data_acceptance]
    )
