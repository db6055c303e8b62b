"""What editors decided: the one thing in the archive, beside its articles, that cannot be worked out again."""

import json
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from .choices import Aspect, Verdict


class RulingQuerySet(models.QuerySet):
    def standing(self) -> models.QuerySet:
        """Those not undone, in the order in which they were given."""
        return self.filter(undone_at=None).order_by("at", "pk")

    def naming(self, names: Iterable[str]) -> models.QuerySet:
        """Whose subject has one of these in it: sources' ids, keys of officials, a code."""
        wanted = models.Q(pk=None)
        for name in names:
            # The two databases write the same JSON differently.
            wanted |= models.Q(written__contains=json.dumps(name))
            wanted |= models.Q(written__contains=json.dumps(name, ensure_ascii=False))
        return self.annotate(written=Cast("subject", models.TextField())).filter(wanted)


class Ruling(models.Model):
    """One decision of one editor.

    Nothing here points at a row that the machine makes. `subject` names what the
    ruling is about by the sources' own ids, an account being `[source_id, position]`:

    - confirm, reject, assert: the accounts of the fact's meeting, `[account, ...]`;
    - same_call, different_call: groups of accounts, `[[account, ...], ...]`;
    - tells: the account that an editor gave an article, `[account]`; `value["account"]` says what it is told by
      (`Account.sketch`);
    - same_person: keys of officials, that of the one who stays first;
    - different_person: two keys: who goes by the first in the accounts that `value["accounts"]` names is the second;
    - describe: what and which, `{"official": key}`, `{"country": code}`, `{"topic": code}`, `{"agreement": name}`.

    `aspect` and `key` name the fact, `value` holds it whole, by natural keys, so that it can be published again
    from nothing: `PlannedFact.value`, the name of a person beside the key, and under `evidence` where it stands,
    `[{"article": source_id, "start": 10, "end": 20, "quote": "..."}]`. Of a described record it holds the fields
    that read so.
    """

    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict)
    subject = models.JSONField(_("about"))
    aspect = models.CharField(_("aspect"), max_length=12, choices=Aspect, blank=True)
    key = models.CharField(_("fact"), max_length=300, blank=True)
    value = models.JSONField(_("value"), default=dict, blank=True)
    before = models.JSONField(_("before"), default=list, blank=True, help_text=_("what stood when this was decided"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, blank=True)
    by_name = models.CharField(_("by"), max_length=150, help_text=_("kept when the account is gone"))
    at = models.DateTimeField(_("when"), db_index=True)
    reason = models.TextField(_("why"), blank=True)
    act = models.UUIDField(
        default=uuid.uuid4, editable=False, db_index=True, help_text=_("rulings of one act are undone together")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by_name = models.CharField(_("undone by"), max_length=150, blank=True)

    objects = RulingQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        permissions = [
            ("review", "Can confirm and reject what the machine read"),
            ("edit", "Can correct, add, merge, split and undo"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.get_aspect_display()} {self.key}".strip(": ")
