"""The doors for harvesters: OAI-PMH and the sitemap."""

from __future__ import annotations

from django.contrib.sitemaps import views as django_views
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from articles.harvesting.answers import answer
from articles.harvesting.sitemaps import SECTIONS
from articles.limits import exports


@csrf_exempt  # the protocol lets requests come by POST; they change nothing
@exports
def oai(request: HttpRequest) -> HttpResponse:
    """OAI-PMH 2.0. Records are in English, whoever asks: a harvester has no language."""
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    params = request.POST if request.method == "POST" else request.GET
    base = request.build_absolute_uri(reverse("oai"))
    with translation.override("en"):
        body = answer(params, base, request.build_absolute_uri)
    return HttpResponse(body, content_type="text/xml; charset=utf-8")


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return django_views.index(request, SECTIONS, sitemap_url_name="sitemap")


@require_safe
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    return django_views.sitemap(request, SECTIONS, section)
