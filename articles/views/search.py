"""The box that looks everywhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.finding import Findings
from articles.keeping import kept
from articles.limits import searches


@kept
@searches
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    if not words:
        return render(request, "articles/search.html", {"words": words})
    found = Findings(words)
    status = 400 if found.listing.problems else 200
    return render(request, "articles/search.html", {"words": words, "found": found}, status=status)
