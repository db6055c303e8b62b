"""One address asks for more than a reader can look at."""

import pytest

from tests.web.conftest import archive, english, son_lammy  # noqa: F401 (fixtures)

pytestmark = pytest.mark.usefixtures("archive")


@pytest.fixture(autouse=True)
def three_a_minute(settings):
    settings.SEARCH_RATE = settings.EXPORT_RATE = "3/min"


def statuses(client, address: str, times: int = 5, **more) -> list[int]:
    return [client.get(address, **more).status_code for _ in range(times)]


SEARCHES = ["/search/?q=lammy", "/calls/?q=wind", "/calls/?country=gb", "/officials/?q=son", "/subscribe/?country=gb"]
EXPORTS = ["/calls.csv", "/calls.json?country=gb", "/officials.popolo.json", "/calls.atom", "/oai?verb=Identify"]


@pytest.mark.parametrize("address", SEARCHES)
def test_searches_have_a_limit(client, address):
    assert statuses(client, address) == [200, 200, 200, 429, 429]
    answer = client.get(address)
    assert 0 < int(answer["Retry-After"]) <= 60
    page = answer.content.decode()
    assert "Too many searches at once" in page
    assert f"answered in {answer['Retry-After']} second" in page
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("address", EXPORTS)
def test_files_have_a_limit(client, address):
    assert statuses(client, address) == [200, 200, 200, 429, 429]
    answer = client.get(address)
    assert 0 < int(answer["Retry-After"]) <= 60
    assert answer["Content-Type"] == "application/problem+json"
    assert "Retry-After says in how many seconds" in answer.json()["detail"]


def test_all_searches_count_together_and_files_by_themselves(client):
    assert [client.get(address).status_code for address in SEARCHES] == [200, 200, 200, 429, 429]
    assert client.get("/calls.csv").status_code == 200


@pytest.mark.parametrize("address", ["/", "/calls/", "/countries/gb/", "/search/", "/officials/", "/healthz"])
def test_reading_has_none(client, address):
    assert set(statuses(client, address)) == {200}


def test_another_address_is_not_limited(client):
    statuses(client, "/calls/?q=wind")
    assert statuses(client, "/calls/?q=wind", 1, REMOTE_ADDR="192.0.2.7") == [200]


def test_no_rate_is_no_limit(client, settings):
    settings.SEARCH_RATE = settings.EXPORT_RATE = ""
    assert set(statuses(client, "/calls/?q=wind", 8) + statuses(client, "/calls.csv", 8)) == {200}


def test_what_a_visitor_writes_before_the_proxy_opens_no_door(client, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    found = [
        client.get("/calls/?q=wind", headers={"x-forwarded-for": f"198.51.100.{n}, 192.0.2.7"}).status_code
        for n in range(5)
    ]
    assert found == [200, 200, 200, 429, 429]


def test_without_a_proxy_the_header_is_hearsay(client):
    found = [client.get("/calls/?q=wind", headers={"x-forwarded-for": f"192.0.2.{n}"}).status_code for n in range(5)]
    assert found == [200, 200, 200, 429, 429]
