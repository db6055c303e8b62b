"""What readers say is wrong."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import Aspect


class ReportQuerySet(models.QuerySet):
    def open(self) -> models.QuerySet:
        """Those that no editor has answered, the oldest first."""
        return self.filter(state=Report.State.OPEN).order_by("at", "pk")


class Report(models.Model):
    """A reader's word on a fact, or on a whole meeting where `aspect` is empty.

    It names the meeting by its accounts and the fact by its key, as a ruling does, so that it still means the same
    after everything was worked out anew; and it keeps what the page said then.
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        DISMISSED = "dismissed", _("dismissed")

    subject = models.JSONField(editable=False)
    slug = models.SlugField(max_length=250, editable=False, help_text=_("the address of the page it was made on"))
    aspect = models.CharField(_("about"), max_length=12, choices=Aspect, blank=True)
    key = models.CharField(max_length=300, blank=True, editable=False)
    said = models.CharField(_("the page said"), max_length=400, blank=True)
    quote = models.TextField(_("on the strength of"), blank=True)
    message = models.TextField(_("what is wrong"))
    contact = models.EmailField(_("e-mail address"), blank=True)
    sender = models.CharField(
        max_length=64, editable=False, db_index=True, help_text=_("a keyed hash of the address it came from")
    )
    at = models.DateTimeField(_("when"), db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, db_index=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by_name = models.CharField(_("answered by"), max_length=150, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")

    def __str__(self) -> str:
        return f"{self.slug}: {self.get_aspect_display() or _('the whole page')}"
