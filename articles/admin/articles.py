"""Articles: the witnesses. Their texts are read here, never written."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.editing.differences import differences
from articles.marking import article_pieces
from articles.models import Article, ArticleVersion

from .filters import TellsFilter

READ_ONLY = ["source_id", "url", "publisher", "byline", "language", "published", "read_as", "ingested_at", "changed_at"]


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    change_form_template = "admin/articles/article/change_form.html"
    fieldsets = [(None, {"fields": [*READ_ONLY, "extractor"]})]
    list_display = ["heading", "publisher", "language", "published_on", "meetings", "changed_at"]
    list_filter = [TellsFilter, "language", "publisher", "read_as", ("changed_at", admin.EmptyFieldListFilter)]
    search_fields = ["title", "headline", "source_id", "url", "publisher"]
    date_hierarchy = "published_on"
    list_per_page = 50
    show_full_result_count = False
    view_on_site = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request).annotate(meetings=Count("accounts__meeting", distinct=True))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Articles come in by `ingest`."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return False

    @admin.display(description=_("article"), ordering="source_id")
    def heading(self, article: Article) -> str:
        return article.heading or article.source_id

    @admin.display(description=_("meetings"), ordering="meetings")
    def meetings(self, article: Article) -> int:
        return article.meetings

    def get_urls(self) -> list[URLPattern]:
        compare = self.admin_site.admin_view(self.compare_view)
        return [path("<int:pk>/versions/<int:version>/", compare, name="article-version"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None):
        article = self.get_object(request, object_id)
        shown = article and {
            "pieces": article_pieces(article),
            "accounts": article.accounts.select_related("meeting"),
            "versions": article.versions.order_by("-replaced_at"),
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **(shown or {})})

    def compare_view(self, request: HttpRequest, pk: int, version: int) -> TemplateResponse:
        """What a source changed in its text."""
        earlier = get_object_or_404(ArticleVersion.objects.select_related("article"), pk=version, article=pk)
        later = earlier.article.versions.filter(replaced_at__gt=earlier.replaced_at).order_by("replaced_at").first()
        context = {
            **self.admin_site.each_context(request),
            "title": _("What the source changed"),
            "article": earlier.article,
            "earlier": earlier,
            "differences": differences(earlier.full_text, (later or earlier.article).full_text),
        }
        return TemplateResponse(request, "admin/articles/article/version.html", context)
