"""What editors decided, and what readers reported."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.editing import history
from articles.editing.words import Words
from articles.models import Report, Ruling

from . import actions


class UndoneFilter(admin.SimpleListFilter):
    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("yes", _("stands")), ("no", _("undone"))]

    def queryset(self, request: HttpRequest, queryset):
        return queryset.filter(undone_at__isnull=self.value() == "yes") if self.value() else queryset


@admin.register(Ruling)
class RulingAdmin(admin.ModelAdmin):
    """Read only: a ruling is given on the desk and, if it was wrong, undone."""

    change_form_template = "admin/articles/ruling/change_form.html"
    list_display = ["at", "by_name", "verdict", "about", "what", "reason", "stands"]
    list_filter = [UndoneFilter, "verdict", "aspect", "by_name"]
    search_fields = ["key", "reason", "by_name", "subject"]
    date_hierarchy = "at"
    ordering = ["-at", "-pk"]
    list_per_page = 50
    actions = [actions.undo_all]
    fields = ["at", "by_name", "verdict", "aspect", "before_in_words", "what", "reason", "undone_at", "undone_by_name"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Ruling | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Ruling | None = None) -> bool:
        """Undone, not deleted: the history keeps what was thought."""
        return False

    def has_edit_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.edit")

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None):
        may_edit = self.has_edit_permission(request)
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), "may_edit": may_edit})

    @admin.display(description=_("about"), ordering="aspect")
    def about(self, ruling: Ruling) -> str:
        return ruling.get_aspect_display() or "–"

    @admin.display(description=_("says"))
    def what(self, ruling: Ruling) -> str:
        return history.after(ruling, Words())

    @admin.display(description=_("before"))
    def before_in_words(self, ruling: Ruling) -> str:
        return "; ".join(history.before(ruling, Words())) or "–"

    @admin.display(description=_("stands"), boolean=True)
    def stands(self, ruling: Ruling) -> bool:
        return ruling.undone_at is None


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    list_display = ["at", "slug", "aspect", "said", "message", "state"]
    list_filter = ["state", "aspect"]
    search_fields = ["message", "said", "slug"]
    date_hierarchy = "at"
    list_per_page = 50
    actions = [actions.dismiss]
    fields = ["at", "slug", "aspect", "said", "quote", "message", "contact", "state", "answered_at", "answered_by_name"]
    readonly_fields = fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Readers write them, on the page of a meeting."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return request.user.is_superuser
