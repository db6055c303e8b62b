"""Linked data as other programs read it: every page's JSON-LD by rdflib, against the terms that schema.org has."""

import json
import re
from html.parser import HTMLParser

import jsonschema
import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SDO

from articles.linked.schema import EDTF
from articles.models import Official, Tenure
from tests import factories as make
from tests.web.conftest import archive, english, son_lammy  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
HERE = "http://testserver"
PAGES = [
    "/", "/calls/", "/calls/?country=gb", "/countries/", "/countries/gb/", "/countries/gb/vn/", "/officials/",
    "/officials/david-lammy/", "/agreements/", "/topics/", "/topics/energy/", "/timeline/", "/map/", "/network/",
    "/about/", "/data/", "/feeds/", "/search/?q=lammy",
]  # fmt: skip


class Scripts(HTMLParser):
    """What stands in the elements of type JSON-LD, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside, self.found = False, []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"

    def handle_data(self, data):
        if self.inside:
            self.found.append(json.loads(data))
            self.inside = False


def graph_of(client, address: str) -> Graph:
    response = client.get(address)
    assert response.status_code == 200
    (said,) = Scripts(response.content.decode()).found
    assert said.pop("@context") == "https://schema.org"
    # The published context would be fetched; for names that it has it comes to this.
    said["@context"] = {
        "@vocab": str(SDO),
        **{name: {"@type": "@id"} for name in ("url", "actionStatus", "contentUrl")},
    }
    graph = Graph()
    graph.parse(data=json.dumps(said), format="json-ld")
    assert len(graph)
    return graph


def is_term(uri: URIRef) -> bool:
    return str(uri).startswith(str(SDO)) and str(uri).removeprefix(str(SDO)) in SDO


def check(graph: Graph) -> None:
    """Every class and property is schema.org's, and every node that is told of has a class."""
    for subject, predicate, value in graph:
        if predicate == RDF.type:
            assert is_term(value), value
        elif not str(predicate).endswith("query-input"):  # an annotation of search engines, no term
            assert is_term(predicate), predicate
        assert (subject, RDF.type, None) in graph, subject


@pytest.mark.parametrize("address", PAGES)
def test_every_page_says_what_it_is(client, archive, address):  # noqa: F811
    check(graph_of(client, address))


def names(graph: Graph, subject: URIRef, term) -> set[str]:
    return {str(graph.value(node, SDO.name)) for node in graph.objects(subject, term)}


def test_a_call_is_an_act_of_communication(client, son_lammy):  # noqa: F811
    graph = graph_of(client, son_lammy.get_absolute_url())
    check(graph)
    call = URIRef(HERE + son_lammy.get_absolute_url())
    assert (call, RDF.type, SDO.CommunicateAction) in graph
    assert names(graph, call, SDO.agent) == {"Bùi Thanh Sơn", "David Lammy"}
    assert names(graph, call, SDO.instrument) == {"telephone"}
    assert str(graph.value(call, SDO.startTime)) == "2024-12-20"
    assert {"Energy", "Just Energy Transition Partnership"} <= names(graph, call, SDO.about)
    articles = list(graph.objects(call, SDO.subjectOf))
    assert {str(graph.value(article, SDO.isBasedOn)) for article in articles} == {
        "https://vov.example.vn/a1",
        "https://www.gov.uk/call#top",
    }
    lammy = URIRef(f"{HERE}/officials/david-lammy/")
    assert (lammy, RDF.type, SDO.Person) in graph
    assert str(graph.value(lammy, SDO.jobTitle)) == "Foreign minister"


def test_who_asked_for_the_call_is_its_agent(client, db):
    people = [("Tô Lâm", "VN", "party_leader"), ("Donald Trump", "US", "head_of_state")]
    call = make.meeting(people=people, parties=("VN", "US"), initiator="VN", articles=[make.article("A call")])
    graph = graph_of(client, call.get_absolute_url())
    node = URIRef(HERE + call.get_absolute_url())
    assert names(graph, node, SDO.agent) == {"Tô Lâm"}
    assert names(graph, node, SDO.participant) == {"Donald Trump"}


def test_a_party_without_a_name_is_its_government(client, db):
    call = make.meeting(parties=("VN", "EU"), articles=[make.article("A call")])
    graph = graph_of(client, call.get_absolute_url())
    kinds = {str(graph.value(node, SDO.name)): graph.value(node, RDF.type) for node in graph.objects(None, SDO.agent)}
    assert kinds == {"Vietnam": SDO.GovernmentOrganization, "European Union": SDO.Organization}


@pytest.mark.parametrize("edtf", ["2024-12-20?", "XXXX-12-20", "[2023-12-20,2024-12-20]"])
def test_a_doubtful_day_is_no_day_of_the_calendar(client, db, edtf):
    call = make.meeting(date=edtf, articles=[make.article("A call")])
    graph = graph_of(client, call.get_absolute_url())
    value = graph.value(URIRef(HERE + call.get_absolute_url()), SDO.startTime)
    assert value == Literal(edtf, datatype=URIRef(EDTF))


