"""The front page and what is said about the archive."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from articles.keeping import kept
from articles.listing import Listing
from articles.models import Article, Meeting

NEWEST = 6


@kept
def home(request: HttpRequest) -> HttpResponse:
    listing = Listing(QueryDict(), facets=("year", "country", "topic"))
    newest = listing.meetings[:NEWEST]
    if not newest:
        return render(request, "articles/first_run.html", {"articles": Article.objects.count()})
    return render(request, "articles/home.html", {"listing": listing, "newest": newest})


@kept
def about(request: HttpRequest) -> HttpResponse:
    counts = {"meetings": Meeting.objects.published().count(), "articles": Article.objects.count()}
    return render(request, "articles/about.html", counts)
