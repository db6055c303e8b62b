"""What the archive says of a meeting, one statement a row, and the sentences it rests on.

One table holds facts of every aspect, so that evidence, rulings, the review
queue and a page's queries meet one thing, not eight. Which columns an aspect
uses is said in `USED` and checked by the database.
"""

from hashlib import sha256

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .article import Article
from .choices import SINGLE_ASPECTS, Act, Aspect, DateBasis, Kind, Origin, Role, Status
from .official import Official
from .reference import Agreement, Country, Topic

# The columns that an aspect cannot do without.
USED = {
    Aspect.KIND: ("value",),
    Aspect.DATE: ("value",),
    Aspect.INITIATOR: ("country",),
    Aspect.PARTY: ("country",),
    Aspect.PARTICIPANT: ("official",),
    Aspect.TOPIC: ("topic",),
    Aspect.AGREEMENT: ("agreement",),
    Aspect.STATEMENT: ("value",),
}


def _complete() -> Q:
    """Every row has what its aspect cannot do without."""
    whole = Q()
    for aspect, columns in USED.items():
        has_all = Q(aspect=aspect)
        for column in columns:
            has_all &= ~Q(value="") if column == "value" else Q(**{f"{column}__isnull": False})
        whole |= has_all
    return whole


class FactQuerySet(models.QuerySet):
    def published(self) -> "FactQuerySet":
        """What the public sees: nothing rejected, an editor's value in place of the machine's."""
        return self.filter(published=True)

    def of(self, *aspects: str) -> "FactQuerySet":
        return self.filter(aspect__in=aspects)

    def joined(self) -> "FactQuerySet":
        """With all that a fact names, in the same query."""
        return self.select_related("country", "official", "topic", "agreement")

    def disputed(self) -> "FactQuerySet":
        """What the machine says that an editor has overruled with another value."""
        ruled = Fact.objects.filter(
            meeting=models.OuterRef("meeting"), aspect=models.OuterRef("aspect"), published=True
        )
        by_editor = ruled.filter(Q(origin=Origin.EDITOR) | Q(status=Status.CONFIRMED))
        one_of_many = ~Q(aspect__in=SINGLE_ASPECTS)
        return self.filter(origin=Origin.MACHINE, published=False, status=Status.PROPOSED).filter(
            Q(models.Exists(by_editor), aspect__in=SINGLE_ASPECTS)
            | (one_of_many & models.Exists(by_editor.filter(key=models.OuterRef("key"))))
        )


class Fact(models.Model):
    """One thing that the archive says of a meeting.

    `key` names the fact among those of its aspect, by what it says and not by a
    row number: rulings find it again after everything was worked out anew. The
    machine's and an editor's row may share a key; `published` marks which counts.
    """

    meeting = models.ForeignKey("articles.Meeting", models.CASCADE, related_name="facts")
    aspect = models.CharField(_("about"), max_length=12, choices=Aspect)
    key = models.CharField(max_length=300, editable=False)
    value = models.CharField(
        _("value"), max_length=200, blank=True, help_text=_("the kind, the EDTF date or the act of a statement")
    )
    basis = models.CharField(_("how known"), max_length=30, choices=DateBasis, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="facts"
    )
    official = models.ForeignKey(
        Official, models.PROTECT, verbose_name=_("official"), null=True, blank=True, related_name="facts"
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, verbose_name=_("topic"), null=True, blank=True, related_name="facts"
    )
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, verbose_name=_("agreement"), null=True, blank=True, related_name="facts"
    )
    role = models.CharField(_("role"), max_length=30, choices=Role, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True, help_text=_("as written"))

    origin = models.CharField(_("from"), max_length=8, choices=Origin, default=Origin.MACHINE)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    published = models.BooleanField(_("published"), default=True, editable=False)
    confidence = models.FloatField(_("confidence"), default=0)
    rule = models.CharField(_("rule"), max_length=100, blank=True, editable=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "aspect", "-confidence", "key"]
        verbose_name = _("fact")
        verbose_name_plural = _("facts")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "aspect", "key", "origin"], name="fact_said_once"),
            models.CheckConstraint(condition=_complete(), name="fact_complete"),
            models.CheckConstraint(
                condition=Q(published=False) | ~Q(status=Status.REJECTED), name="fact_rejected_unpublished"
            ),
            models.CheckConstraint(condition=Q(confidence__gte=0, confidence__lte=1), name="fact_confidence_0_to_1"),
        ]
        indexes = [
            models.Index(fields=["country", "aspect", "meeting"], condition=Q(published=True), name="fact_by_country"),
            models.Index(
                fields=["official", "aspect", "meeting"], condition=Q(published=True), name="fact_by_official"
            ),
            models.Index(fields=["topic", "meeting"], condition=Q(published=True), name="fact_by_topic"),
            models.Index(fields=["agreement", "meeting"], condition=Q(published=True), name="fact_by_agreement"),
            # What the editors' queue looks for: few among many.
            models.Index(fields=["aspect", "meeting"], condition=Q(published=False), name="fact_unpublished"),
            models.Index(fields=["confidence"], condition=Q(published=True, confidence__lt=0.75), name="fact_doubtful"),
        ]

    def __str__(self) -> str:
        return str(self.says)

    def get_absolute_url(self) -> str:
        """Its own address, so that one fact can be cited."""
        return reverse("fact", args=[self.meeting.slug, self.name])

    @property
    def name(self) -> str:
        """What its address calls it: made of what it says, the same however often the archive is worked out anew."""
        return f"{self.aspect}-{sha256(f'{self.aspect}|{self.key}'.encode()).hexdigest()[:12]}"

    @property
    def says(self):
        """What the fact says, as a reader would name it: a country, a person, a topic, a label."""
        labels = {Aspect.KIND: Kind, Aspect.STATEMENT: Act}
        if self.aspect in labels:
            return dict(labels[self.aspect].choices).get(self.value, self.value)
        if self.aspect == Aspect.PARTICIPANT:
            return self.official
        return self.topic or self.agreement or self.value or self.country

    @property
    def speaker(self) -> Official | Country | None:
        """Who made a statement: a person where the text names one, otherwise a party."""
        return self.official or self.country


class Evidence(models.Model):
    """A stretch of an article that says so: `article.full_text[start:end]` is `quote`."""

    fact = models.ForeignKey(Fact, models.CASCADE, related_name="evidence")
    article = models.ForeignKey(Article, models.CASCADE, related_name="evidence")
    start = models.PositiveIntegerField(_("start"))
    end = models.PositiveIntegerField(_("end"))
    quote = models.TextField(_("quote"))
    is_gone = models.BooleanField(
        _("gone"), default=False, help_text=_("the source changed after this was checked and no longer says so")
    )

    class Meta:
        ordering = ["article", "start", "end"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["fact", "article", "start", "end"], name="evidence_span_unique"),
            models.CheckConstraint(condition=Q(start__lt=models.F("end")), name="evidence_span_not_empty"),
        ]

    def __str__(self) -> str:
        return self.quote
