"""Meetings, and how the archive is asked about them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.resolution import dates

from .article import Account
from .choices import Aspect, DateBasis, Kind, Status
from .fact import Evidence, Fact
from .official import Official
from .reference import Agreement, Country, Topic

# What a line of a list shows nothing of, and takes longer to fetch than all that it shows.
_UNLISTED = ("reading", "sketch", "article__text", "article__zones")
LISTED = (Aspect.PARTY, Aspect.PARTICIPANT, Aspect.TOPIC)


class MeetingQuerySet(models.QuerySet):
    def published(self) -> "MeetingQuerySet":
        """All that has not been ruled out as no diplomatic contact at all (its kind rejected)."""
        return self.exclude(kind="")

    def saying(self, *aspects: str, **what) -> "MeetingQuerySet":
        """With a published fact of one of these aspects; no row twice."""
        facts = Fact.objects.published().of(*aspects).filter(meeting=models.OuterRef("pk"), **what)
        return self.filter(models.Exists(facts))

    def with_party(self, country: Country | str) -> "MeetingQuerySet":
        return self.saying(Aspect.PARTY, country=getattr(country, "pk", country))

    def with_partner(self, country: Country | str) -> "MeetingQuerySet":
        """With that party, if it is not the archive's home country."""
        code = getattr(country, "pk", country)
        return self.none() if code == settings.ARCHIVE_HOME_COUNTRY else self.with_party(code)

    def between(self, one: Country | str, other: Country | str) -> "MeetingQuerySet":
        return self.with_party(one).with_party(other)

    def with_official(self, official: Official) -> "MeetingQuerySet":
        return self.saying(Aspect.PARTICIPANT, official=official)

    def about(self, topic: Topic | str) -> "MeetingQuerySet":
        return self.saying(Aspect.TOPIC, topic=getattr(topic, "pk", topic))

    def naming(self, agreement: Agreement) -> "MeetingQuerySet":
        return self.saying(Aspect.AGREEMENT, agreement=agreement)

    def reported_in(self, language: str) -> "MeetingQuerySet":
        accounts = Account.objects.filter(meeting=models.OuterRef("pk"), article__language=language)
        return self.filter(models.Exists(accounts))

    def since(self, edtf: str) -> "MeetingQuerySet":
        """That may have taken place on or after the first day of `edtf` (a year, a month or a day)."""
        return self.filter(date_latest__gte=dates.bounds(edtf)[0])

    def until(self, edtf: str) -> "MeetingQuerySet":
        """That may have taken place on or before the last day of `edtf`."""
        return self.filter(date_earliest__lte=dates.bounds(edtf)[1])

    def on(self, edtf: str) -> "MeetingQuerySet":
        """That may have taken place within `edtf`. Raises DateError for what is no date."""
        return self.since(edtf).until(edtf)

    def newest_first(self) -> "MeetingQuerySet":
        return self.order_by(F("date_earliest").desc(nulls_last=True), "slug")

    def oldest_first(self) -> "MeetingQuerySet":
        return self.order_by(F("date_earliest").asc(nulls_last=True), "slug")

    def for_list(self) -> "MeetingQuerySet":
        """All that a line of a list shows, in three queries more or less however long the list is."""
        facts = Fact.objects.published().of(*LISTED).select_related("country", "official", "topic")
        return self.select_related("initiator").prefetch_related(
            Prefetch("facts", facts.defer("country__aliases"), to_attr="listed_facts"),
            Prefetch("accounts", Account.objects.select_related("article").defer(*_UNLISTED)),
        )

    def for_page(self) -> "MeetingQuerySet":
        """All that the page of a meeting shows: every published fact with its evidence, every account."""
        evidence = Prefetch("evidence", Evidence.objects.select_related(None))
        return self.select_related("initiator").prefetch_related(
            Prefetch("facts", Fact.objects.published().joined().prefetch_related(evidence), to_attr="listed_facts"),
            Prefetch("accounts", Account.objects.select_related("article")),
        )


