"""CSL-JSON, which Zotero, pandoc and every citeproc read: a list of one item."""

from __future__ import annotations

import json
from typing import Any

from articles.resolution import dates

from .work import Work


def write(work: Work) -> str:
    return json.dumps([item(work)], ensure_ascii=False, indent=2) + "\n"


def item(work: Work) -> dict[str, Any]:
    """The item as data; a date that is no certain day is "raw", an EDTF string."""
    said: dict[str, Any] = {
        "id": work.key,
        "type": "article-newspaper" if work.is_article else "webpage",
        "title": work.title,
        "container-title": work.publisher or work.container or work.archive,
        "archive": work.archive,
        "issued": _date(work.published or work.event),
        "event-date": _date(work.event),
        "accessed": _date(work.accessed.isoformat()),
        "language": work.language,
        "URL": work.original or work.address,
        "archive_location": work.address,
        "note": "\n".join([f"EDTF: {work.event}"] * bool(work.event) + list(work.sources)),
    }
    return {name: value for name, value in said.items() if value}


def _date(edtf: str) -> dict[str, Any] | None:
    if not edtf:
        return None
    if dates.is_certain(edtf):
        return {"date-parts": [[int(part) for part in edtf.split("-")]]}
    return {"raw": edtf}
