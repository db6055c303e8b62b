"""What each endpoint answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router
from ninja.params import functions as params

from articles import described, registers
from articles.ingest.export import whole
from articles.listing import Listing
from articles.models import Account, Agreement, Article, Country, Fact, Meeting, Official, SlugRedirect, Topic
from articles.models.choices import Aspect

from . import shapes
from .paging import cursor_of, encode, meetings_after, page_of, records_after
from .problems import ProblemError, problem

router = Router()
MOST = 100
LANGUAGE = "lang"  # read by the middleware: labels and messages are in that language
Limit = params.Query(25, ge=1, le=MOST, description=f"records a page, {MOST} at most")
Cursor = params.Query("", max_length=600, description="where a page begins; `next` of the page before has it")
Fields = params.Query("", max_length=600, description="members to give, separated by commas; all if empty")


@router.get("/calls", response=shapes.Calls, exclude_unset=True, summary="Calls, filtered")
def calls(
    request: HttpRequest, filters: Query[shapes.Filters], limit: int = Limit, cursor: str = Cursor, fields: str = Fields
):
    """The list of calls under the filters of its page. An unknown filter or value is an error, never ignored."""
    _only(request, {*shapes.FILTERS, "limit", "cursor", "fields"})
    chosen, listing = _chosen(fields, shapes.Call), _listing(request)
    rows = meetings_after(listing.filters.narrowed(), cursor, oldest_first=listing.sort == "oldest")
    rows, onward = page_of(request, list(whole(rows)[: limit + 1]), limit, cursor_of)
    return {
        "count": len(listing.meetings),
        "next": onward,
        "items": [_picked(described.call(meeting, request.build_absolute_uri), chosen) for meeting in rows],
    }


@router.get("/calls/{slug:slug}", response=shapes.Call, exclude_unset=True, summary="One call")
def call(request: HttpRequest, slug: str, fields: str = Fields):
    """By its id. An id that it had before a merge, a split or a change of its date leads to its successor (301)."""
    _only(request, {"fields"})
    chosen = _chosen(fields, shapes.Call)
    found = whole(Meeting.objects.published().filter(slug=slug)).first()
    if found is None:
        return _successor(request, "call", SlugRedirect.objects.filter(old_slug=slug, meeting__isnull=False), "meeting")
    return _picked(described.call(found, request.build_absolute_uri), chosen)


@router.get("/facets", response=dict[str, list[shapes.Option]], summary="What a list can be narrowed by")
def facets(request: HttpRequest, filters: Query[shapes.Filters]):
    """For each filter its values, with the number of calls that choosing one would show."""
    _only(request, shapes.FILTERS)
    return {
        facet.name: [{"value": o.value, "label": o.label, "count": o.count} for o in facet.options]
        for facet in _listing(request).facets
    }


@router.get("/officials", response=shapes.Officials, exclude_unset=True, summary="Officials")
def officials(
    request: HttpRequest,
    q: str = params.Query("", max_length=100, description="words of one of their names"),
    limit: int = Limit,
    cursor: str = Cursor,
    fields: str = Fields,
):
    """Who took part in a call."""
    _only(request, {"q", "limit", "cursor", "fields"})
    took_part = Fact.objects.published().of(Aspect.PARTICIPANT).filter(official=OuterRef("pk"))
    records = Official.objects.for_page().filter(Exists(took_part))
    if q:
        records = records.filter(pk__in=registers.with_name(q.replace("\0", "")).values("pk"))
    return _page(request, records, described.official, int, limit, cursor, _chosen(fields, shapes.Official))


@router.get("/officials/{slug:slug}", response=shapes.Official, exclude_unset=True, summary="One official")
def official(request: HttpRequest, slug: str, fields: str = Fields):
    """By id. The id of one who was merged into another leads there (301)."""
    _only(request, {"fields"})
    chosen = _chosen(fields, shapes.Official)
    found = Official.objects.for_page().filter(slug=slug).first()
    if found is None:
        old = SlugRedirect.objects.filter(old_slug=slug, official__isnull=False)
        return _successor(request, "official", old, "official")
    return _picked(described.official(found, request.build_absolute_uri), chosen)


@router.get("/countries", response=shapes.Countries, exclude_unset=True, summary="Countries and organisations")
def countries(request: HttpRequest, limit: int = Limit, cursor: str = Cursor, fields: str = Fields):
    """All that the archive knows, whether or not they took part in a call."""
    _only(request, {"limit", "cursor", "fields"})
    return _page(request, Country.objects.all(), described.country, str, limit, cursor, _chosen(fields, shapes.Country))


@router.get("/countries/{slug:code}", response=shapes.Country, exclude_unset=True, summary="One country")
def country(request: HttpRequest, code: str, fields: str = Fields):
    """By code, in either case."""
    _only(request, {"fields"})
    return _one(request, Country.objects.filter(slug=code.lower()), described.country, _chosen(fields, shapes.Country))


@router.get("/agreements", response=shapes.Agreements, exclude_unset=True, summary="Agreements")
def agreements(request: HttpRequest, limit: int = Limit, cursor: str = Cursor, fields: str = Fields):
    """Treaties, partnerships, plans and mechanisms that articles name."""
    _only(request, {"limit", "cursor", "fields"})
    records = Agreement.objects.prefetch_related("parties")
    return _page(request, records, described.agreement, int, limit, cursor, _chosen(fields, shapes.Agreement))


@router.get("/agreements/{slug:slug}", response=shapes.Agreement, exclude_unset=True, summary="One agreement")
def agreement(request: HttpRequest, slug: str, fields: str = Fields):
    """By id."""
    _only(request, {"fields"})
    records = Agreement.objects.prefetch_related("parties").filter(slug=slug)
    return _one(request, records, described.agreement, _chosen(fields, shapes.Agreement))


@router.get("/topics", response=shapes.Topics, exclude_unset=True, summary="Topics")
def topics(request: HttpRequest, limit: int = Limit, cursor: str = Cursor, fields: str = Fields):
    """The subjects of talk that the archive tells apart."""
    _only(request, {"limit", "cursor", "fields"})
    return _page(request, Topic.objects.all(), described.topic, str, limit, cursor, _chosen(fields, shapes.Topic))


@router.get("/topics/{slug:code}", response=shapes.Topic, exclude_unset=True, summary="One topic")
def topic(request: HttpRequest, code: str, fields: str = Fields):
    """By code."""
    _only(request, {"fields"})
    return _one(request, Topic.objects.filter(code=code), described.topic, _chosen(fields, shapes.Topic))


@router.get("/articles", response=shapes.Articles, exclude_unset=True, summary="Articles")
def articles(request: HttpRequest, limit: int = Limit, cursor: str = Cursor, fields: str = Fields):
    """In the order in which they came in, without their texts."""
    _only(request, {"limit", "cursor", "fields"})
    records = _with_calls(Article.objects.defer("text"))
    return _page(request, records, described.article, int, limit, cursor, _chosen(fields, shapes.Article))


@router.get("/articles/{int:pk}", response=shapes.Article, exclude_unset=True, summary="One article")
def article(request: HttpRequest, pk: int, fields: str = Fields):
    """With its text, in which the spans of calls count."""
    _only(request, {"fields"})
    records = _with_calls(Article.objects.filter(pk=pk)) if pk < 2**63 else Article.objects.none()

    def made(found: Article, absolute: described.Absolute) -> dict[str, Any]:
        return described.article(found, absolute) | {"text": found.full_text}

    return _one(request, records, made, _chosen(fields, shapes.Article))


def _only(request: HttpRequest, known: Iterable[str]) -> None:
    """A misspelt filter would give the whole list, which nobody would notice. Any answer can be had in a language."""
    for name in request.GET.keys() - {*known, LANGUAGE}:
        raise ProblemError(400, f"There is no parameter “{name}” here.", parameter=name, known=sorted(known))


def _chosen(fields: str, shape: type) -> set[str]:
    wanted = {name.strip() for name in fields.split(",") if name.strip()}
    for name in sorted(wanted - shape.model_fields.keys()):
        known = list(shape.model_fields)
        raise ProblemError(400, f"There is no field “{name}” here.", parameter="fields", known=known)
    return wanted


def _picked(record: dict[str, Any], chosen: set[str]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name in chosen} if chosen else record


def _listing(request: HttpRequest) -> Listing:
    listing = Listing(request.GET)
    if listing.problems:
        errors = [{"parameter": problem.field, "detail": problem.message} for problem in listing.problems]
        raise ProblemError(400, errors[0]["detail"], parameter=errors[0]["parameter"], errors=errors)
    return listing


def _page(
    request: HttpRequest, records: QuerySet, made: Callable, kind: type, limit: int, cursor: str, chosen: set[str]
) -> dict[str, Any]:
    rows = list(records_after(records, cursor, kind)[: limit + 1])
    rows, onward = page_of(request, rows, limit, lambda record: encode(record.pk))
    return {"next": onward, "items": [_picked(made(record, request.build_absolute_uri), chosen) for record in rows]}


def _one(request: HttpRequest, records: QuerySet, made: Callable, chosen: set[str]) -> dict[str, Any]:
    found = records.first()
    if found is None:
        raise Http404
    return _picked(made(found, request.build_absolute_uri), chosen)


def _successor(request: HttpRequest, endpoint: str, old: QuerySet, what: str) -> HttpResponse:
    redirect = old.select_related(what).first()
    if redirect is None:
        raise Http404
    slug = getattr(redirect, what).slug
    address = request.build_absolute_uri(reverse(f"api:{endpoint}", args=[slug]))
    answer = problem(301, f"It is “{slug}” now.", successor=slug, address=address)
    answer["Location"] = f"{address}?{request.GET.urlencode()}" if request.GET else address
    return answer


def _with_calls(articles: QuerySet) -> QuerySet:
    accounts = Account.objects.select_related("meeting").only("article", "meeting__slug")
    return articles.prefetch_related(Prefetch("accounts", accounts))
