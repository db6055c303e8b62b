"""Feeds: `/calls.atom?country=gb` follows what `/calls/?country=gb` shows."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles import wording
from articles.api.problems import problem
from articles.feeds import REGISTERS, Feed, account_entries, call_entries, record_entries
from articles.feeds.atom import CONTENT_TYPE
from articles.limits import exports
from articles.listing import Listing
from articles.models import Meeting, SlugRedirect

PAGE_SIZE = 50
_TITLES = {
    "officials": gettext_lazy("Officials"),
    "countries": gettext_lazy("Countries"),
    "agreements": gettext_lazy("Agreements"),
    "topics": gettext_lazy("Topics"),
}


@require_safe
@exports
def calls(request: HttpRequest) -> HttpResponse:
    """The calls of a list, what was entered or changed last first; in pages (RFC 5005)."""
    listing = Listing(request.GET, facets=())
    if listing.problems:
        return problem(400, listing.problems[0].message, parameter=listing.problems[0].field)
    paginator = _Counted(listing, PAGE_SIZE)
    number = request.GET.get("page") or 1
    try:
        page = paginator.page(number)
    except PageNotAnInteger:
        return problem(400, _("“%(number)s” is not a page number.") % {"number": number}, parameter="page")
    except EmptyPage:
        return problem(404, parameter="page")
    links = {"first": 1, "last": paginator.num_pages}
    if page.has_previous():
        links["previous"] = page.previous_page_number()
    if page.has_next():
        links["next"] = page.next_page_number()
    words = [listing.heading, *(f"{chip.label}: {chip.value}" for chip in listing.chips)]
    return _answer(
        request,
        " · ".join(words if len(listing.chips) > 1 else words[:1]),
        reverse("meeting-list") + _query(request.GET),
        call_entries(page.object_list, request.build_absolute_uri),
        {relation: request.build_absolute_uri(_page(request, number)) for relation, number in links.items()},
    )


class _Counted(Paginator):
    """The list in the order of a feed. How many they are, the sets in memory know."""

    def __init__(self, listing: Listing, size: int) -> None:
        rows = listing.filters.narrowed().for_list().defer("search_text").order_by("-changed_at", "-pk")
        super().__init__(rows, size)
        self.count = len(listing.meetings)


@require_safe
def register(request: HttpRequest, name: str) -> HttpResponse:
    """The officials, countries, agreements or topics whose calls were entered or changed last."""
    entries = record_entries(REGISTERS[name], PAGE_SIZE, request.build_absolute_uri)
    return _answer(request, _TITLES[name], f"/{name}/", entries, {})


@require_safe
def accounts(request: HttpRequest, slug: str) -> HttpResponse:
    """The accounts of one call: who reports it, as their articles come in."""
    found = Meeting.objects.published().for_list().filter(slug=slug).first()
    if found is None:
        old = get_object_or_404(SlugRedirect.objects.select_related("meeting"), old_slug=slug, meeting__isnull=False)
        return redirect("accounts-feed", old.meeting.slug, permanent=True)
    entries = account_entries(found, request.build_absolute_uri)
    return _answer(request, wording.title(found), found.get_absolute_url(), entries, {})


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """What can be followed, and how."""
    listing = Listing(QueryDict(), facets=("country", "topic"))
    return render(request, "articles/feeds.html", {"listing": listing, "registers": _TITLES})


def _answer(request: HttpRequest, title: str, page: str, entries: list, links: dict[str, str]) -> HttpResponse:
    made = Feed(
        title=f"{title} · {settings.ARCHIVE_TITLE}",
        page=request.build_absolute_uri(page),
        address=request.build_absolute_uri(),
        entries=entries,
        links=links,
    )
    return HttpResponse(made.write(), content_type=CONTENT_TYPE)


def _page(request: HttpRequest, number: int) -> str:
    params = request.GET.copy()
    params.pop("page", None)
    if number > 1:
        params["page"] = number
    return request.path + (f"?{params.urlencode()}" if params else "")


def _query(params: QueryDict) -> str:
    params = params.copy()
    params.pop("page", None)
    return f"?{params.urlencode()}" if params else ""
