"""Filters of the admin's lists."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Account, Country, Fact
from articles.models.choices import Aspect, Origin, Status


class PartyFilter(admin.SimpleListFilter):
    title = _("party")
    parameter_name = "party"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        parties = Fact.objects.published().of(Aspect.PARTY).filter(country=OuterRef("pk"))
        return sorted(((c.pk, str(c)) for c in Country.objects.filter(Exists(parties))), key=lambda pair: pair[1])

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.with_party(self.value()) if self.value() else queryset


class TellsFilter(admin.SimpleListFilter):
    title = _("calls it tells of")
    parameter_name = "tells"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("none", _("none")), ("some", _("one or more"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        accounts = Exists(Account.objects.filter(article=OuterRef("pk")))
        chosen = {"none": ~accounts, "some": accounts}.get(self.value())
        return queryset if chosen is None else queryset.filter(chosen)


class ReviewFilter(admin.SimpleListFilter):
    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("open", _("nothing checked yet")),
            ("checked", _("something checked")),
            ("hidden", _("ruled out as no contact")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        by_editor = Exists(
            Fact.objects.published()
            .filter(Q(origin=Origin.EDITOR) | Q(status=Status.CONFIRMED))
            .filter(meeting=OuterRef("pk"))
        )
        if self.value() == "hidden":
            return queryset.filter(kind="")
        if self.value() == "checked":
            return queryset.filter(by_editor)
        return queryset.filter(~by_editor) if self.value() == "open" else queryset
