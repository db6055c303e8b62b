"""Doors for machines, and the switch of languages."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Says ok if the database answers; an error raised here is a 500, which is the other answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


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