def test_text_cannot_end_the_script(client, db):
    article = make.article("A call", title="</script><script>alert(1)</script> & <!--")
    make.meeting(articles=[article])
    page = client.get(article.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    (said,) = Scripts(page).found
    assert said["headline"] == article.title


def office(name: str, code: str, role: str, since: str, until: str = "", **more) -> Official:
    person = make.official(name, code, aliases=[name.upper()])
    Tenure.objects.create(official=person, country=person.country, role=role, since=since, until=until, **more)
    make.meeting(people=[(name, code, role)], parties=("VN", code))
    return person


def test_offices_have_their_days(client, db):
    person = office("David Lammy", "GB", "foreign_minister", "2024-07-05", "2025-09", title="Foreign Secretary")
    graph = graph_of(client, person.get_absolute_url())
    check(graph)
    (role,) = graph.objects(URIRef(HERE + person.get_absolute_url()), SDO.hasOccupation)
    assert (role, RDF.type, SDO.Role) in graph
    assert str(graph.value(role, SDO.startDate)) == "2024-07-05"
    assert str(graph.value(role, SDO.endDate)) == "2025-09"
    assert names(graph, role, SDO.hasOccupation) == {"Foreign Secretary"}


# The parts of Popolo's schemas (popoloproject.com) that these records use, in our words.
DATE = {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}){0,2}$"}
LINK = {"type": "object", "required": ["url"], "properties": {"url": {"type": "string", "format": "uri"}, "note": {}}}
NAME = {
    "type": "object", "required": ["name"],
    "properties": {"name": {"type": "string"}, "start_date": DATE, "end_date": DATE, "note": {"type": "string"}},
}  # fmt: skip


def record(required: list[str], **members) -> dict:
    text = {"type": "string", "minLength": 1}
    properties = {name: text if said is str else said for name, said in members.items()}
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def several(schema: dict) -> dict:
    return {"type": "array", "items": schema}


POPOLO = {
    "type": "object",
    "required": ["persons", "organizations", "posts", "memberships"],
    "properties": {
        "persons": several(
            record(
                ["id", "name"], id=str, name=str, family_name=str, gender=str, other_names=several(NAME),
                links=several(LINK),
            )
        ),
        "organizations": several(
            record(
                ["id", "name"], id=str, name=str, classification=str, other_names=several(NAME), links=several(LINK),
                identifiers=several(record(["identifier"], scheme=str, identifier=str)),
            )
        ),
        "posts": several(record(["organization_id"], id=str, label=str, role=str, organization_id=str)),
        "memberships": several(
            record(
                ["id", "person_id", "organization_id", "post_id"], id=str, label=str, role=str, person_id=str,
                organization_id=str, post_id=str, start_date=DATE, end_date=DATE, sources=several(LINK),
            )
        ),
    },
}  # fmt: skip


def popolo(client, address: str) -> dict:
    response = client.get(address)
    assert response.status_code == 200
    said = json.loads(response.content)
    jsonschema.validate(said, POPOLO, format_checker=jsonschema.FormatChecker())
    ids = {kind: {one["id"] for one in records} for kind, records in said.items()}
    assert all(len(ids[kind]) == len(said[kind]) for kind in said), "an id is there twice"
    for membership in said["memberships"]:
        assert membership["person_id"] in ids["persons"]
        assert membership["organization_id"] in ids["organizations"]
        assert membership["post_id"] in ids["posts"]
    for post in said["posts"]:
        assert post["organization_id"] in ids["organizations"]
    return said


def test_an_official_in_popolo(client, db):
    person = office("David Lammy", "GB", "foreign_minister", "2024-07-05", "2025-09-05?", title="Foreign Secretary")
    office("Somebody Else", "GB", "foreign_minister", "2021~")
    said = popolo(client, f"{person.get_absolute_url()}popolo.json")
    assert [one["name"] for one in said["persons"]] == ["David Lammy"]
    assert said["persons"][0]["other_names"] == [{"name": "DAVID LAMMY"}]
    (membership,) = said["memberships"]
    assert (membership["start_date"], membership["end_date"]) == ("2024-07-05", "2025-09-05")
    assert said["posts"] == [
        {
            "id": "GB/foreign_minister",
            "label": "Foreign minister, United Kingdom",
            "role": "Foreign minister",
            "organization_id": "GB",
        }
    ]


def test_all_officials_in_popolo(client, db):
    office("David Lammy", "GB", "foreign_minister", "2024-07-05")
    office("Keir Starmer", "GB", "head_of_government", "2024-07-05")
    assert {one["name"] for one in popolo(client, "/officials.popolo.json")["persons"]} == {
        "David Lammy",
        "Keir Starmer",
    }
    assert [one["name"] for one in popolo(client, "/officials.popolo.json?q=lammy")["persons"]] == ["David Lammy"]
    links = re.findall(r'href="([^"]*popolo[^"]*)"', client.get("/officials/?q=lammy").content.decode())
    assert links == ["/officials.popolo.json?q=lammy"]
    assert client.get("/officials/nobody/popolo.json").status_code == 404
