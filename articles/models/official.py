"""People, every form of their names, and the offices they held."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .choices import Aspect, Origin, Role
from .reference import Country


class OfficialQuerySet(models.QuerySet):
    def seen(self) -> models.QuerySet:
        """Who took part in a meeting, as published; the others are known from the lists of office holders only."""
        parts = models.Q(facts__aspect=Aspect.PARTICIPANT, facts__published=True)
        return self.filter(parts).distinct()

    def for_page(self) -> models.QuerySet:
        return self.prefetch_related("aliases", models.Prefetch("tenures", Tenure.objects.select_related("country")))


class Official(models.Model):
    """A person. `key` tells one from all others and from one run to the next (see `articles.resolution`)."""

    key = models.CharField(max_length=250, unique=True, editable=False)
    slug = models.SlugField(_("slug"), max_length=250, unique=True)
    slug_base = models.SlugField(max_length=200, editable=False, help_text=_("before namesakes were told apart"))
    name = models.CharField(_("name"), max_length=200)
    surname = models.CharField(_("surname"), max_length=100, blank=True)
    gender = models.CharField(_("gender"), max_length=10, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="officials"
    )
    origin = models.CharField(_("from"), max_length=8, choices=Origin, default=Origin.MACHINE, editable=False)

    objects = OfficialQuerySet.as_manager()

    class Meta:
        ordering = ["name", "slug"]
        verbose_name = _("official")
        verbose_name_plural = _("officials")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("official", args=[self.slug])


class OfficialName(models.Model):
    """A form of an official's name, as some article or list wrote it."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [models.UniqueConstraint(fields=["official", "name"], name="official_name_unique")]

    def __str__(self) -> str:
        return self.name


class TenureQuerySet(models.QuerySet):
    def on(self, day) -> models.QuerySet:
        """Held on that day, as far as the dates are known."""
        return self.filter(Q(starts=None) | Q(starts__lte=day), Q(ends=None) | Q(ends__gte=day))


class Tenure(models.Model):
    """An official in an office. `since` and `until` are EDTF as the source gives them; the days are their bounds."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="tenures")
    country = models.ForeignKey(Country, models.PROTECT, verbose_name=_("for"), related_name="tenures")
    role = models.CharField(_("role"), max_length=30, choices=Role)
    title = models.CharField(_("title"), max_length=250, blank=True)
    since = models.CharField(_("since"), max_length=40, blank=True)
    until = models.CharField(_("until"), max_length=40, blank=True)
    starts = models.DateField(null=True, blank=True, editable=False)
    ends = models.DateField(null=True, blank=True, editable=False)
    acting = models.BooleanField(_("acting"), default=False)

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "country", "role"]
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        indexes = [models.Index(fields=["country", "role", "starts"], name="tenure_office")]

    def __str__(self) -> str:
        return f"{self.title or self.get_role_display()}, {self.country} ({self.since or '?'} – {self.until})"
