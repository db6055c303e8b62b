"""What changed between two runs over the same articles: facts gained and facts lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .matching import FIELDS

Found = Mapping[str, Mapping[str, Any]]


def changes(before: Found, after: Found) -> Iterator[tuple[str, str, str, str]]:
    """(article, "gained" or "lost", field, fact), in the order of the ids; articles of one run only are passed over."""
    for article in sorted(before.keys() & after.keys()):
        old, new = (set(_facts(run[article])) for run in (before, after))
        for sign, facts in (("lost", old - new), ("gained", new - old)):
            yield from ((article, sign, name, fact) for name, fact in sorted(facts))


def _facts(extraction: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for place, meeting in enumerate(extraction.get("meetings") or []):
        mark = "" if place == 0 else f" of meeting {place + 1}"
        for name in ("kind", "date", "initiator"):
            if meeting.get(name):
                yield name + mark, meeting[name]
        for name in FIELDS:
            for fact in meeting.get(name) or []:
                yield name + mark, fact if isinstance(fact, str) else f"{fact['name']} {fact.get('role', '')}".strip()
