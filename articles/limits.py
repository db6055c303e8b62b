"""How much one address may ask for of what is dear: searches, lists that are narrowed, files, the API.

The counts stand in Django's cache, so each worker process counts for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from math import ceil

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja.throttling import SimpleRateThrottle

from .api.problems import problem
from .visitors import origin_of

View = Callable[..., HttpResponse]


class Limit(SimpleRateThrottle):
    """`rate` requests ("120/min") of one kind from one address."""

    def __init__(self, kind: str, rate: str) -> None:
        super().__init__(rate)
        self.scope = kind

    def get_cache_key(self, request: HttpRequest) -> str:
        return self.cache_format % {"scope": self.scope, "ident": origin_of(request)}


def searches(view: View) -> View:
    """For pages that search and narrow: a list as it stands is free, what its address asks for beyond it counts."""

    @wraps(view)
    def limited(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        wait = _wait(request, "search", settings.SEARCH_RATE) if request.GET else None
        if wait is None:
            return view(request, *args, **kwargs)
        return _told(render(request, "429.html", {"seconds": wait}, status=429), wait)

    return limited


def exports(view: View) -> View:
    """For files made of the whole archive or of a list of it."""

    @wraps(view)
    def limited(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        wait = _wait(request, "export", settings.EXPORT_RATE)
        if wait is None:
            return view(request, *args, **kwargs)
        return _told(problem(429), wait)

    return limited


def _wait(request: HttpRequest, kind: str, rate: str) -> int | None:
    """The seconds until the next request is answered; None if this one is."""
    if not rate:
        return None
    limit = Limit(kind, rate)  # one for each request: it keeps what it found
    return None if limit.allow_request(request) else max(1, ceil(limit.wait() or 1))


def _told(answer: HttpResponse, seconds: int) -> HttpResponse:
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer
