"""Articles, the witnesses, and what the machine read in them."""

from django.db import models
from django.db.models.fields.json import KeyTextTransform
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.extraction.facts import Account as Reading


class Text(models.Model):
    """A text as it came in. Never altered: spans count in `full_text`."""

    content_hash = models.CharField(max_length=64, editable=False, db_index=True)
    title = models.TextField(_("title"), blank=True)
    text = models.TextField(_("text"))
    published = models.CharField(_("published"), max_length=40, blank=True, help_text=_("ISO 8601, as found"))

    class Meta:
        abstract = True

    @property
    def full_text(self) -> str:
        """What the extractor read: title, a blank line, the text."""
        return f"{self.title}\n\n{self.text}" if self.title else self.text


class Article(Text):
    """One text from one publisher."""

    source_id = models.CharField(_("source's id"), max_length=500, unique=True, help_text=_("what the source calls it"))
    url = models.CharField(_("address"), max_length=2000, blank=True, db_index=True)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    headline = models.CharField(_("headline"), max_length=300, blank=True, help_text=_("where the text itself has one"))
    byline = models.CharField(_("byline"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=12, default="und", db_index=True)
    side = models.CharField(
        _("side"), max_length=12, blank=True, editable=False, help_text=_("whose press or government says so")
    )
    published_on = models.DateField(null=True, blank=True, editable=False, db_index=True)
    read_as = models.CharField(_("read as"), max_length=20, editable=False)
    ingested_at = models.DateTimeField(_("ingested"), editable=False)
    changed_at = models.DateTimeField(_("text changed"), null=True, blank=True, editable=False)
    extractor = models.CharField(_("extractor"), max_length=40, editable=False, blank=True)
    skipped = models.CharField(
        max_length=12, editable=False, blank=True, help_text=_("why nothing was read in it, if so")
    )
    syndication = models.PositiveBigIntegerField(
        null=True,
        editable=False,
        db_index=True,
        help_text=_("articles that print one story, word for word or nearly, share it"),
    )
    zones = models.JSONField(
        default=list, editable=False, help_text=_("[kind, start, end] of each stretch of the text")
    )

    class Meta:
        ordering = ["source_id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def __str__(self) -> str:
        return self.heading or self.source_id

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.pk])

    @property
    def link(self) -> str:
        """Where it stands at its publisher; empty where `url` is no address of the web, whoever put it there."""
        return self.url if self.url.startswith(("https://", "http://")) else ""

    def reprints(self) -> models.QuerySet["Article"]:
        """Other articles that print the same story, the earliest first."""
        others = Article.objects.filter(syndication=self.syndication, syndication__isnull=False).exclude(pk=self.pk)
        return others.order_by(models.F("published_on").asc(nulls_last=True), "source_id")

    @cached_property
    def heading(self) -> str:
        """The title, or the headline within the text, or the first line that is part of the report."""
        if self.title or self.headline:
            return self.title or self.headline
        start, end = next(((start, end) for kind, start, end in self.zones if kind == "body"), (0, len(self.text)))
        line = next((line for line in self.text[start:end].splitlines() if line.strip()), "")
        return Truncator(line.strip()).chars(160)


class Fingerprint(models.Model):
    """One of the numbers, made of its text, by which an article is found that prints nearly the same as another."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="fingerprints")
    value = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.article_id}: {self.value:x}"


class ArticleVersion(Text):
    """An earlier text of an article whose source changed it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="versions")
    ingested_at = models.DateTimeField(_("ingested"))
    replaced_at = models.DateTimeField(_("replaced"))

    class Meta:
        ordering = ["article", "replaced_at"]
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.content_hash[:12]}"


class AccountQuerySet(models.QuerySet):
    def brief(self) -> "AccountQuerySet":
        """Without what the machine read, but for the day that it gives."""
        return self.defer("reading", "sketch").annotate(own_date=KeyTextTransform("date", "reading"))


class Account(models.Model):
    """What one article says of one meeting, as the machine read it: kept whole, replaced when read again."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="accounts")
    position = models.PositiveSmallIntegerField(help_text=_("the article's main meeting is 0"))
    meeting = models.ForeignKey("articles.Meeting", models.SET_NULL, null=True, blank=True, related_name="accounts")
    reading = models.JSONField(editable=False)
    sketch = models.JSONField(
        default=dict, editable=False, help_text=_("the part of the reading that accounts are compared by")
    )
    block = models.CharField(
        max_length=250, editable=False, help_text=_("its parties: accounts of one meeting share some")
    )
    party_count = models.PositiveSmallIntegerField(default=0, editable=False)
    window_start = models.DateField(
        null=True, editable=False, help_text=_("first of the days it can be of, if they are known within a month")
    )
    month_day = models.PositiveSmallIntegerField(
        null=True, editable=False, help_text=_("1220 for 20 December, where that is known, of whatever year")
    )

    objects = AccountQuerySet.as_manager()

    class Meta:
        ordering = ["article", "position"]
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [models.UniqueConstraint(fields=["article", "position"], name="account_position_unique")]
        indexes = [
            models.Index(fields=["block", "window_start"], name="account_candidates"),
            models.Index(fields=["block", "month_day"], name="account_same_day"),
            models.Index(fields=["window_start"], condition=models.Q(party_count__gt=2), name="account_many_parties"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}/{self.position}"

    @cached_property
    def facts(self) -> Reading:
        """The reading as the extractor's own data."""
        return Reading.from_dict(self.reading)

    @property
    def date(self) -> str:
        """The day as this account gives it: its own local date, in EDTF."""
        return (self.own_date if "own_date" in self.__dict__ else self.reading["date"]) or ""
