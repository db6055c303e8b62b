"""The page of one fact, and citations as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language

from articles.citing import FORMS, Work
from articles.models import Article, Fact, Meeting, SlugRedirect
from articles.models.choices import SINGLE_ASPECTS
from articles.proofs import Proofs


def cite_call(request: HttpRequest, slug: str, suffix: str) -> HttpResponse:
    found = _meeting(slug)
    if found is None:
        return _moved(request, slug)
    return _file(Work.of_call(found, request.build_absolute_uri), suffix)


def cite_article(request: HttpRequest, pk: str, suffix: str) -> HttpResponse:
    found = get_object_or_404(Article, pk=pk)
    return _file(Work.of_article(found, request.build_absolute_uri), suffix)


def cite_fact(request: HttpRequest, slug: str, name: str, suffix: str) -> HttpResponse:
    found = _meeting(slug)
    if found is None:
        return _moved(request, slug)
    fact = _named(found.published_facts, name)
    if fact is None:
        return _withdrawn(request, found, name)
    return _file(Work.of_fact(fact, _articles(fact).values(), request.build_absolute_uri), suffix)


def fact(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One fact with every sentence that says so, under an address of its own.

    A call that moved takes its facts along (301); a fact that is no longer published is said to be withdrawn (410).
    """
    found = _meeting(slug)
    if found is None:
        return _moved(request, slug)
    fact = _named(found.published_facts, name)
    if fact is None:
        return _withdrawn(request, found, name)
    articles = _articles(fact)
    context = {
        "meeting": found,
        "claim": Proofs([fact], articles, get_language() or "en").claim(fact),
        "work": Work.of_fact(fact, articles.values(), request.build_absolute_uri),
    }
    return render(request, "articles/fact.html", context)


def _meeting(slug: str) -> Meeting | None:
    return Meeting.objects.published().for_page().filter(slug=slug).first()


def _moved(request: HttpRequest, slug: str) -> HttpResponse:
    old = get_object_or_404(SlugRedirect.objects.select_related("meeting"), old_slug=slug, meeting__isnull=False)
    there = request.path.replace(reverse("call", args=[slug]), old.meeting.get_absolute_url(), 1)
    return HttpResponsePermanentRedirect(there)


def _named(facts: list[Fact], name: str) -> Fact | None:
    return next((fact for fact in facts if fact.name == name), None)


def _articles(fact: Fact) -> dict[int, Article]:
    return Article.objects.in_bulk({evidence.article_id for evidence in fact.evidence.all()})


def _withdrawn(request: HttpRequest, meeting: Meeting, name: str) -> HttpResponse:
    """What the archive once said here, and what it says now in its place."""
    once = _named(list(meeting.facts.filter(published=False).joined()), name)
    if once is None:
        raise Http404
    instead = meeting.said_of(once.aspect) if once.aspect in SINGLE_ASPECTS else []
    context = {"meeting": meeting, "fact": once, "instead": instead}
    return render(request, "articles/fact_withdrawn.html", context, status=410)


def _file(work: Work, suffix: str) -> HttpResponse:
    form = FORMS[suffix]
    response = HttpResponse(form.write(work), content_type=f"{form.media_type}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{work.key}.{suffix}"'
    return response
