"""Officials and the offices they held, in Popolo."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from articles import registers
from articles.limits import exports
from articles.linked import popolo
from articles.models import Official, SlugRedirect


@require_safe
def popolo_of(request: HttpRequest, slug: str) -> HttpResponse:
    found = Official.objects.for_page().filter(slug=slug)
    if not found:
        old = get_object_or_404(SlugRedirect.objects.select_related("official"), old_slug=slug, official__isnull=False)
        return redirect("popolo", old.official.slug, permanent=True)
    return _json(popolo(found, request.build_absolute_uri))


@require_safe
@exports
def popolo_of_all(request: HttpRequest) -> HttpResponse:
    """All who took part in a contact: what the list of officials shows, `?q=` included."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    officials = registers.officials(words, lambda records: records.for_page()).each(500)
    return _json(popolo(officials, request.build_absolute_uri))


def _json(said: dict) -> HttpResponse:
    return JsonResponse(said, json_dumps_params={"ensure_ascii": False, "indent": 1})
