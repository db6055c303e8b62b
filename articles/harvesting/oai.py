"""OAI-PMH 2.0 (openarchives.org/OAI/openarchivesprotocol.html): calls as records in Dublin Core, for harvesters.

A record's identifier is `oai:<host>:<slug>`. Its sets are the countries that took part. What is no longer there (a
call that was rejected, or whose address moved when calls were joined) is a deleted record; the archive keeps those as
long as it keeps the rows, so the policy is "transient".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.db.models import Exists, Min, OuterRef, Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models import Country, Fact, Meeting, SlugRedirect
from articles.models.choices import Aspect

AT_ONCE = 100  # records in an answer
PREFIX = "oai_dc"
SET = "country"
_SALT = "articles.oai"
_ALLOWED = {
    "Identify": (),
    "ListMetadataFormats": ("identifier",),
    "ListSets": ("resumptionToken",),
    "GetRecord": ("identifier", "metadataPrefix"),
    "ListIdentifiers": ("from", "until", "metadataPrefix", "set", "resumptionToken"),
    "ListRecords": ("from", "until", "metadataPrefix", "set", "resumptionToken"),
}
_NEEDED = {"GetRecord": ("identifier", "metadataPrefix")}


class OaiError(Exception):
    """Raised with one of the protocol's codes ("badArgument") and what is wrong."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True)
class Record:
    """`meeting` is None for a deleted one; `sets` are codes of countries."""

    slug: str
    at: datetime
    sets: tuple[str, ...]
    meeting: Meeting | None


@dataclass(frozen=True, slots=True)
class Portion:
    """Some records of a list and the token for the next ones, empty at the end."""

    records: list[Record]
    token: str
    is_first: bool


def arguments(params: QueryDict) -> dict[str, str]:
    """The request's arguments, `verb` among them. Raises OaiError for what the protocol does not allow."""
    verb = params.get("verb", "")
    if verb not in _ALLOWED or len(params.getlist("verb")) > 1:
        raise OaiError("badVerb", f"The verb is one of {', '.join(_ALLOWED)}, once.")
    said = {}
    for name, values in params.lists():
        if name == "verb":
            continue
        if name not in _ALLOWED[verb]:
            raise OaiError("badArgument", f"{verb} takes no “{name}”.")
        if len(values) > 1:
            raise OaiError("badArgument", f"“{name}” is there more than once.")
        said[name] = values[0]
    if "resumptionToken" in said and len(said) > 1:
        raise OaiError("badArgument", "A resumptionToken stands alone.")
    missing = [name for name in _NEEDED.get(verb, ()) if name not in said]
    if verb in ("ListIdentifiers", "ListRecords") and not {"metadataPrefix", "resumptionToken"} & said.keys():
        missing = ["metadataPrefix"]
    if missing:
        raise OaiError("badArgument", f"{verb} needs “{missing[0]}”.")
    if said.get("metadataPrefix", PREFIX) != PREFIX:
        raise OaiError("cannotDisseminateFormat", f"Records come as {PREFIX} alone.")
    return {"verb": verb, **said}


def host() -> str:
    return urlsplit(settings.ARCHIVE_URL).hostname or "localhost"


def identifier(slug: str) -> str:
    return f"oai:{host()}:{slug}"


def record(name: str) -> Record:
    """The record of an identifier, a deleted one included."""
    slug = name.removeprefix(identifier(""))
    if slug != name:
        meetings = Meeting.objects.for_page().filter(slug=slug)
        for found in (_calls(meetings), _moved(SlugRedirect.objects.filter(old_slug=slug, meeting__isnull=False))):
            for one in found:
                return one
    raise OaiError("idDoesNotExist", f"There is no record “{name}”.")


def earliest() -> datetime:
    """Nothing has an earlier datestamp."""
    stamps = Meeting.objects.aggregate(at=Min("changed_at"))["at"], SlugRedirect.objects.aggregate(at=Min("at"))["at"]
    return min((at for at in stamps if at), default=timezone.now())


