"""Who published a document and on which day, by the clock of the publisher."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from .facts import Document
from .lexicon import FOLDER, load
from .timewords import FIRST_YEAR, LAST_YEAR

DAY_LENGTH = len("2021-04-08")
_MONTH = re.compile(r"\s*(\d{4})(?:-(\d\d))?\s*$")


@dataclass(frozen=True, slots=True)
class Source:
    """A publisher. `home`: whose officials it names without a country; `stamps`: "utc" or "local".

    `official`: a government's own, which names its leaders by their office alone.
    `morning`: what it publishes before that hour without a day word tells of the day before.
    `address`: a pattern whose groups are year, month, day, hour and minute in an address.
    """

    home: str = ""
    official: bool = False
    zone: str = "UTC"
    stamps: str = "local"
    morning: int = 0
    address: str = ""


@cache
def sources() -> dict[str, Source]:
    return {host: Source(**entry) for host, entry in load(FOLDER / "sources.toml").items()}


def source_of(document: Document) -> Source:
    """The publisher of an address, by its host or the longest part of it that is known."""
    labels = _host(document.url).split(".")
    for start in range(len(labels)):
        source = sources().get(".".join(labels[start:]))
        if source:
            return source
    return Source()


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "") if url.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""


def report_moment(document: Document) -> tuple[date, int | None] | None:
    """The day and, if given, the hour of publication where the publisher is; None if no day is given ("2021-04").

    A year outside 1990-2100 is a database's empty or greatest value, no day of publication.
    """
    source = source_of(document)
    found = re.search(source.address, document.url) if source.address else None
    moment = (found and _in_address(*map(int, found.groups()))) or _stamped(document.published or "", source)
    return moment if moment and FIRST_YEAR <= moment[0].year <= LAST_YEAR else None


def _in_address(year: int, month: int, day: int, hour: int, minute: int) -> tuple[date, int | None] | None:
    try:
        moment = datetime(year + 2000 if year < 100 else year, month, day, hour, minute)
    except ValueError:
        return None
    return moment.date(), moment.hour


def _stamped(published: str, source: Source) -> tuple[date, int | None] | None:
    stamp = published.strip().replace("Z", "+00:00")
    if len(stamp) < DAY_LENGTH:
        return None
    try:
        moment = datetime.fromisoformat(stamp)
        if len(stamp) == DAY_LENGTH:
            return moment.date(), None
        if source.stamps == "utc" and moment.tzinfo is not None:
            moment = moment.astimezone(UTC).astimezone(ZoneInfo(source.zone))
        return moment.date(), moment.hour
    except (ValueError, OverflowError):
        return None


def report_day(document: Document) -> date | None:
    """The day of publication where the publisher is; None if no day is given."""
    moment = report_moment(document)
    return moment[0] if moment else None


def report_month(document: Document) -> tuple[int, int | None] | None:
    """The year and the month of a stamp without a day: "2021-04", "2021"."""
    found = _MONTH.match(document.published or "")
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR or not 1 <= int(found[2] or 1) <= 12:
        return None
    return int(found[1]), int(found[2]) if found[2] else None
