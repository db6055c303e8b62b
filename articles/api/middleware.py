"""What holds for everything under `/api/`, whichever view answers, and whether or not one does."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .problems import CONTENT_TYPE, problem

ROOT = "/api/"
METHODS = "GET, HEAD, OPTIONS"
_KEPT = ("Location", "Retry-After", "Allow")


def api_manners(get_response: Callable) -> Callable:
    """Any page may read the API (CORS), HEAD is GET without a body, every error is a problem in JSON."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT):
            return get_response(request)
        if request.method == "OPTIONS":
            answer = HttpResponse(status=204, headers={"Allow": METHODS})
        else:
            if request.method == "HEAD":
                request.method = "GET"  # the server leaves the body out
            answer = get_response(request)
        if answer.status_code >= 400 and not answer.headers.get("Content-Type", "").startswith(CONTENT_TYPE):
            kept = {name: answer[name] for name in _KEPT if answer.has_header(name)}
            answer = problem(answer.status_code)
            for name, value in kept.items():
                answer[name] = value
        answer.cookies.clear()  # a program's answer sets nothing, whatever its address asked for
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Allow-Methods"] = METHODS
        answer["Access-Control-Allow-Headers"] = "If-None-Match"
        answer["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
        return answer

    return middleware
