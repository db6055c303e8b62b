"""Who gets which list by e-mail: to answer a reader's question, and to delete an address."""

from django.contrib import admin

from articles.models import Subscription


@admin.register(Subscription)
class SubscriptionAdmin(admin.ModelAdmin):
    """Looked at and deleted, never made or changed: only its reader can confirm an address."""

    list_display = ("email", "query", "rhythm", "language", "asked_at", "confirmed_at", "last_sent_at")
    list_filter = ("rhythm", "language")
    search_fields = ("email", "query")
    date_hierarchy = "asked_at"

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False
