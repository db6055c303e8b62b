"""The answers of OAI-PMH as XML, and a call in unqualified Dublin Core."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from django.conf import settings
from django.utils import timezone

from articles import wording
from articles.models import Country, Meeting
from articles.xml import legal

from . import oai
from .oai import OaiError, Record

OAI = "http://www.openarchives.org/OAI/2.0/"
DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMAS = {OAI: f"{OAI}OAI-PMH.xsd", OAI_DC: "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"}
ET.register_namespace("oai_dc", OAI_DC)
ET.register_namespace("", OAI)
ET.register_namespace("dc", DC)
ET.register_namespace("xsi", XSI)

Absolute = Callable[[str], str]


def answer(params, base: str, absolute: Absolute) -> bytes:
    """The whole answer to a request. `base` is the address of the door itself, without arguments."""
    root = ET.Element(f"{{{OAI}}}OAI-PMH", {f"{{{XSI}}}schemaLocation": f"{OAI} {_SCHEMAS[OAI]}"})
    _add(root, "responseDate", _time(timezone.now()))
    try:
        said = oai.arguments(params)
        # The protocol has the arguments repeated where they can be understood.
        request = _add(root, "request", base, **said)
        body = ET.Element(f"{{{OAI}}}{said['verb']}")
        try:
            _VERBS[said["verb"]](body, said, base, absolute)
        except OaiError as error:
            if error.code in ("badArgument", "badVerb"):
                request.attrib.clear()
            raise
        root.append(body)
    except OaiError as error:
        if root.find(f"{{{OAI}}}request") is None:
            _add(root, "request", base)
        _add(root, "error", error.message, code=error.code)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _identify(body: ET.Element, said: Mapping[str, str], base: str, absolute: Absolute) -> None:
    _add(body, "repositoryName", settings.ARCHIVE_TITLE)
    _add(body, "baseURL", base)
    _add(body, "protocolVersion", "2.0")
    _add(body, "adminEmail", settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">"))
    _add(body, "earliestDatestamp", _time(oai.earliest()))
    _add(body, "deletedRecord", "transient")
    _add(body, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def _formats(body: ET.Element, said: Mapping[str, str], base: str, absolute: Absolute) -> None:
    if "identifier" in said:
        oai.record(said["identifier"])
    described = _add(body, "metadataFormat")
    _add(described, "metadataPrefix", oai.PREFIX)
    _add(described, "schema", _SCHEMAS[OAI_DC])
    _add(described, "metadataNamespace", OAI_DC)


def _sets(body: ET.Element, said: Mapping[str, str], base: str, absolute: Absolute) -> None:
    if "resumptionToken" in said:
        raise OaiError("badResumptionToken", "The list of sets comes in one piece.")
    spec = _add(body, "set")
    _add(spec, "setSpec", oai.SET)
    _add(spec, "setName", "Calls by the countries and organisations that took part")
    named = Country.objects.filter(facts__aspect="party", facts__published=True).distinct().order_by("code")
    for country in named:
        spec = _add(body, "set")
        _add(spec, "setSpec", f"{oai.SET}:{country.code}")
        _add(spec, "setName", country.name)


def _one(body: ET.Element, said: Mapping[str, str], base: str, absolute: Absolute) -> None:
    _record(body, oai.record(said["identifier"]), absolute)


def _list(body: ET.Element, said: Mapping[str, str], base: str, absolute: Absolute) -> None:
    portion = oai.portion(said)
    for record in portion.records:
        if said["verb"] == "ListRecords":
            _record(body, record, absolute)
        else:
            _header(body, record)
    if portion.token or not portion.is_first:
        _add(body, "resumptionToken", portion.token)


_VERBS = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _one,
    "ListIdentifiers": _list,
    "ListRecords": _list,
}


def _record(parent: ET.Element, record: Record, absolute: Absolute) -> None:
    made = _add(parent, "record")
    _header(made, record)
    if record.meeting:
        _add(made, "metadata").append(_dublin_core(record.meeting, absolute))


def _header(parent: ET.Element, record: Record) -> None:
    header = _add(parent, "header", **({} if record.meeting else {"status": "deleted"}))
    _add(header, "identifier", oai.identifier(record.slug))
    _add(header, "datestamp", _time(record.at))
    for code in record.sets:
        _add(header, "setSpec", f"{oai.SET}:{code}")


def _dublin_core(meeting: Meeting, absolute: Absolute) -> ET.Element:
    """Unqualified Dublin Core; `date` is the day of the contact, EDTF where it is not beyond doubt."""
    articles = [account.article for account in meeting.accounts.all()]
    said = [
        ("title", f"{wording.title(meeting)}, {wording.date_in_words(meeting.date_edtf)}"),
        ("identifier", absolute(meeting.get_absolute_url())),
        ("type", "Event"),
        ("type", meeting.get_kind_display()),
        ("date", meeting.date_edtf),
        *(("contributor", str(fact.official)) for fact in meeting.participants),
        *(("coverage", str(country)) for country in meeting.parties),
        *(("subject", str(fact.topic)) for fact in meeting.topics),
        *(("relation", str(fact.agreement)) for fact in meeting.agreements),
        *(("source", article.url or wording.source_name(article)) for article in articles),
        ("publisher", settings.ARCHIVE_TITLE),
        ("rights", settings.ARCHIVE_LICENCE),
    ]
    made = ET.Element(f"{{{OAI_DC}}}dc", {f"{{{XSI}}}schemaLocation": f"{OAI_DC} {_SCHEMAS[OAI_DC]}"})
    for name, words in said:
        if words:
            ET.SubElement(made, f"{{{DC}}}{name}").text = legal(str(words))
    return made


def _add(parent: ET.Element, name: str, words: str = "", **attributes: str) -> ET.Element:
    made = ET.SubElement(parent, f"{{{OAI}}}{name}", {key: legal(value) for key, value in attributes.items()})
    made.text = legal(words) or None
    return made


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
