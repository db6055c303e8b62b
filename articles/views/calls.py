"""The list of meetings and the page of one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from articles.dossier import Dossier
from articles.excerpts import excerpts
from articles.keeping import kept
from articles.limits import searches
from articles.listing import Listing, Problem
from articles.models import Meeting, SlugRedirect


@kept
@searches
def meeting_list(request: HttpRequest) -> HttpResponse:
    listing = Listing(request.GET)
    if listing.problems:
        return _problem(request, listing, listing.problems, 400)
    if listing.page_problem:
        status, problem = listing.page_problem
        return _problem(request, listing, [problem], status)
    meetings = listing.page.object_list
    found = excerpts(meetings, listing.form.cleaned_data)
    calls = [(meeting, found.get(meeting.pk)) for meeting in meetings]
    return render(request, "articles/meeting_list.html", {"listing": listing, "calls": calls})


def _problem(request: HttpRequest, listing: Listing, problems: list[Problem], status: int) -> HttpResponse:
    context = {"listing": listing, "problems": problems}
    return render(request, "articles/meeting_list_problem.html", context, status=status)


@kept
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    found = Meeting.objects.published().for_page().filter(slug=slug).first()
    if found is None:
        old = SlugRedirect.objects.filter(old_slug=slug, meeting__isnull=False).select_related("meeting").first()
        if old is None:
            raise Http404
        return redirect(old.meeting, permanent=True)
    return render(request, "articles/meeting.html", {"meeting": found, "dossier": Dossier(found)})
