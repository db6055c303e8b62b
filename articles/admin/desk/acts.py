"""What the buttons of the desk do: each reads a form, calls one act of `articles.editing`, and goes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from articles import editing
from articles.editing import EditError, Outcome, Seen, StaleEditError, history
from articles.editing.acts import confirmed, rejected
from articles.editing.enact import enact
from articles.editing.reports import answer
from articles.models import Fact, Meeting, Official, Report, Ruling
from articles.models.choices import SINGLE_ASPECTS, Aspect

from .access import EDIT, REVIEW, allowed, page
from .forms import FORMS, adding, correcting
from .pages import back, chosen_meetings, done, found, show, somebody_else

Act = Callable[[], Outcome]


@allowed(REVIEW)
@require_POST
def judge(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One click: the fact is right, or it is wrong."""
    meeting = found(slug)
    fact = _fact(meeting, pk)
    if fact is None:
        return _gone(request, meeting)
    act = editing.confirm if request.POST.get("verdict") == "confirm" else editing.reject
    reason, seen = request.POST.get("reason", ""), _seen(fact, request.POST.get("seen", ""))
    return _do(request, meeting, lambda: act([fact], request.user, reason, seen), fact)


@allowed(EDIT)
@require_POST
def correct(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    meeting = found(slug)
    fact = _fact(meeting, pk)
    if fact is None:
        return _gone(request, meeting)
    form = correcting(meeting, fact, request.POST)
    if not form.is_valid():
        return show(request, meeting, form)
    said, seen = form.cleaned_data, _seen(fact, form.cleaned_data["seen"])

    def act() -> Outcome:
        return editing.correct(fact, form.saying, request.user, form.spans, said["reason"], seen)

    return _do(request, meeting, act, fact)


@allowed(EDIT)
@require_POST
def add(request: HttpRequest, slug: str, aspect: str) -> HttpResponse:
    meeting = found(slug)
    form = adding(meeting, aspect if aspect in FORMS else Aspect.TOPIC, request.POST)
    if not form.is_valid():
        return show(request, meeting, form)
    if not form.spans:
        form.add_error("quote", gettext("No fact without evidence: mark or paste the sentence that says so."))
        return show(request, meeting, form)
    reason = form.cleaned_data["reason"]
    return _do(request, meeting, lambda: editing.add(meeting, form.saying, form.spans, request.user, reason))


@allowed(REVIEW)
@require_POST
def judge_several(request: HttpRequest) -> HttpResponse:
    """Facts ticked in the queue, of whatever meetings, as one act."""
    facts = Fact.objects.joined().select_related("meeting").filter(pk__in=request.POST.getlist("fact")[:200])
    is_right = request.POST.get("verdict") == "confirm"
    drafts = [draft for fact in facts for draft in (confirmed(fact) if is_right else rejected(fact))]
    if not drafts:
        messages.warning(request, gettext("Tick the facts first."))
        return _on(request, None)
    seen = [one for fact in facts for one in _seen(fact, request.POST.get(f"seen-{fact.pk}", ""))]
    return _do(request, None, lambda: enact(drafts, request.user, request.POST.get("reason", ""), seen))


@allowed(REVIEW)
@require_POST
def dismiss(request: HttpRequest, slug: str) -> HttpResponse:
    """No diplomatic contact at all."""
    meeting = found(slug)
    seen = [Seen(meeting.pk, request.POST.get("seen", ""))]
    return _do(request, meeting, lambda: editing.dismiss(meeting, request.user, request.POST.get("reason", ""), seen))


@allowed(EDIT)
@require_POST
def merge(request: HttpRequest) -> HttpResponse:
    """One call, or for certain more than one."""
    meetings = chosen_meetings(request)
    act = editing.keep_apart if request.POST.get("verdict") == "apart" else editing.merge
    seen = [Seen(meeting.pk, request.POST.get(f"seen-{meeting.pk}", "")) for meeting in meetings]
    first = meetings[0] if meetings else None
    return _do(request, first, lambda: act(meetings, request.user, request.POST.get("reason", ""), seen))


@allowed(EDIT)
@require_POST
def split(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = found(slug)
    parting = meeting.accounts.filter(pk__in=request.POST.getlist("account"))
    keys = list(parting.values_list("article__source_id", "position"))
    seen = [Seen(meeting.pk, request.POST.get("seen", ""))]
    return _do(
        request, meeting, lambda: editing.split(meeting, keys, request.user, request.POST.get("reason", ""), seen)
    )


@allowed(EDIT)
@require_POST
def same_person(request: HttpRequest) -> HttpResponse:
    officials = list(Official.objects.filter(slug__in=request.POST.getlist("official")[:20]))
    stays = next((one for one in officials if one.slug == request.POST.get("stays")), None)
    reason = request.POST.get("reason", "")
    if request.POST.get("verdict") == "apart" and len(officials) == 2:
        return _do(request, None, lambda: editing.different_person(*officials, request.user, reason=reason))
    if stays is None:
        messages.error(request, gettext("Say whose name stays."))
        return redirect("desk")
    return _do(request, None, lambda: editing.same_person(stays, officials, request.user, reason))


@allowed(EDIT)
@require_POST
def part(request: HttpRequest, slug: str) -> HttpResponse:
    """Who goes by this official in the ticked articles is another."""
    official = get_object_or_404(Official, slug=slug)
    other, keys = somebody_else(request.POST)
    if other is None or not keys:
        return redirect("desk-official", slug)
    reason = request.POST.get("reason", "")
    return _do(request, None, lambda: editing.different_person(official, other, request.user, keys, reason))


@allowed(EDIT)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    ruling = get_object_or_404(Ruling, pk=pk)
    return _do(request, None, lambda: editing.undo(ruling, request.user), said=gettext("Undone."))


@allowed(REVIEW)
@require_POST
def answer_report(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(Report, pk=pk)
    if answer(report, request.user, accepted=request.POST.get("verdict") == "accept"):
        messages.success(request, gettext("The report is closed."))
    else:
        messages.warning(request, gettext("Another editor had closed it before."))
    return _on(request, None)


def _fact(meeting: Meeting, pk: int) -> Fact | None:
    return meeting.facts.joined().select_related("meeting").filter(pk=pk).first()


def _seen(fact: Fact, version: str) -> list[Seen]:
    place = fact.aspect, "" if fact.aspect in SINGLE_ASPECTS else fact.key
    return [Seen(fact.meeting_id, places={place: version})] if version else []


def _do(
    request: HttpRequest, meeting: Meeting | None, act: Act, fact: Fact | None = None, said: str = ""
) -> HttpResponse:
    """Do it and go on; what was refused is shown with its reason, and nothing has changed."""
    try:
        outcome = act()
    except StaleEditError as error:
        return _stale(request, meeting, error, fact)
    except EditError as error:
        messages.error(request, str(error))
        return _on(request, meeting)
    messages.success(request, said or done(len(outcome.rulings)))
    return _on(request, _successor(meeting, outcome))


def _successor(meeting: Meeting | None, outcome: Outcome) -> Meeting | None:
    """Where the meeting is now: its address may have changed, or another has taken it in."""
    if meeting is None:
        return None
    accounts = next((set(then.accounts) for then in outcome.before if then.pk == meeting.pk), set())
    heirs = [now for now in outcome.after if now.pk == meeting.pk] or [
        now for now in outcome.after if accounts & set(now.accounts)
    ]
    return Meeting.objects.filter(pk=heirs[0].pk).first() if heirs else None


def _on(request: HttpRequest, meeting: Meeting | None) -> HttpResponse:
    """Back to the queue or the record that the form was on, else to the meeting."""
    following = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(following, {request.get_host()}, require_https=request.is_secure())
    return redirect(following) if is_ours else back(meeting)


def _gone(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return _stale(request, meeting, StaleEditError([], []), None)


def _stale(request: HttpRequest, meeting: Meeting | None, error: StaleEditError, fact: Fact | None) -> HttpResponse:
    """Both versions: what the editor wanted, what stands now and who said so."""
    return page(
        request,
        "stale.html",
        gettext("Somebody was faster"),
        status=409,
        meeting=meeting,
        fact=fact,
        now=error.now,
        since=history.told(error.since),
        wanted=_wanted(request),
    )


def _wanted(request: HttpRequest) -> Iterable[tuple[str, str]]:
    """What was sent, without what no editor typed."""
    hidden = ("csrfmiddlewaretoken", "next", "seen", "article", "start")
    return [
        (name.rpartition("-")[2], value)
        for name, values in request.POST.lists()
        for value in values
        if value and not any(name == skip or name.endswith(f"-{skip}") or name.startswith("seen-") for skip in hidden)
    ]
