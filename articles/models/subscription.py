"""Readers who asked to be told of new calls in a list."""

from datetime import datetime, timedelta
from secrets import token_urlsafe

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """Nobody guesses it: it is all that a reader needs to confirm and to unsubscribe."""
    return token_urlsafe(24)


class SubscriptionQuerySet(models.QuerySet):
    def confirmed(self) -> "SubscriptionQuerySet":
        return self.filter(confirmed_at__isnull=False)

    def due(self, now: datetime) -> "SubscriptionQuerySet":
        """Confirmed, and a day or a week after the last digest; an hour early, as a job that runs daily may be."""
        slack = timedelta(hours=1)
        conditions = Q()
        for rhythm, days in Subscription.DAYS.items():
            conditions |= Q(rhythm=rhythm, last_sent_at__lte=now - timedelta(days=days) + slack)
        return self.confirmed().filter(conditions)


class Subscription(models.Model):
    """One list by e-mail, once a day or a week. No account: an address that its reader confirmed by a link."""

    class Rhythm(models.TextChoices):
        DAILY = "daily", _("once a day")
        WEEKLY = "weekly", _("once a week")

    DAYS = {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7}
    FORGOTTEN = timedelta(days=7)  # an address that nobody confirms is not kept longer

    email = models.EmailField(_("e-mail address"))
    query = models.CharField(_("list"), max_length=2000, blank=True, help_text=_("the query of its address"))
    rhythm = models.CharField(_("how often"), max_length=8, choices=Rhythm, default=Rhythm.WEEKLY)
    language = models.CharField(_("language"), max_length=12)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    sender = models.CharField(
        max_length=64, editable=False, db_index=True, help_text=_("a keyed hash of the address it came from")
    )
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)
    last_sent_at = models.DateTimeField(
        _("last digest"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("calls entered until then were told"),
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [models.UniqueConstraint(fields=["email", "query"], name="subscription_once")]

    def __str__(self) -> str:
        return f"{self.email}: {self.query or _('all calls')}"

    @property
    def list_address(self) -> str:
        return reverse("meeting-list") + (f"?{self.query}" if self.query else "")

    @property
    def page_address(self) -> str:
        """Where its reader confirms it, and ends it."""
        return reverse("subscription", args=[self.token])