def portion(said: Mapping[str, str]) -> Portion:
    """The first or the next records that are asked for, the oldest datestamps first."""
    state = _resumed(said["resumptionToken"]) if "resumptionToken" in said else _begun(said)
    records: list[Record] = []
    after, stage = state["after"], state["stage"]
    while stage < len(_STAGES) and len(records) < AT_ONCE:
        rows = _STAGES[stage](state, after, AT_ONCE - len(records))
        records += [one for one, _place in rows]
        if len(records) < AT_ONCE:
            stage, after = stage + 1, None
        else:
            after = rows[-1][1]
    if not records:
        raise OaiError("noRecordsMatch", "No record has such a datestamp and set.")
    has_more = stage < len(_STAGES) and any(
        _STAGES[later](state, after if later == stage else None, 1) for later in range(stage, len(_STAGES))
    )
    token = signing.dumps(state | {"stage": stage, "after": after}, salt=_SALT, compress=True) if has_more else ""
    return Portion(records, token, "resumptionToken" not in said)


def _begun(said: Mapping[str, str]) -> dict[str, Any]:
    begin, end = _stamp(said, "from"), _stamp(said, "until")
    if begin and end and len(said["from"]) != len(said["until"]):
        raise OaiError("badArgument", "“from” and “until” are of different granularity.")
    if begin and end and begin > end:
        raise OaiError("badArgument", "“from” is later than “until”.")
    if end:
        end += timedelta(days=1) if len(said["until"]) == 10 else timedelta(seconds=1)  # what is given is included
    code = ""
    if "set" in said:
        kind, _, code = said["set"].partition(":")
        if kind != SET or (code and not Country.objects.filter(code=code).exists()):
            raise OaiError("noRecordsMatch", f"There is no set “{said['set']}”.")
    return {
        "from": begin.isoformat() if begin else None,
        "until": end.isoformat() if end else None,
        "set": code,
        "stage": 0,
        "after": None,
    }


def _stamp(said: Mapping[str, str], name: str) -> datetime | None:
    """A UTC day or a second, as the protocol writes them."""
    text = said.get(name)
    if text is None:
        return None
    try:
        if len(text) == 10:
            return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise OaiError("badArgument", f"“{name}” is neither a day nor a second in UTC: {text}") from None


def _resumed(token: str) -> dict[str, Any]:
    try:
        return signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise OaiError("badResumptionToken", "This token was not given out by this archive.") from None


def _within(field: str, state: Mapping[str, Any], after: list | None) -> Q:
    condition = Q()
    if state["from"]:
        condition &= Q(**{f"{field}__gte": parse_datetime(state["from"])})
    if state["until"]:
        condition &= Q(**{f"{field}__lt": parse_datetime(state["until"])})
    if after:
        at, pk = parse_datetime(after[0]), after[1]
        condition &= Q(**{f"{field}__gt": at}) | Q(**{field: at, "pk__gt": pk})
    return condition


def _of_set(state: Mapping[str, Any], meeting: str) -> Q:
    facts = Fact.objects.published().of(Aspect.PARTY).filter(meeting=OuterRef(meeting), country=state["set"])
    return Q(Exists(facts)) if state["set"] else Q()


Rows = list[tuple[Record, list]]


def _stored(state: Mapping[str, Any], after: list | None, most: int) -> Rows:
    """Calls, those that were rejected among them."""
    meetings = Meeting.objects.for_page().filter(_within("changed_at", state, after), _of_set(state, "pk"))
    rows = list(meetings.defer("search_text").order_by("changed_at", "pk")[:most])
    return [(one, [row.changed_at.isoformat(), row.pk]) for row, one in zip(rows, _calls(rows), strict=True)]


def _gone(state: Mapping[str, Any], after: list | None, most: int) -> Rows:
    """Addresses that calls once had."""
    redirects = SlugRedirect.objects.filter(
        _within("at", state, after), _of_set(state, "meeting"), meeting__isnull=False
    )
    rows = list(redirects.order_by("at", "pk")[:most])
    return [(one, [row.at.isoformat(), row.pk]) for row, one in zip(rows, _moved(rows), strict=True)]


_STAGES: tuple[Callable[[Mapping[str, Any], list | None, int], Rows], ...] = (_stored, _gone)


def _calls(meetings) -> Iterator[Record]:
    for meeting in meetings:
        sets = tuple(sorted(country.code for country in meeting.parties))
        yield Record(meeting.slug, meeting.changed_at, sets, meeting if meeting.kind else None)


def _moved(redirects) -> Iterator[Record]:
    for redirect in redirects:
        yield Record(redirect.old_slug, redirect.at, (), None)
