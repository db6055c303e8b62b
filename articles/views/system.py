"""Doors for machines, and the switch of languages."""

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
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
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /language/", "Disallow: /search/", "Disallow: /calls/?"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@never_cache
@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Remember the language of the interface and go back to the page that asked."""
    if code not in dict(settings.LANGUAGES):
        raise Http404
    there = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(there, {request.get_host()}, require_https=request.is_secure()):
        there = "/"
    response = redirect(there)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 3600,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
