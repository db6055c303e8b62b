"""What can be done to several records of a list at once."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.editing import confirm, undo
from articles.editing.reports import answer
from articles.models import Fact, Ruling
from articles.models.choices import Status

MOST_MERGED = 20


@admin.action(description=_("Confirm every published fact of the chosen meetings"), permissions=["review"])
def confirm_all(model_admin: admin.ModelAdmin, request: HttpRequest, meetings: QuerySet) -> None:
    facts = Fact.objects.published().filter(meeting__in=meetings, status=Status.PROPOSED)
    outcome = confirm(
        facts.joined().select_related("meeting"), request.user, gettext("confirmed with others of a list")
    )
    count = len(outcome.rulings)
    told = ngettext("%(count)d fact was confirmed.", "%(count)d facts were confirmed.", count) % {"count": count}
    model_admin.message_user(request, told, messages.SUCCESS)


@admin.action(description=_("Merge the chosen meetings …"), permissions=["edit"])
def merge(model_admin: admin.ModelAdmin, request: HttpRequest, meetings: QuerySet) -> HttpResponse | None:
    slugs = list(meetings.values_list("slug", flat=True)[: MOST_MERGED + 1])
    return _go(model_admin, request, "desk-merge", "call", slugs)


@admin.action(description=_("These officials are one person …"), permissions=["edit"])
def same_person(model_admin: admin.ModelAdmin, request: HttpRequest, officials: QuerySet) -> HttpResponse | None:
    slugs = list(officials.values_list("slug", flat=True)[: MOST_MERGED + 1])
    return _go(model_admin, request, "desk-same-person", "official", slugs)


def _go(model_admin, request: HttpRequest, page: str, name: str, slugs: list[str]) -> HttpResponse | None:
    """On to the preview; nothing is done yet."""
    if not 2 <= len(slugs) <= MOST_MERGED:
        told = gettext("Choose between two and %(most)d of them.") % {"most": MOST_MERGED}
        model_admin.message_user(request, told, messages.WARNING)
        return None
    return redirect(f"{reverse(page)}?{urlencode([(name, slug) for slug in slugs])}")


@admin.action(description=_("Undo the chosen rulings"), permissions=["edit"])
def undo_all(model_admin: admin.ModelAdmin, request: HttpRequest, rulings: QuerySet) -> None:
    done = 0
    for ruling in rulings.order_by("-at", "-pk"):
        if Ruling.objects.standing().filter(pk=ruling.pk).exists():
            undo(ruling, request.user)
            done += 1
    told = ngettext("%(count)d act was undone.", "%(count)d acts were undone.", done) % {"count": done}
    model_admin.message_user(request, told, messages.SUCCESS)


@admin.action(description=_("Dismiss the chosen reports"), permissions=["change"])
def dismiss(model_admin: admin.ModelAdmin, request: HttpRequest, reports: QuerySet) -> None:
    done = sum(answer(report, request.user, accepted=False) for report in reports.open())
    told = ngettext("%(count)d report was dismissed.", "%(count)d reports were dismissed.", done) % {"count": done}
    model_admin.message_user(request, told, messages.SUCCESS)
