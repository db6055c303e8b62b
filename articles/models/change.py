"""What changed in the archive, so that whoever keeps a digest of it in memory learns which part to look at again."""

from django.db import models


class Change(models.Model):
    """Meetings that were stored anew by one transaction. Writers take turns, so numbers follow the order of commits.

    The newest number is the archive's revision. Old rows are thinned out (`articles.index.changes`).
    """

    meetings = models.JSONField(default=list, editable=False, help_text="primary keys; some may be gone")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pk}: {len(self.meetings)}"
