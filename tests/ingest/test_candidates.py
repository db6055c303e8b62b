"""What may be of one meeting with an account is asked for in a way that an index answers, however large the archive."""

import re
from datetime import date

import pytest
from django.db import connection

from articles.extraction.facts import Account as Reading
from articles.extraction.facts import Coded, ContactDate, Support
from articles.ingest.candidates import MANY, conditions
from articles.models import Account
from articles.resolution import Sighting

pytestmark = pytest.mark.django_db

_SAID = Support((), "", 1.0)


def sighting(number: int, countries: tuple[str, ...], day: str) -> Sighting:
    said = ContactDate(day, "explicit", _SAID) if day else None
    reading = Reading(Coded("phone_call", _SAID), said, (), tuple(Coded(code, _SAID) for code in countries))
    return Sighting((f"https://example.org/{number}", 0), reading, "en", date(2024, 12, 21), "")


PARTIES = [("VN", "GB"), ("VN", "US"), ("VN", "GB", "US"), ("VN",), ("AU", "GB", "JP", "US", "VN", "FR", "DE", "CA")]
DAYS = ["2024-12-20", "2024-11", "2023", "XXXX-03-28", "[2017-03-28,2018-03-28]", "", "2019-07-01/2019-07-03"]
SIGHTINGS = [sighting(number, countries, day) for number, (countries, day) in enumerate(
    (countries, day) for countries in PARTIES for day in DAYS
)]  # fmt: skip


@pytest.fixture
def plan():
    """The plan of a query, as if tables were large: where an index can answer, it does."""

    def explained(condition) -> str:
        accounts = Account.objects.filter(condition).order_by()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_seqscan = off")
        return accounts.explain()

    return explained


def test_no_account_is_read_that_no_index_leads_to(plan):
    asked = list(conditions(SIGHTINGS))
    assert len(asked) >= 2
    for condition in asked:
        if connection.vendor == "postgresql" or str(MANY.children[0]) not in str(condition):
            assert not re.search("(Seq Scan on|SCAN) articles_account", plan(condition)), condition
