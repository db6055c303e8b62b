"""What went wrong, in one form for every error (RFC 9457, "Problem Details for HTTP APIs")."""

from __future__ import annotations

from http import HTTPStatus

from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"
# Of each status that the API answers with: what is wrong with the request, and what to do.
ADVICE = {
    400: "The request cannot be read as it stands; see /api/ for what can be asked.",
    404: "There is no such record. /api/ lists what there is.",
    405: "The archive can be read only: use GET, HEAD or OPTIONS.",
    429: "Too many requests from this address. Retry-After says in how many seconds the next one is answered.",
    500: "Something went wrong here, not with the request. It has been written to the log.",
    503: "The archive cannot be reached at the moment. Try again later.",
}


class ProblemError(Exception):
    """Raised to answer with a problem; `more` are further members of it."""

    def __init__(self, status: int, detail: str = "", **more) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


def problem(status: int, detail: str = "", **more) -> JsonResponse:
    """An answer that says what is wrong. `detail` is a sentence for people, `more` for programs."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or ADVICE.get(status, ""),
        **more,
    }
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE)
