"""What meetings refer to: countries and organisations, topics, agreements."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .choices import Origin


class Named(models.Model):
    """Something with a name in each language of the interface; `name` is the English one."""

    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(_("names by language"), default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.names.get(get_language() or "", "") or self.name


class CountryQuerySet(models.QuerySet):
    def partners(self) -> models.QuerySet:
        """All but the archive's home country."""
        return self.exclude(code=settings.ARCHIVE_HOME_COUNTRY)


class Country(Named):
    """A party: a state (ISO 3166-1 alpha-2) or an organisation (`ASEAN`, `EU`, `UN` ...)."""

    class Kind(models.TextChoices):
        STATE = "state", _("state")
        ORGANISATION = "organisation", _("organisation")

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    slug = models.SlugField(_("slug"), max_length=12, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.STATE)
    aliases = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("by which it is found as well: “Britain”, “Anh quốc”")
    )

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("country or organisation")
        verbose_name_plural = _("countries and organisations")

    def get_absolute_url(self) -> str:
        return reverse("country", args=[self.slug])

    @property
    def is_home(self) -> bool:
        return self.code == settings.ARCHIVE_HOME_COUNTRY


class Topic(Named):
    """One of the 23 subjects of talk that the archive tells apart."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.code])


class Agreement(Named):
    """A treaty, partnership, action plan, mechanism or body of rules that an article names."""

    slug = models.SlugField(_("slug"), max_length=250, unique=True)
    slug_base = models.SlugField(max_length=200, editable=False, help_text=_("before namesakes were told apart"))
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    parties = models.ManyToManyField(Country, verbose_name=_("parties"), blank=True, related_name="agreements")
    origin = models.CharField(_("from"), max_length=8, choices=Origin, default=Origin.MACHINE, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [models.UniqueConstraint(fields=["name"], name="agreement_name_unique")]

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.slug])
