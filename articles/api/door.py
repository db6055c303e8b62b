"""The API itself: its description, its errors, its limit of requests."""

from __future__ import annotations

import logging
from typing import Any

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from articles.limits import Limit

from .answers import router
from .problems import ADVICE, CONTENT_TYPE, ProblemError, problem

log = logging.getLogger(__name__)

ABOUT = """Read-only. Calls have the filters of the list on the pages, and each fact comes with the sentence that it
rests on. A list comes by pages: follow “next”. “fields” leaves out what you do not need. Answers carry an ETag: send
it back in If-None-Match, and nothing is sent where nothing changed."""
_PROBLEM = {
    "title": "Problem",
    "description": "RFC 9457",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "parameter": {"type": "string", "description": "the parameter at fault"},
    },
}


class Door(NinjaAPI):
    """The API, with every error described as what it is."""

    def get_openapi_schema(self, **kwargs) -> dict[str, Any]:
        schema = super().get_openapi_schema(**kwargs)
        schema["components"]["schemas"]["Problem"] = _PROBLEM
        content = {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for path, operations in schema["paths"].items():
            statuses = [400, 429, *([404] if "{" in path else [])]
            for operation in operations.values():
                operation["responses"] |= {
                    str(status): {"description": ADVICE[status], "content": content} for status in statuses
                }
                if "{slug}" in path:
                    moved = "It goes by another id now, which Location leads to and `successor` names."
                    operation["responses"]["301"] = {"description": moved, "content": content}
        return schema


limits = [Limit("api", settings.API_RATE)] if settings.API_RATE else []
api = Door(
    title=f"{settings.ARCHIVE_TITLE} API",
    version="1.0.0",
    description=ABOUT,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
    throttle=limits,
)
api.add_router("/v1", router)


@api.exception_handler(ProblemError)
def _problem(request: HttpRequest, error: ProblemError) -> HttpResponse:
    return problem(error.status, error.detail, **error.more)


@api.exception_handler(Http404)
def _no_record(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404)


@api.exception_handler(HttpError)
def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    answer = problem(error.status_code)
    if isinstance(error, Throttled):
        answer["Retry-After"] = str(max(1, error.wait or 1))
    return answer


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"parameter": str(fault["loc"][-1]), "detail": fault["msg"]} for fault in error.errors]
    return problem(400, errors[0]["detail"], parameter=errors[0]["parameter"], errors=errors)


@api.exception_handler(Exception)
def _broken(request: HttpRequest, error: Exception) -> HttpResponse:
    if isinstance(error, DatabaseError):
        raise error  # answered as for pages, and then put into the form of a problem
    log.exception("%r failed", request.path)  # quoted: an address may hold line breaks
    return problem(500)
