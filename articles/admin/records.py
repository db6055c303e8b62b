"""Officials, countries, topics and agreements. Saving one gives a ruling that it reads so; nothing else is written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportMixin
from import_export.formats.base_formats import CSV, XLSX

from articles.editing import history
from articles.editing.records import describe
from articles.extraction.text import fold
from articles.ingest.reference.described import KEYS
from articles.models import Agreement, Country, Official, Tenure, Topic
from articles.models.choices import Aspect

from . import actions
from .record_forms import AgreementForm, CountryForm, OfficialForm, TenureForm, TopicForm
from .resources import AgreementResource, CountryResource, OfficialResource
from .table_form import TableForm

PUBLISHED = Q(facts__published=True)


class DescribedAdmin(admin.ModelAdmin):
    """A record that the machine or a list makes and an editor describes."""

    list_per_page = 50
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """Facts rest on it, and the next reading would bring it back."""
        return False

    def has_edit_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.edit")

    def save_model(self, request: HttpRequest, obj, form: forms.ModelForm, change: bool) -> None:
        """Once the tables below it are read too: see `save_related`."""

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        said = {**form.described, **self.described_below(formsets)}
        for formset in formsets:
            formset.save()
        model, key = type(form.instance), KEYS[form.instance._meta.model_name]
        named = {key: getattr(form.instance, key)}
        # One that is new is described as a whole, against a record of which nothing is known.
        stands = model.objects.filter(pk=form.instance.pk).first() or model(**named)
        describe(stands, said, request.user, form.cleaned_data["reason"], form.cleaned_data["seen"])
        form.instance.pk = model.objects.get(**named).pk

    def described_below(self, formsets: list) -> dict[str, Any]:
        return {}

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None):
        record = self.get_object(request, object_id)
        return super().history_view(
            request, object_id, {**(extra_context or {}), "entries": self.entries(record) if record else []}
        )

    def entries(self, record) -> list[history.Entry]:
        what = record._meta.model_name
        return history.of_record(what, getattr(record, KEYS[what]))


class TenureFormSet(BaseInlineFormSet):
    """Writes no rows: the terms are part of the official's description."""

    def save(self, commit: bool = True) -> list:
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        return []

    @property
    def described(self) -> list[dict[str, Any]]:
        kept = [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        return [
            {
                "country": form.cleaned_data["country"].pk,
                **{name: form.cleaned_data[name] for name in ("role", "title", "since", "until", "acting")},
            }
            for form in kept
        ]


class TenureInline(admin.TabularInline):
    model = Tenure
    form = TenureForm
    formset = TenureFormSet
    extra = 0
    autocomplete_fields = ["country"]
    ordering = ["starts", "country", "role", "pk"]

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return request.user.has_perm("articles.change_official")

    has_add_permission = has_delete_permission = has_change_permission


class AsEditor:
    """CSV and XLSX in and out; what comes in is a description by whoever brings it."""

    formats = [CSV, XLSX]
    import_formats = export_formats = [CSV, XLSX]
    skip_admin_log = False
    import_form_class = TableForm

    def get_import_resource_kwargs(self, request: HttpRequest, *args, **kwargs) -> dict[str, Any]:
        return {**super().get_import_resource_kwargs(request, *args, **kwargs), "by": request.user}

    def has_import_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.edit")


@admin.register(Official)
class OfficialAdmin(AsEditor, ImportExportMixin, DescribedAdmin):
    resource_classes = [OfficialResource]
    form = OfficialForm
    inlines = [TenureInline]
    fields = ["name", "surname", "gender", "country", "aliases", "reason", "seen"]
    autocomplete_fields = ["country"]
    list_display = ["name", "country", "origin", "meetings"]
    list_filter = ["origin", "country__kind", ("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country"]
    search_fields = ["aliases__folded", "name"]
    search_help_text = _("any form of the name; case and accents do not matter")
    actions = [actions.same_person]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Official]:
        took_part = PUBLISHED & Q(facts__aspect=Aspect.PARTICIPANT)
        return super().get_queryset(request).annotate(meetings=Count("facts__meeting", took_part, distinct=True))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str):
        return super().get_search_results(request, queryset, fold(search_term))

    def save_model(self, request: HttpRequest, obj: Official, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.key = form.key

    def described_below(self, formsets: list) -> dict[str, Any]:
        return {"tenures": formsets[0].described}

    def entries(self, record: Official) -> list[history.Entry]:
        return history.of_official(record)

    @admin.display(description=_("meetings"), ordering="meetings")
    def meetings(self, official: Official) -> int:
        return official.meetings


@admin.register(Country)
class CountryAdmin(AsEditor, ImportExportMixin, DescribedAdmin):
    resource_classes = [CountryResource]
    form = CountryForm
    list_display = ["__str__", "code", "kind", "also", "meetings"]
    list_filter = ["kind"]
    search_fields = ["code", "name", "names", "aliases"]
    fields = ["name_en", "name_vi", "aliases", "reason", "seen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Country]:
        parties = PUBLISHED & Q(facts__aspect=Aspect.PARTY)
        return super().get_queryset(request).annotate(meetings=Count("facts__meeting", parties, distinct=True))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Countries come from CLDR, organisations from the archive's own list."""
        return False

    @admin.display(description=_("other names"))
    def also(self, country: Country) -> str:
        return ", ".join(country.aliases)

    @admin.display(description=_("meetings"), ordering="meetings")
    def meetings(self, country: Country) -> int:
        return country.meetings


@admin.register(Topic)
class TopicAdmin(DescribedAdmin):
    form = TopicForm
    list_display = ["__str__", "code", "meetings"]
    search_fields = ["code", "name", "names"]
    fields = ["name_en", "name_vi", "reason", "seen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(meetings=Count("facts__meeting", PUBLISHED, distinct=True))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """The 23 are what the machine tells apart."""
        return False

    @admin.display(description=_("meetings"), ordering="meetings")
    def meetings(self, topic: Topic) -> int:
        return topic.meetings


@admin.register(Agreement)
class AgreementAdmin(AsEditor, ImportExportMixin, DescribedAdmin):
    resource_classes = [AgreementResource]
    form = AgreementForm
    list_display = ["__str__", "acronym", "kind", "origin", "meetings"]
    list_filter = ["origin", "kind", ("parties", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "names", "acronym"]
    autocomplete_fields = ["parties"]
    fields = ["name_en", "name_vi", "acronym", "kind", "parties", "reason", "seen"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agreement]:
        return super().get_queryset(request).annotate(meetings=Count("facts__meeting", PUBLISHED, distinct=True))

    def save_model(self, request: HttpRequest, obj: Agreement, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.name = form.cleaned_data["name_en"]

    @admin.display(description=_("meetings"), ordering="meetings")
    def meetings(self, agreement: Agreement) -> int:
        return agreement.meetings
