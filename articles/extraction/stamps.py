"""Who published a document and on which day, by the clock of the publisher."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from .facts import Document
from .lexicon import FOLDER, load


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher. `home`: whose officials it names without a country; `stamps`: "utc" or "local"."""

    home: str = ""
    zone: str = "UTC"
    stamps: str = "local"


@cache
def _sources() -> dict[str, Source]:
    return {host: Source(**entry) for host, entry in load(FOLDER / "sources.toml").items()}


def source_of(document: Document) -> Source:
    """The publisher of an address, by its host or the longest part of it that is known."""
    host = (urlsplit(document.url).hostname or "") if document.url.startswith(("http://", "https://")) else ""
    labels = host.split(".")
    for start in range(len(labels)):
        source = _sources().get(".".join(labels[start:]))
        if source:
            return source
    return Source()


def report_day(document: Document) -> date | None:
    """The day of publication where the publisher is; None if no day is given ("2021-04")."""
    stamp = (document.published or "").strip().replace("Z", "+00:00")
    if len(stamp) < 10:
        return None
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return None
    source = source_of(document)
    if source.stamps == "utc" and moment.tzinfo is not None and len(stamp) > 10:
        return moment.astimezone(UTC).astimezone(ZoneInfo(source.zone)).date()
    return moment.date()
