"""Lists by pages that stay in step while records come and go: each page begins after the last record of the one before.

A cursor is the sort key of that record, not a number of rows to skip; what it looks like is nobody's business.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

from articles.models import Meeting

from .problems import ProblemError


def encode(*key: Any) -> str:
    """
    >>> encode("2024-12-20", "a-b")
    'WyIyMDI0LTEyLTIwIiwiYS1iIl0'
    """
    return urlsafe_b64encode(json.dumps(key, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str, *kinds: type) -> list[Any]:
    """The key in a cursor, whose parts are of these kinds or None. Raises ProblemError."""
    try:
        key = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if len(key) != len(kinds) or not all(k is None or type(k) is kind for k, kind in zip(key, kinds, strict=True)):
            raise ValueError(key)
    except (ValueError, TypeError, UnicodeEncodeError, RecursionError) as error:
        raise ProblemError(
            400, "This cursor is none of this list. Begin again without `cursor`.", parameter="cursor"
        ) from error
    return key


def meetings_after(meetings: QuerySet, cursor: str, *, oldest_first: bool) -> QuerySet:
    """In the order of the list, from the one after the cursor on."""
    ordered = meetings.oldest_first() if oldest_first else meetings.newest_first()
    if not cursor:
        return ordered
    text, slug = decode(cursor, str, str)
    slug = (slug or "").replace("\0", "")
    undated = Q(date_earliest=None)
    if text is None:
        return ordered.filter(undated, slug__gt=slug)
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise ProblemError(400, "This cursor is none of this list.", parameter="cursor") from error
    further = Q(date_earliest__gt=day) if oldest_first else Q(date_earliest__lt=day)
    return ordered.filter(further | Q(date_earliest=day, slug__gt=slug) | undated)


def cursor_of(meeting: Meeting) -> str:
    return encode(meeting.date_earliest and meeting.date_earliest.isoformat(), meeting.slug)


def records_after(records: QuerySet, cursor: str, kind: type) -> QuerySet:
    """In the order of their primary keys, from the one after the cursor on."""
    ordered = records.order_by("pk")
    if not cursor:
        return ordered
    (key,) = decode(cursor, kind)
    if key is None or (kind is int and abs(key) > 2**62) or (kind is str and "\0" in key):
        raise ProblemError(400, "This cursor is none of this list.", parameter="cursor")
    return ordered.filter(pk__gt=key)


def page_of(request: HttpRequest, rows: Sequence[Model], limit: int, cursor) -> tuple[Sequence[Model], str | None]:
    """The rows of a page, of which one more than `limit` were fetched, and the address of the next page."""
    if len(rows) <= limit:
        return rows, None
    rows = rows[:limit]
    params = request.GET.copy()
    params["cursor"] = cursor(rows[-1])
    return rows, request.build_absolute_uri(f"{request.path}?{params.urlencode()}")
