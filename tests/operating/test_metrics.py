"""What Prometheus is told, and who else is."""

from ipaddress import ip_network

import pytest
from prometheus_client.parser import text_string_to_metric_families

from articles.operating import metrics

pytestmark = pytest.mark.django_db
PROMETHEUS = "10.1.2.3"


@pytest.fixture
def counted(settings):
    settings.METRICS, settings.METRICS_ALLOW = True, [ip_network("10.1.0.0/16")]
    for metric in (metrics.REQUESTS, metrics.SECONDS):
        metric.clear()


def told(client) -> dict[tuple, float]:
    text = client.get("/metrics", REMOTE_ADDR=PROMETHEUS).content.decode()
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_page_and_status(client, archive, counted):
    for address in ("/calls/", "/calls/?page=1", "/calls/?country=zz"):
        client.get(address)
    said = told(client)
    assert said["hotline_requests_total", "200", "GET", "meeting-list"] == 2
    assert said["hotline_requests_total", "400", "GET", "meeting-list"] == 1
    assert said["hotline_request_seconds_count", "meeting-list"] == 3
    assert said["hotline_articles",] == 6
    assert said["hotline_calls",] == 7


def test_what_visitors_make_up_is_no_series_of_its_own(client, counted):
    for number in range(50):
        client.generic(f"BREW{number}", f"/no/such/{number}")
    assert len({key for key in told(client) if key[0] == "hotline_requests_total"}) == 1


@pytest.mark.parametrize("address", ["192.0.2.7", "127.0.0.1", "", "unix:", "10.1.2.3, 192.0.2.7"])
def test_nobody_else_finds_it(client, counted, address):
    assert client.get("/metrics", REMOTE_ADDR=address).status_code == 404
    assert client.get("/metrics", REMOTE_ADDR=address, headers={"X-Forwarded-For": PROMETHEUS}).status_code == 404


def test_it_is_off_unless_it_is_asked_for(client, counted, settings):
    settings.METRICS = False
    assert client.get("/metrics", REMOTE_ADDR=PROMETHEUS).status_code == 404