class Meeting(models.Model):
    """One diplomatic contact. Kind, date and initiator are the published facts, kept here to filter and sort by."""

    slug = models.SlugField(max_length=250, unique=True)
    slug_base = models.SlugField(max_length=200, editable=False, help_text=_("before namesakes were told apart"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, blank=True, db_index=True)
    date_edtf = models.CharField(_("date"), max_length=200, blank=True)
    date_earliest = models.DateField(null=True, blank=True, editable=False)
    date_latest = models.DateField(null=True, blank=True, editable=False)
    date_basis = models.CharField(_("how the date is known"), max_length=30, choices=DateBasis, blank=True)
    initiator = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("initiator"), null=True, blank=True, related_name="initiated"
    )
    confidence = models.FloatField(_("confidence"), default=0)
    entered_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(
        _("changed"), default=timezone.now, editable=False, help_text=_("when what it says was last stored anew")
    )
    search_text = models.TextField(editable=False, blank=True, help_text=_("folded: names, topics, the texts"))

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = [F("date_earliest").desc(nulls_last=True), "slug"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(fields=["-date_earliest", "slug"], name="meeting_newest"),
            models.Index(fields=["date_latest"], name="meeting_latest"),
            models.Index(fields=["-changed_at", "-id"], name="meeting_changed"),
            models.Index(fields=["entered_at"], name="meeting_entered"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(date_earliest=None, date_latest=None) | Q(date_earliest__lte=F("date_latest")),
                name="meeting_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return " ".join([self.date_edtf or "?", " – ".join(str(country) for country in self.parties)])

    def get_absolute_url(self) -> str:
        return reverse("call", args=[self.slug])

    @cached_property
    def published_facts(self) -> list[Fact]:
        """Its published facts: those that `for_list` or `for_page` fetched, or all, in one query."""
        if hasattr(self, "listed_facts"):
            return self.listed_facts
        return list(self.facts.published().joined())

    def said_of(self, *aspects: str) -> list[Fact]:
        """Published facts of these aspects, the surest first."""
        return [fact for fact in self.published_facts if fact.aspect in aspects]

    @property
    def parties(self) -> list[Country]:
        """By name in the language of the page."""
        return sorted((fact.country for fact in self.said_of(Aspect.PARTY)), key=str)

    @property
    def partners(self) -> list[Country]:
        return [country for country in self.parties if not country.is_home]

    @property
    def participants(self) -> list[Fact]:
        return self.said_of(Aspect.PARTICIPANT)

    @property
    def topics(self) -> list[Fact]:
        return self.said_of(Aspect.TOPIC)

    @property
    def agreements(self) -> list[Fact]:
        return self.said_of(Aspect.AGREEMENT)

    @property
    def statements(self) -> list[Fact]:
        return self.said_of(Aspect.STATEMENT)

    @property
    def is_date_certain(self) -> bool:
        return dates.is_certain(self.date_edtf)

    @property
    def is_checked(self) -> bool:
        """Whether an editor confirmed or entered anything of it that is published."""
        return any(fact.status == Status.CONFIRMED for fact in self.published_facts)


class SlugRedirect(models.Model):
    """An address that a meeting or an official once had."""

    old_slug = models.SlugField(max_length=250)
    meeting = models.ForeignKey(Meeting, models.CASCADE, null=True, blank=True, related_name="old_slugs")
    official = models.ForeignKey(Official, models.CASCADE, null=True, blank=True, related_name="old_slugs")
    at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting=None, official__isnull=False) | Q(meeting__isnull=False, official=None),
                name="redirect_to_one_record",
            ),
            models.UniqueConstraint(
                fields=["old_slug"], condition=Q(meeting__isnull=False), name="redirect_meeting_unique"
            ),
            models.UniqueConstraint(
                fields=["old_slug"], condition=Q(official__isnull=False), name="redirect_official_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.old_slug
