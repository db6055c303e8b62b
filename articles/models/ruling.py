"""What editors decided: the one thing in the archive, beside its articles, that cannot be worked out again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import Aspect, Verdict


class RulingQuerySet(models.QuerySet):
    def standing(self) -> models.QuerySet:
        """Those not undone, in the order in which they were given."""
        return self.filter(undone_at=None).order_by("at", "pk")


class Ruling(models.Model):
    """One decision of one editor.

    Nothing here points at a row that the machine makes. `subject` names what the
    ruling is about by the sources' own ids: accounts as `[source_id, position]`
    for a meeting, keys for officials, a code or name for a country or an
    agreement. `aspect` and `key` name the fact, `value` holds it whole, its
    evidence included, so that it can be published again from nothing.
    """

    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    subject = models.JSONField(_("about"))
    aspect = models.CharField(_("aspect"), max_length=12, choices=Aspect, blank=True)
    key = models.CharField(_("fact"), max_length=300, blank=True)
    value = models.JSONField(_("value"), default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, blank=True)
    by_name = models.CharField(_("by"), max_length=150, help_text=_("kept when the account is gone"))
    at = models.DateTimeField(_("when"), db_index=True)
    reason = models.TextField(_("why"), blank=True)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by_name = models.CharField(_("undone by"), max_length=150, blank=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.get_aspect_display()} {self.key}".strip(": ")
