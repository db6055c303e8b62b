"""Doors for machines, and the switch of languages."""

from django.conf import settings
from django.db import Error as DatabaseError
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from articles.models import Article, Meeting
from articles.operating import metrics
from articles.operating.faults import ask_database
from articles.operating.readiness import wanting

from .reports import address_of


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Says ok if the database answers; an error raised here becomes a 503, which is the other answer."""
    ask_database()
    return HttpResponse("ok", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Says ok if requests should be sent here; else 503, and what is wanting."""
    faults = wanting()
    said = "\n".join(faults or ["ok"])
    return HttpResponse(said, status=503 if faults else 200, content_type="text/plain")


@never_cache
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """For Prometheus, with METRICS on and to METRICS_ALLOW alone; to anyone else there is no such page."""
    if not settings.METRICS or not metrics.may_read(address_of(request)):
        raise Http404
    try:
        newest = Article.objects.aggregate(newest=Max("ingested_at"))["newest"]
        holdings = metrics.Holdings(
            Article.objects.count(), Meeting.objects.published().count(), newest.timestamp() if newest else 0
        )
    except DatabaseError:
        holdings = None  # what was counted is wanted now more than ever
    return HttpResponse(metrics.exposition(holdings), content_type=CONTENT_TYPE_LATEST)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Every record may be read by machines; the endless combinations of filters are not for crawling."""
    # The star says nothing (RFC 9309), but keeps simple parsers from dropping an empty query, and "/calls/" with it.
    closed = ["/admin/", "/language/", "/search/", "/calls/?*", "/subscribe/", "/subscriptions/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += [f"Sitemap: {request.build_absolute_uri(reverse('sitemap-index'))}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The archive's search for a browser's own search box (OpenSearch 1.1)."""
    content_type = "application/opensearchdescription+xml; charset=utf-8"
    return render(request, "articles/opensearch.xml", content_type=content_type)


@never_cache
@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language of the interface and go back to the page that asked."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    there = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(there if is_ours and there.startswith("/") else "/")
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
