"""The pages of the desk: the queue, a meeting, and what a merge, a split or one person for two would do."""

from __future__ import annotations

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from articles import editing
from articles.editing import EditError, history, queue
from articles.editing.doubles import near
from articles.editing.states import state_of
from articles.models import Account, Meeting, Official, Report, SlugRedirect
from articles.resolution.sighting import AccountKey
from articles.wording import date_in_words, title

from .access import EDIT, VIEW, allowed, page
from .forms import ChoiceOfMeetings, SayingForm
from .sheet import Sheet

AT_ONCE = 25


@allowed(VIEW)
def queue_page(request: HttpRequest) -> HttpResponse:
    reason = request.GET.get("reason", "")
    number = max(1, int(request.GET["page"])) if request.GET.get("page", "").isdecimal() else 1
    skip = (min(number, 40) - 1) * AT_ONCE
    waiting = queue.Queue()
    items = waiting.items(reason, skip, AT_ONCE + 1)
    reasons = waiting.counts()
    return page(
        request,
        "queue.html",
        gettext("What needs eyes"),
        items=items[:AT_ONCE],
        reasons=reasons,
        total=sum(count for _reason, count in reasons),
        reason=reason,
        number=number,
        more=len(items) > AT_ONCE,
        counted=queue.COUNTED,
    )


@allowed(VIEW)
def meeting_page(request: HttpRequest, slug: str) -> HttpResponse:
    meeting = found(slug)
    return show(request, meeting) if meeting.slug == slug else redirect("desk-meeting", meeting.slug)


def found(slug: str) -> Meeting:
    """The meeting of an address, or of what was one: another editor may have changed it since the page was opened."""
    meeting = Meeting.objects.defer("search_text").filter(slug=slug).first()
    if meeting is None:
        meeting = get_object_or_404(SlugRedirect, old_slug=slug, meeting__isnull=False).meeting
    return meeting


def show(request: HttpRequest, meeting: Meeting, bound: SayingForm | None = None) -> HttpResponse:
    """The page of a meeting; with a form that was refused, that form and why."""
    sources = set(meeting.accounts.values_list("article__source_id", flat=True))
    reports = [report for report in Report.objects.open() if sources & {source for source, _position in report.subject}]
    return page(
        request,
        "meeting.html",
        f"{date_in_words(meeting.date_edtf)}: {title(meeting)}",
        status=400 if bound else 200,
        meeting=meeting,
        sheet=Sheet(meeting, bound),
        bound=bound,
        acts=history.acts_of(history.of_meeting(meeting)),
        reports=reports,
        nearby=near(meeting),
    )


@allowed(VIEW)
def merge_page(request: HttpRequest) -> HttpResponse:
    """Which of the meetings would survive and what would move, before anything does."""
    meetings = chosen_meetings(request)
    form = ChoiceOfMeetings(request.GET if request.GET.get("call") and len(meetings) < 2 else None)
    shown, problem = None, ""
    if len(meetings) > 1 and request.user.has_perm(EDIT):
        shown, problem = _tried(lambda: editing.merge(meetings, request.user))
    return page(
        request,
        "merge.html",
        gettext("Are these one call?"),
        meetings=[state_of(meeting) for meeting in meetings],
        form=form,
        preview=shown,
        problem=problem,
    )


@allowed(VIEW)
def split_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Which accounts would go, and what both meetings would then say."""
    meeting = found(slug)
    accounts = list(meeting.accounts.select_related("article").order_by("article__source_id", "position"))
    parting = [account for account in accounts if str(account.pk) in request.GET.getlist("account")]
    keys = [(account.article.source_id, account.position) for account in parting]
    shown, problem = _tried(lambda: editing.split(meeting, keys, request.user))
    return page(
        request,
        "split.html",
        gettext("Are these two calls?"),
        meeting=state_of(meeting),
        accounts=accounts,
        parting=parting,
        preview=shown,
        problem=problem,
    )


@allowed(VIEW)
def same_person_page(request: HttpRequest) -> HttpResponse:
    officials = list(Official.objects.filter(slug__in=request.GET.getlist("official")[:20]).select_related("country"))
    stays = next((one for one in officials if one.slug == request.GET.get("stays")), best_known(officials))
    shown, problem = _tried(lambda: editing.same_person(stays, officials, request.user)) if stays else (None, "")
    return page(
        request,
        "same_person.html",
        gettext("Are these one person?"),
        officials=[(official, official.aliases.all(), official.tenures.all()) for official in officials],
        stays=stays,
        preview=shown,
        problem=problem,
    )


@allowed(VIEW)
def official_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Where an official took part; and, of articles that are ticked, what it would change if somebody else did."""
    official = get_object_or_404(Official.objects.select_related("country"), slug=slug)
    meetings = Meeting.objects.with_official(official).newest_first()
    meetings = meetings.prefetch_related(Prefetch("accounts", Account.objects.select_related("article")))[:200]
    other, keys = somebody_else(request.GET)
    shown, problem = None, ""
    if other and keys and request.user.has_perm(EDIT):
        shown, problem = _tried(lambda: editing.different_person(official, other, request.user, keys))
    elif "other" in request.GET:
        problem = gettext("Tick the articles, and give the address of the official who is meant there.")
    return page(
        request,
        "official.html",
        str(official),
        official=official,
        other=other,
        ticked=request.GET.getlist("account"),
        meetings=meetings,
        preview=shown,
        problem=problem,
        acts=history.acts_of(history.of_official(official)),
    )


def somebody_else(said: QueryDict) -> tuple[Official | None, list[AccountKey]]:
    """The other official, by address, and the accounts that were ticked."""
    other = Official.objects.filter(slug=said.get("other", "").rstrip("/").rpartition("/")[2]).first()
    ticked = [pk for pk in said.getlist("account") if pk.isdecimal()]
    return other, list(Account.objects.filter(pk__in=ticked).values_list("article__source_id", "position"))


def chosen_meetings(request: HttpRequest) -> list[Meeting]:
    """Those named in the query or the form, each by its address or the whole URL, in that order."""
    named = request.POST if request.method == "POST" else request.GET
    slugs = [call.rstrip("/").rpartition("/")[2] for call in named.getlist("call")[:20]]
    meetings = {meeting.slug: meeting for meeting in Meeting.objects.filter(slug__in=slugs)}
    return [meetings[slug] for slug in dict.fromkeys(slugs) if slug in meetings]


def best_known(officials: list[Official]) -> Official | None:
    """Whom the list of office holders has, then whose name is fullest."""
    return max(officials, key=lambda o: ("|" not in o.key, o.facts.count(), len(o.name)), default=None)


def _tried(act) -> tuple[editing.Preview | None, str]:
    try:
        return editing.preview(act), ""
    except EditError as error:
        return None, str(error)


def back(meeting: Meeting | None) -> HttpResponse:
    return redirect(reverse("desk-meeting", args=[meeting.slug]) if meeting else reverse("desk"))


def done(count: int) -> str:
    return ngettext("%(count)d decision is kept.", "%(count)d decisions are kept.", count) % {"count": count}
