"""Whole pages, kept in memory until the archive changes.

A page of records depends on the archive, on its address, on the language and on the day, and on nothing else about
who asks. So it is made once for each revision of the archive: who comes after an edit sees the edit, who comes before
the next one costs a query for the revision. Pages of editors, and of anybody with a session, are always made anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock

from cachetools import LRUCache
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language_from_request

from .index.asking import revision_now

View = Callable[..., HttpResponse]
# What a kept page may depend on beside its address: `_key` has all of it.
_MAY_VARY = {"accept-encoding", "accept-language", "cookie"}
_OVERHEAD = 2_000  # bytes that a page takes in memory beside its content


class _Page:
    """An answer as it went out, but for what is of one request: its id. `match` is for the count of requests."""

    __slots__ = ("content", "headers", "match")

    def __init__(self, answer: HttpResponse, match: ResolverMatch) -> None:
        self.content, self.headers, self.match = answer.content, dict(answer.headers), match

    def answer(self) -> HttpResponse:
        return HttpResponse(self.content, headers=self.headers)


def kept(view: View) -> View:
    """Marks a view whose pages depend on nothing that `_key` does not have."""

    @wraps(view)
    def marked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        answer.may_be_kept = True
        return answer

    return marked


class KeptPages:
    """Middleware. It stands before all that makes a page, and keeps it as it leaves: compressed, with its ETag."""

    def __init__(self, get_response: Callable) -> None:
        if not settings.PAGES_KEPT_MB:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.pages = LRUCache(settings.PAGES_KEPT_MB * 1_000_000, lambda page: len(page.content) + _OVERHEAD)
        self.lock = Lock()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "GET" or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return self.get_response(request)
        key = _key(request)  # before the page is made: what is stored meanwhile makes it a page of the past
        with self.lock:
            page = self.pages.get(key)
        if page:
            request.resolver_match = page.match
            answer = page.answer()
            return get_conditional_response(request, etag=answer.headers.get("ETag"), response=answer)
        answer = self.get_response(request)
        if _may_be_kept(answer):
            with self.lock:
                self.pages[key] = _Page(answer, request.resolver_match)
        return answer


def _key(request: HttpRequest) -> tuple:
    return (
        revision_now(),
        timezone.localdate(),
        request.scheme,
        request.META.get("HTTP_HOST", ""),
        request.get_full_path(),
        get_language_from_request(request),
        "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""),
    )


def _may_be_kept(answer: HttpResponse) -> bool:
    """Not what sets a cookie, a form's token among them, nor what varies with more than the key has."""
    varies = {name.strip().lower() for name in answer.headers.get("Vary", "").split(",")} - {""}
    is_marked = getattr(answer, "may_be_kept", False)
    return is_marked and answer.status_code == 200 and not answer.cookies and varies <= _MAY_VARY
