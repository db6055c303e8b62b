"""What Prometheus asks: requests, their times, faults of the database, and how much the archive holds.

All server processes count into files of one folder (PROMETHEUS_MULTIPROC_DIR, made by gunicorn.conf.py), so that it
does not matter which of them answers.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector

REQUESTS = Counter("hotline_requests", "Requests answered", ["method", "page", "status"], registry=None)
SECONDS = Histogram("hotline_request_seconds", "From a request to the last byte of its answer", ["page"], registry=None)
DATABASE_ERRORS = Counter("hotline_database_errors", "Requests that the database failed", registry=None)
_METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def count(request: HttpRequest, status: int, seconds: float) -> None:
    """`page` is the name of the address, never the address: what visitors make up must not become a series."""
    if not settings.METRICS:
        return
    page = request.resolver_match.view_name if request.resolver_match else ""
    REQUESTS.labels(request.method if request.method in _METHODS else "other", page, status).inc()
    SECONDS.labels(page).observe(seconds)


def count_database_error() -> None:
    if settings.METRICS:
        DATABASE_ERRORS.inc()


def may_read(address: str) -> bool:
    """Whether this client is among METRICS_ALLOW."""
    try:
        client = ip_address(address)
    except ValueError:
        return False
    return any(client in network for network in settings.METRICS_ALLOW)


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much the archive holds, counted when asked: what `ingest` does in a process of its own shows here as well."""

    articles: int
    calls: int
    newest: float

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield GaugeMetricFamily("hotline_articles", "Articles in the archive", self.articles)
        yield GaugeMetricFamily("hotline_calls", "Contacts published", self.calls)
        yield GaugeMetricFamily("hotline_newest_ingest_seconds", "When the newest article came, Unix time", self.newest)


def exposition(holdings: Holdings | None) -> bytes:
    """The text that Prometheus reads; without holdings where the database does not answer."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)
    else:
        for metric in (REQUESTS, SECONDS, DATABASE_ERRORS):
            registry.register(metric)
    if holdings:
        registry.register(holdings)
    return generate_latest(registry)
