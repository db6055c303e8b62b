"""What meetings refer to: countries, officials, agreements, topics; and the articles they come from."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from articles import registers
from articles.index import current
from articles.keeping import kept
from articles.limits import searches
from articles.listing import Listing
from articles.models import Agreement, Article, Country, Official, SlugRedirect, Topic
from articles.pictures.grid import topics_by_year
from articles.reading import Reading
from articles.relationship import Relationship

NEWEST = 8
REPRINTS = 20  # named on the page of an article


@kept
def country_list(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/country_list.html", {"countries": registers.countries()})


@kept
def country(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Country, slug=slug.lower())
    if slug != found.slug:
        return redirect(found, permanent=True)
    sets = current()
    context = {
        "country": found,
        "partners": registers.partners(found, sets),
        "people": registers.people_of(found, sets),
        "grid": topics_by_year(sets, sets.of("party", found.pk), country=found.slug),
    }
    return _page(request, "articles/country.html", {"country": found.slug}, context)


@kept
def relationship(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """One address for a pair, whichever comes first."""
    pair = sorted((one.lower(), other.lower()))
    if pair[0] == pair[1]:
        raise Http404
    parties = [get_object_or_404(Country, slug=slug) for slug in pair]
    if [one, other] != pair:
        return redirect("relationship", *pair, permanent=True)
    return render(request, "articles/relationship.html", {"relationship": Relationship(*parties)})


@kept
@searches
def official_list(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    page = registers.page_of(registers.officials(words), request.GET.get("page"))
    return render(request, "articles/official_list.html", {"page": page, "words": words})


@kept
def official(request: HttpRequest, slug: str) -> HttpResponse:
    found = Official.objects.select_related("country").for_page().filter(slug=slug).first()
    if found is None:
        old = get_object_or_404(SlugRedirect.objects.select_related("official"), old_slug=slug, official__isnull=False)
        return redirect(old.official, permanent=True)
    sets = current()
    context = {
        "official": found,
        "counterparts": registers.counterparts(found, sets),
        "statements": registers.said_by(found),
        "grid": topics_by_year(sets, sets.of("official", found.pk), official=found.slug),
    }
    return _page(request, "articles/official.html", {"official": found.slug}, context)


@kept
def agreement_list(request: HttpRequest) -> HttpResponse:
    page = registers.page_of(registers.agreements(), request.GET.get("page"))
    return render(request, "articles/agreement_list.html", {"page": page})


@kept
def agreement(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Agreement.objects.prefetch_related("parties"), slug=slug)
    facets = ("country", "official", "topic")
    return _page(
        request, "articles/agreement.html", {"agreement": found.slug}, {"agreement": found}, facets, with_first=True
    )


@kept
def topic_list(request: HttpRequest) -> HttpResponse:
    sets = current()
    return render(request, "articles/topic_list.html", {"grid": topics_by_year(sets, sets.everything)})


@kept
def topic(request: HttpRequest, code: str) -> HttpResponse:
    found = get_object_or_404(Topic, code=code)
    facets = ("country", "official", "agreement")
    return _page(request, "articles/topic.html", {"topic": found.pk}, {"topic": found}, facets, with_first=True)


@kept
def article(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Article, pk=pk)
    reprints = list(found.reprints()[: REPRINTS + 1]) if found.syndication else []
    context = {"reprints": reprints[:REPRINTS], "has_more_reprints": len(reprints) > REPRINTS}
    return render(request, "articles/article.html", {"article": found, "reading": Reading(found), **context})


def _page(
    request: HttpRequest,
    template: str,
    filters: dict,
    context: dict,
    facets: tuple[str, ...] = ("topic", "agreement"),
    *,
    with_first: bool = False,
) -> HttpResponse:
    """The page of a record: the list narrowed to it, its newest contacts and, if asked for, its first and last."""
    params = QueryDict(mutable=True)
    params.update(filters)
    listing = Listing(params, facets=("year", *facets))
    newest = listing.meetings[:NEWEST]
    context |= {"listing": listing, "newest": newest}
    if with_first:
        context["first"] = listing.first
        context["last"] = next((meeting for meeting in newest if meeting.date_earliest), None)
    return render(request, template, context)
