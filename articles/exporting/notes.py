"""What a download says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Note:
    """In each row, so that it stays with the rows when they are cut, sorted or put together with others.

    `query`: the address of the list that they are; `retrieved`: when, ISO 8601; `licence`: what may be done with them.
    """

    query: str
    retrieved: str
    licence: str

    @classmethod
    def of(cls, query: str, now: datetime) -> Note:
        return cls(query, now.isoformat(timespec="seconds"), settings.ARCHIVE_LICENCE)

    def as_dict(self) -> dict[str, str]:
        return {"query": self.query, "retrieved": self.retrieved, "licence": self.licence}


# Names of the last columns of every table, and what they hold.
COLUMNS = {
    "query": "the address of the list that this row was taken from",
    "retrieved": "when, ISO 8601",
    "licence": "what may be done with it",
}
