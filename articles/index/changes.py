"""The list of what changed, kept by writers and followed by readers."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Max, Min

from articles.models import Change

QUERY = f"SELECT MAX(id) FROM {Change._meta.db_table}"
KEPT = 5000  # changes that readers can catch up with; who is further behind reads everything


def record(meetings: Iterable[int]) -> None:
    """Say that these meetings were stored anew, or with none of them that something else was.

    Call it in the transaction that stores.
    """
    newest = Change.objects.create(meetings=sorted(meetings)).pk
    if newest % KEPT == 0:
        Change.objects.filter(pk__lte=newest - KEPT).delete()


def revision() -> int:
    """The archive's revision: it grows with every transaction that writes. Asked for with each request."""
    with connection.cursor() as cursor:
        cursor.execute(QUERY)
        return cursor.fetchone()[0] or 0


def since(known: int) -> tuple[int, set[int] | None]:
    """The revision and what changed after an earlier one; None in place of it where that is no longer known."""
    ends = Change.objects.aggregate(oldest=Min("pk"), newest=Max("pk"))
    newest = ends["newest"] or 0
    if newest == known:
        return newest, set()
    if newest < known or known < (ends["oldest"] or 0) - 1:
        return newest, None
    rows = Change.objects.filter(pk__gt=known, pk__lte=newest).values_list("meetings", flat=True)
    return newest, {meeting for meetings in rows for meeting in meetings}
