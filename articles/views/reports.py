"""A reader says that something is wrong."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from articles.editing.reports import HOUR, report, too_many
from articles.editing.values import of_fact
from articles.editing.words import Words
from articles.models import Fact, Meeting, SlugRedirect
from articles.visitors import address_of


class ReportForm(forms.Form):
    """`website` is a trap: no reader sees it, programs that fill in every field do."""

    fact = forms.TypedChoiceField(
        label=_("What is it about?"),
        required=False,
        coerce=int,
        empty_value=None,
        error_messages={"invalid_choice": _("The page has changed since you opened it: choose again.")},
    )
    message = forms.CharField(
        label=_("What is wrong, and how do you know?"),
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Say what is wrong."),
            "min_length": _("Say a little more, so that an editor can check it."),
        },
    )
    contact = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only if we may ask back. It is not published."),
        error_messages={"invalid": _("This is no e-mail address. It may be left empty.")},
    )
    website = forms.CharField(required=False)

    def __init__(self, *args, meeting: Meeting, **kwargs) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        words = Words()
        self.facts = {fact.pk: fact for fact in meeting.facts.published().joined()}
        self.fields["fact"].choices = [("", _("the page as a whole"))] + [
            (pk, f"{fact.get_aspect_display()}: {words.of(fact.aspect, of_fact(fact).value)}")
            for pk, fact in self.facts.items()
        ]

    def clean_fact(self) -> Fact | None:
        return self.facts.get(self.cleaned_data["fact"])


@never_cache
def report_mistake(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = Meeting.objects.published().filter(slug=slug).first()
    if meeting is None:
        old = get_object_or_404(SlugRedirect, old_slug=slug, meeting__isnull=False)
        return redirect("report", old.meeting.slug, permanent=True)
    if request.method != "POST":
        form = ReportForm(initial={"fact": request.GET.get("fact")}, meeting=meeting)
        return _page(request, meeting, form=form, thanks="thanks" in request.GET)
    form = ReportForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _page(request, meeting, 400, form=form)
    said = form.cleaned_data
    if not said["website"]:
        if too_many(address_of(request)):
            return _page(request, meeting, 429, form=form, is_too_much=True)
        report(meeting, said["fact"], said["message"], said["contact"], address_of(request))
    response = redirect("report", slug)
    response["Location"] += "?thanks"
    return response


def _page(request: HttpRequest, meeting: Meeting, status: int = 200, **context) -> HttpResponse:
    response = render(request, "articles/report.html", {"meeting": meeting, **context}, status=status)
    if status == 429:
        response["Retry-After"] = str(int(HOUR.total_seconds()))
    return response
