"""OAI-PMH as a harvester speaks it: Sickle against a server of the tests' own, and the errors of the protocol."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch

from articles.harvesting import oai
from articles.models import Meeting, SlugRedirect
from tests import factories as make
from tests.web.conftest import english, son_lammy  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
OAI = "{http://www.openarchives.org/OAI/2.0/}"


class Local(Sickle):
    """Sickle, which would ask over the network, asks the test client."""

    def harvest(self, **arguments):
        from sickle.response import OAIResponse

        return OAIResponse(Answer(Client().get("/oai", arguments)), params=arguments)


class Answer:
    """What `requests` would give."""

    def __init__(self, response) -> None:
        assert response.status_code == 200
        assert response["Content-Type"] == "text/xml; charset=utf-8"
        self.content, self.text = response.content, response.content.decode()


@pytest.fixture
def harvester() -> Sickle:
    return Local("http://testserver/oai")


@pytest.fixture
def many(db, monkeypatch) -> list[Meeting]:
    """More calls than an answer holds, some of one moment."""
    monkeypatch.setattr(oai, "AT_ONCE", 4)
    made = [make.meeting(date=f"2023-01-{day:02}", parties=("VN", "US")) for day in range(1, 12)]
    for number, meeting in enumerate(made):
        at = datetime(2024, 1, 1 + number // 3, tzinfo=UTC)
        Meeting.objects.filter(pk=meeting.pk).update(changed_at=at)
    return made


def slugs(records) -> list[str]:
    return [record.header.identifier.rpartition(":")[2] for record in records]


def test_identify(harvester, son_lammy):  # noqa: F811
    said = harvester.Identify()
    assert said.repositoryName == "Hotline"
    assert said.protocolVersion == "2.0"
    assert said.baseURL == "http://testserver/oai"
    assert said.deletedRecord == "transient"
    assert datetime.strptime(said.earliestDatestamp, "%Y-%m-%dT%H:%M:%SZ")
    assert [found.metadataPrefix for found in harvester.ListMetadataFormats()] == ["oai_dc"]


def test_a_record_says_in_dublin_core_what_the_page_says(harvester, son_lammy):  # noqa: F811
    (record,) = harvester.ListRecords(metadataPrefix="oai_dc")
    said = record.metadata
    assert said["title"] == ["Bùi Thanh Sơn and David Lammy speak by telephone, 20 December 2024"]
    assert said["identifier"] == [f"http://testserver{son_lammy.get_absolute_url()}"]
    assert said["date"] == ["2024-12-20"]
    assert set(said["contributor"]) == {"Bùi Thanh Sơn", "David Lammy"}
    assert set(said["coverage"]) == {"Vietnam", "United Kingdom"}
    assert "Energy" in said["subject"]
    assert "https://vov.example.vn/a1" in said["source"]
    assert set(record.header.setSpecs) == {"country:VN", "country:GB"}
    one = harvester.GetRecord(identifier=record.header.identifier, metadataPrefix="oai_dc")
    assert one.metadata == said


def test_a_harvest_goes_on_until_every_record_came_once(harvester, many):
    records = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    assert slugs(records) == [meeting.slug for meeting in many]
    assert len(list(harvester.ListIdentifiers(metadataPrefix="oai_dc"))) == len(many)


def test_what_changes_during_a_harvest_comes_again_and_nothing_is_left_out(harvester, many):
    found = harvester.ListRecords(metadataPrefix="oai_dc")
    seen = [next(found) for _ in range(5)]
    Meeting.objects.filter(pk=many[0].pk).update(changed_at=datetime(2024, 6, 1, tzinfo=UTC))
    seen += list(found)
    assert set(slugs(seen)) == {meeting.slug for meeting in many}
    assert slugs(seen)[-1] == many[0].slug


@pytest.mark.parametrize(
    ("arguments", "places"),
    [
        ({"from": "2024-01-02"}, range(3, 11)),
        ({"until": "2024-01-02"}, range(6)),
        ({"from": "2024-01-02T00:00:00Z", "until": "2024-01-02T00:00:00Z"}, range(3, 6)),
        ({"from": "2024-01-02", "until": "2024-01-02", "set": "country:US"}, range(3, 6)),
    ],
)
def test_from_until_and_set_include_what_they_name(harvester, many, arguments, places):
    records = harvester.ListRecords(metadataPrefix="oai_dc", **arguments)
    assert slugs(records) == [many[place].slug for place in places]


def test_sets_are_the_countries_that_took_part(harvester, many):
    make.meeting(date="2023-02-01", parties=("VN", "GB"))
    sets = {found.setSpec: found.setName for found in harvester.ListSets()}
    assert {"country", "country:VN", "country:US", "country:GB"} == sets.keys()
    assert sets["country:GB"] == "United Kingdom"
    assert len(list(harvester.ListRecords(metadataPrefix="oai_dc", set="country:GB"))) == 1
    assert len(list(harvester.ListRecords(metadataPrefix="oai_dc", set="country"))) == 12
    with pytest.raises(NoRecordsMatch):
        list(harvester.ListRecords(metadataPrefix="oai_dc", set="country:FR"))


def test_what_is_gone_is_a_deleted_record(harvester, many):
    rejected, kept = many[0], many[1]
    Meeting.objects.filter(pk=rejected.pk).update(kind="", changed_at=datetime(2025, 1, 1, tzinfo=UTC))
    SlugRedirect.objects.create(old_slug="2023-01-02-once", meeting=kept)
    since = {"from": "2024-12-31", "metadataPrefix": "oai_dc"}
    deleted = [record for record in harvester.ListRecords(**since) if record.deleted]
    assert slugs(deleted) == [rejected.slug, "2023-01-02-once"]
    one = harvester.GetRecord(identifier=deleted[1].header.identifier, metadataPrefix="oai_dc")
    assert one.deleted


def error(**arguments) -> str:
    root = ET.fromstring(Client().get("/oai", arguments).content)
    return root.find(f"{OAI}error").get("code")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Steal"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "set": "country:GB"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "yesterday"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2025-01-01", "until": "2024-01-01"},
            "badArgument",
        ),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2024-01-01", "until": "2025-01-01T00:00:00Z"},
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2999-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "topic:energy"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "forged"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:elsewhere:x"}, "idDoesNotExist"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "\x00\x08"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "none"}, "idDoesNotExist"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
    ],
)
def test_errors_are_those_of_the_protocol(son_lammy, arguments, code):  # noqa: F811
    assert error(**arguments) == code


def test_requests_may_come_by_post(client, son_lammy):  # noqa: F811
    asked = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    posted, got = Client(enforce_csrf_checks=True).post("/oai", asked), client.get("/oai", asked)
    without_time = [r.content.replace(ET.fromstring(r.content)[0].text.encode(), b"") for r in (posted, got)]
    assert without_time[0] == without_time[1]
    assert client.put("/oai").status_code == 405


def test_control_characters_do_not_break_the_answer(client, db):
    article = make.article("Call", title="A \x0b title\ufffe", url="https://example.org/\x01")
    make.meeting(articles=[article])
    assert ET.fromstring(client.get("/oai", {"verb": "ListRecords", "metadataPrefix": "oai_dc"}).content)


def test_an_answer_costs_the_same_however_many_records(client, many, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(oai, "AT_ONCE", 100)
    with django_assert_max_num_queries(9):
        client.get("/oai", {"verb": "ListRecords", "metadataPrefix": "oai_dc"})


def test_a_call_that_changes_gets_a_new_datestamp(son_lammy):  # noqa: F811
    assert oai.earliest() - timedelta(seconds=1) < son_lammy.changed_at
