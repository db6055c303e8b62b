"""The facts of a meeting as tables in its form, each with the sentences it rests on beside it."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from articles.models import Evidence, Fact
from articles.models.choices import Aspect

from .fact_forms import FIELDS, form_for
from .sentences import sentences_of

EDIT, REVIEW = "articles.edit", "articles.review"


class FactFormSet(BaseInlineFormSet):
    """Writes no rows: the admin page gathers the drafts of all its tables into one act."""

    def validate_unique(self) -> None:
        """What an editor enters may be said already: then it is confirmed by saying it again."""

    def save(self, commit: bool = True) -> list:
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        return []

    @property
    def drafts(self) -> list:
        return [draft for form in self.forms if form.has_changed() for draft in form.drafts]


class FactInline(admin.TabularInline):
    """Facts of one aspect; `facts_of` makes one for each."""

    model = Fact
    formset = FactFormSet
    aspect: Aspect
    extra = 0
    can_delete = False
    readonly_fields = ("standing", "sentences")
    autocomplete_fields = ("country", "official", "agreement")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fact]:
        evidence = Prefetch("evidence", Evidence.objects.select_related("article"))
        facts = super().get_queryset(request).of(self.aspect).joined().prefetch_related(evidence)
        return facts.order_by("-published", "-confidence", "key")

    def get_fields(self, request: HttpRequest, obj=None) -> list[str]:
        said = [*FIELDS[self.aspect], "standing", "sentences"]
        return [*said, *(["verdict"] if _may(request, REVIEW) else []), *(["quote"] if _may(request, EDIT) else [])]

    def get_formset(self, request: HttpRequest, obj=None, **kwargs) -> type[FactFormSet]:
        form = type(self.form.__name__, (self.form,), {"may_edit": _may(request, EDIT)})
        return super().get_formset(request, obj, **{**kwargs, "form": form})

    def get_readonly_fields(self, request: HttpRequest, obj=None) -> tuple[str, ...]:
        return self.readonly_fields if _may(request, EDIT) else (*FIELDS[self.aspect], *self.readonly_fields)

    def formfield_for_dbfield(self, db_field, request: HttpRequest, **kwargs):
        """Whom and what a fact names has its own page; buttons to it in every row would only be in the way."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for button in ("can_add_related", "can_change_related", "can_view_related", "can_delete_related"):
            if field and hasattr(field.widget, button):
                setattr(field.widget, button, False)
        return field

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return _may(request, REVIEW)

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return _may(request, EDIT)

    @admin.display(description=_("standing"))
    def standing(self, fact: Fact) -> str:
        return render_to_string("admin/articles/standing.html", {"fact": fact}) if fact.pk else ""

    @admin.display(description=_("evidence"))
    def sentences(self, fact: Fact) -> str:
        shown = sentences_of(fact) if fact.pk else []
        return render_to_string("admin/articles/sentences.html", {"sentences": shown})


def facts_of(aspect: Aspect, plural: str, most: int | None = None) -> type[FactInline]:
    name = f"{aspect.name.title()}Inline"
    said = {
        "aspect": aspect,
        "form": form_for(aspect),
        "verbose_name": aspect.label,
        "verbose_name_plural": plural,
        "autocomplete_fields": [field for field in FactInline.autocomplete_fields if field in FIELDS[aspect]],
        "max_num": most,
    }
    return type(name, (FactInline,), said)


INLINES = [
    facts_of(Aspect.KIND, _("kind"), most=1),
    facts_of(Aspect.DATE, _("date"), most=1),
    facts_of(Aspect.INITIATOR, _("initiator"), most=1),
    facts_of(Aspect.PARTY, _("parties")),
    facts_of(Aspect.PARTICIPANT, _("participants")),
    facts_of(Aspect.TOPIC, _("topics")),
    facts_of(Aspect.AGREEMENT, _("agreements")),
    facts_of(Aspect.STATEMENT, _("statements")),
]


def _may(request: HttpRequest, permission: str) -> bool:
    return request.user.has_perm(permission)
