"""An article on the desk: what was read in it, and that it tells of a call in which the machine read none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import editing
from articles.editing import EditError, Outcome, Span, history, marked
from articles.editing.telling import told_of
from articles.marking import article_pieces
from articles.models import Article, Country, Meeting, Ruling
from articles.models.choices import Kind

from .access import EDIT, VIEW, allowed, page
from .forms import EDTF_HELP, ChoiceOfMeetings, Lists
from .pages import back, done

AROUND = timedelta(days=14)  # calls this near the day of publication are offered


class TellingForm(forms.Form):
    """With the sentence that says so: marked in the text, or pasted."""

    quote = forms.CharField(
        label=_("evidence"),
        widget=forms.Textarea(attrs={"rows": 3, "class": "quote"}),
        help_text=_("Mark the sentence in the article, or paste it here."),
        error_messages={"required": _("No fact without evidence: mark or paste the sentence that says so.")},
    )
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    article = forms.IntegerField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("why"), required=False, max_length=500)

    def __init__(self, data=None, *, of: Article, **kwargs) -> None:
        super().__init__(data, label_suffix="", **kwargs)
        self.of = of
        self.order_fields([name for name in self.fields if name not in TellingForm.base_fields])

    def clean_quote(self) -> Span:
        near = self.data.get(self.add_prefix("start"), "")
        try:
            return marked(self.of, self.cleaned_data["quote"], int(near) if near.isdecimal() else 0)
        except EditError as error:
            raise forms.ValidationError(str(error)) from error


class PutForm(ChoiceOfMeetings, TellingForm):
    """Of a call that the archive has."""

    prefix = "put"
    call = forms.CharField(label=_("address of the call"), widget=forms.TextInput(attrs={"list": "calls"}))

    def act(self, by) -> Outcome:
        said = self.cleaned_data
        return editing.put_to(said["call"], said["quote"], by, said["reason"])


class MakeForm(TellingForm):
    """Of one that it does not have."""

    prefix = "make"
    kind = forms.ChoiceField(label=_("kind"), choices=Kind.choices)
    date = forms.CharField(label=_("date"), required=False, max_length=200, help_text=EDTF_HELP)
    first = forms.ModelChoiceField(Country.objects.all(), label=_("party"))
    second = forms.ModelChoiceField(Country.objects.all(), label=_("other party"))
    third = forms.ModelChoiceField(Country.objects.all(), label=_("one more party"), required=False)

    def __init__(self, data=None, **kwargs) -> None:
        super().__init__(data, **kwargs)
        lists = Lists()
        for name in ("first", "second", "third"):
            self.fields[name].choices = lists.of(Country)

    def act(self, by) -> Outcome:
        said = self.cleaned_data
        parties = [said[name] for name in ("first", "second", "third") if said[name]]
        return editing.make_meeting(said["kind"], said["date"], parties, said["quote"], by, said["reason"])


@allowed(VIEW)
def article_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, get_object_or_404(Article, pk=pk))


@allowed(EDIT)
@require_POST
def put(request: HttpRequest, pk: int) -> HttpResponse:
    return _tell(request, pk, PutForm)


@allowed(EDIT)
@require_POST
def make(request: HttpRequest, pk: int) -> HttpResponse:
    return _tell(request, pk, MakeForm)


def _tell(request: HttpRequest, pk: int, form_class: Callable[..., PutForm | MakeForm]) -> HttpResponse:
    article = get_object_or_404(Article, pk=pk)
    form = form_class(request.POST, of=article)
    if not form.is_valid():
        return _show(request, article, form)
    try:
        outcome = form.act(request.user)
    except EditError as error:
        form.add_error(None, str(error))
        return _show(request, article, form)
    messages.success(request, done(len(outcome.rulings)))
    return back(Meeting.objects.filter(pk__in=[state.pk for state in outcome.after]).first())


def _show(request: HttpRequest, article: Article, bound: PutForm | MakeForm | None = None) -> HttpResponse:
    put_form, make_form = (bound if isinstance(bound, form) else form(of=article) for form in (PutForm, MakeForm))
    return page(
        request,
        "article.html",
        str(article),
        status=400 if bound else 200,
        article=article,
        pieces=article_pieces(article),
        accounts=article.accounts.select_related("meeting").order_by("position"),
        forms=[
            (
                put_form,
                reverse("desk-put", args=[article.pk]),
                _("Put it to a call of the archive"),
                _("It tells of this call"),
            ),
            (make_form, reverse("desk-make", args=[article.pk]), _("Make a call of it"), _("It tells of such a call")),
        ],
        bound=bound,
        offered=_offered(article),
        acts=history.acts_of(history.told(_rulings_of(article))),
    )


def _rulings_of(article: Article) -> list[Ruling]:
    """All of the acts by which it tells of calls."""
    acts = [ruling.act for ruling in told_of(article)]
    return list(Ruling.objects.filter(act__in=acts).order_by("-at", "pk"))


def _offered(article: Article) -> list[Meeting]:
    """Calls around the day of publication, the latest first."""
    if article.published_on is None:
        return []
    first, last = article.published_on - AROUND, article.published_on + timedelta(days=1)
    meetings = Meeting.objects.published().filter(date_earliest__range=(first, last)).exclude(accounts__article=article)
    return list(meetings.for_list().defer("search_text").newest_first()[:20])
