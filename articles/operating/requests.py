"""Each request: an id that its log lines and its answer share, a line when it is over, its count and its time."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from uuid import uuid4

from django.http import HttpRequest, HttpResponse

from . import metrics
from .logs import request_id

log = logging.getLogger("articles.access")
HEADER = "X-Request-ID"
_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")


def watched(get_response: Callable) -> Callable:
    """The outermost middleware. A request is over when its last byte is sent, so that an export counts whole."""

    def middleware(request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        given = request.headers.get(HEADER, "")
        request.id = given if _SANE.fullmatch(given) else uuid4().hex
        request_id.set(request.id)
        answer = get_response(request)
        answer[HEADER] = request.id
        # Django's own list of what is to be closed with an answer: called once, by the server, streamed or not.
        answer._resource_closers.append(lambda: _over(request, answer.status_code, time.perf_counter() - begun))
        return answer

    return middleware


def _over(request: HttpRequest, status: int, seconds: float) -> None:
    members = {
        "method": request.method,
        "path": _path(request),
        "status": status,
        "ms": round(seconds * 1000),
        "request_id": request.id,
    }
    log.info("%(method)s %(path)s %(status)d %(ms)d ms", members, extra={"members": members})
    metrics.count(request, status, seconds)
    request_id.set("")


def _path(request: HttpRequest) -> str:
    """Without the query, which is what a reader asks about, and without tokens, which are as good as passwords."""
    match = request.resolver_match
    token = match.kwargs.get("token") if match else None
    return request.path.replace(str(token), "…") if token else request.path
