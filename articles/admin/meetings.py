"""Meetings: found by day, party and words; their facts edited in place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.editing import Seen, StaleEditError, history
from articles.editing.enact import enact, refuse_stale
from articles.editing.states import state_of
from articles.index.words import with_words
from articles.models import Meeting
from articles.search import Query
from articles.wording import date_in_words

from . import actions
from .fact_inlines import INLINES
from .filters import PartyFilter, ReviewFilter


class MeetingForm(forms.ModelForm):
    """Only says what the page showed: everything else of a meeting is its facts."""

    reason = forms.CharField(label=_("why"), required=False, help_text=_("kept with what you decide"))
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Meeting
        fields = []

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = state_of(self.instance).version

    def clean(self) -> dict:
        """An edit made on a page that is no longer true is shown beside what is true now; saving again applies it."""
        cleaned = super().clean()
        try:
            refuse_stale([Seen(self.instance.pk, cleaned["seen"])])
        except StaleEditError as error:
            self.data = self.data.copy()
            self.data["seen"] = self.initial["seen"]
            raise forms.ValidationError(told(error)) from error
        return cleaned


@admin.register(Meeting)
class MeetingAdmin(admin.ModelAdmin):
    form = MeetingForm
    inlines = INLINES
    fieldsets = [(None, {"fields": ["on_the_desk", "reason", "seen"]})]
    readonly_fields = ["on_the_desk"]
    list_display = ["day", "who", "kind", "sources", "surest", "review"]
    list_display_links = ["day", "who"]
    list_filter = [ReviewFilter, "kind", "date_basis", PartyFilter, "accounts__article__language"]
    search_fields = ["search_text"]
    search_help_text = _("words of the articles, names, topics; case and accents do not matter")
    date_hierarchy = "date_earliest"
    list_per_page = 50
    show_full_result_count = False
    actions = [actions.confirm_all, actions.merge]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Meeting]:
        meetings = super().get_queryset(request).for_list().defer("search_text")
        return meetings.annotate(articles=Count("accounts", distinct=True))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        """As readers search: whole words, and phrases in quotation marks."""
        return queryset.filter(with_words(Query(search_term))) if search_term.strip() else queryset, False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A meeting is what articles report; there is none without."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Meeting | None = None) -> bool:
        """What is no contact is ruled out, and can be ruled in again."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Meeting | None = None) -> bool:
        return self.has_review_permission(request)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.review")

    def has_edit_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.edit")

    @admin.display(description=_("date"), ordering="date_earliest")
    def day(self, meeting: Meeting) -> str:
        return date_in_words(meeting.date_edtf)

    @admin.display(description=_("parties"))
    def who(self, meeting: Meeting) -> str:
        people = ", ".join(str(fact.official) for fact in meeting.participants)
        return " – ".join(str(country) for country in meeting.parties) + (f": {people}" if people else "")

    @admin.display(description=_("articles"), ordering="articles")
    def sources(self, meeting: Meeting) -> int:
        return meeting.articles

    @admin.display(description=_("confidence"), ordering="confidence")
    def surest(self, meeting: Meeting) -> str:
        return f"{meeting.confidence:.2f}"

    @admin.display(description=_("checked"), boolean=True)
    def review(self, meeting: Meeting) -> bool:
        return meeting.is_checked

    @admin.display(description=_("on the desk"))
    def on_the_desk(self, meeting: Meeting) -> str:
        links = [
            (reverse("desk-meeting", args=[meeting.slug]), gettext("facts and articles side by side")),
            (meeting.get_absolute_url(), gettext("the page that readers see")),
        ]
        return format_html('<a href="{}">{}</a> · <a href="{}">{}</a>', *links[0], *links[1])

    def save_model(self, request: HttpRequest, obj: Meeting, form: forms.ModelForm, change: bool) -> None:
        """The meeting's own columns are its facts' values: they follow from the rulings."""

    def save_related(self, request: HttpRequest, form: MeetingForm, formsets: list, change: bool) -> None:
        """All that was changed in any of the tables, as one act."""
        drafts = [draft for formset in formsets for draft in formset.drafts]
        for formset in formsets:
            formset.save()
        if not drafts:
            return
        seen = Seen(form.instance.pk, form.cleaned_data["seen"])
        outcome = enact(drafts, request.user, form.cleaned_data["reason"], [seen])
        done = len(outcome.rulings)
        self.message_user(
            request, ngettext("%(count)d decision is kept.", "%(count)d decisions are kept.", done) % {"count": done}
        )

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None) -> HttpResponse:
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except StaleEditError as error:
            for line in told(error):
                self.message_user(request, line, messages.ERROR)
            return redirect(request.path)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None):
        meeting = self.get_object(request, object_id)
        entries = history.of_meeting(meeting) if meeting else []
        return super().history_view(request, object_id, {**(extra_context or {}), "entries": entries})


def told(error: StaleEditError) -> list[str]:
    """Who changed the meeting meanwhile, and what they said."""
    since = [
        gettext("%(who)s, %(when)s: %(verdict)s – %(what)s")
        % {
            "who": entry.ruling.by_name,
            "when": f"{localtime(entry.ruling.at):%Y-%m-%d %H:%M}",
            "verdict": entry.ruling.get_verdict_display(),
            "what": entry.after,
        }
        for entry in history.told(error.since)
    ]
    return [
        gettext(
            "Nothing was saved: the meeting was changed after you opened this page. The tables show what you entered."
        ),
        *(since or [gettext("An article was read anew.")]),
        gettext("Save again to put your version over theirs, or reload the page to see theirs."),
    ]
