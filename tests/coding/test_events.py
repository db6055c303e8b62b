"""Calls and the events that they give."""

from __future__ import annotations

import json
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from articles import coding
from articles.coding import codebook
from articles.coding.events import why_uncoded
from articles.ingest.export import whole
from articles.models import Country, Evidence, Fact, Meeting, Official
from articles.models.choices import Aspect, Kind, Origin, Status
from tests import factories as make

pytestmark = pytest.mark.django_db

SCHEMA = Draft202012Validator(
    json.loads(codebook.FILE.with_name("plover.schema.json").read_text("utf-8")), format_checker=FormatChecker()
)


def absolute(address: str) -> str:
    return f"https://archive.example.org{address}"


def events(meeting: Meeting) -> list[coding.Event]:
    """As a list gives them: with everything fetched beforehand."""
    found = whole(Meeting.objects.filter(pk=meeting.pk)).get()
    found.listed_facts = list(found.facts.all())
    return coding.events(found)


def records(meeting: Meeting) -> list[dict]:
    made = [coding.record(event, absolute) for event in events(meeting)]
    for said in made:
        SCHEMA.validate(json.loads(json.dumps(said)))
    return made


SON_LAMMY = [("Bùi Thanh Sơn", "VN", "foreign_minister"), ("David Lammy", "GB", "foreign_minister")]


def test_a_call_of_two(son_lammy):
    (said,) = records(son_lammy)
    assert said["id"] == f"{son_lammy.slug}.CONSULT" == "2024-12-20-united-kingdom-vietnam.CONSULT"
    assert (said["date"], "enddate" in said) == ("2024-12-20", False)
    assert (said["event"], said["mode"], said["quad_code"], said["event_scale"]) == (
        "CONSULT", "phone", "VERBAL COOPERATION", 1.5,
    )  # fmt: skip
    people = [(a["entity_name"], a["country"], a["sector_code"], a["role"]) for a in said["actor"]]
    assert people == [
        ("David Lammy", "GBR", "GOV", "foreign_minister"),
        ("Bùi Thanh Sơn", "VNM", "GOV", "foreign_minister"),
    ]
    assert said["recipient"] == []
    assert said["context"] == ["environment", "natural_resource", "migration"]
    assert said["event_text"] == "spoke by phone"
    assert said["archive"]["cameo"] == "041"
    assert said["link"] == f"https://archive.example.org/calls/{son_lammy.slug}/"
    assert {article["url"] for article in said["cite_info"]} == {
        "https://vov.example.vn/a1",
        "https://www.gov.uk/call#top",
    }
    assert "comment" not in said


def test_the_sentence_stands_where_it_says(son_lammy):
    (said,) = records(son_lammy)
    (sentence,) = said["text_info"]
    article = next(a.article for a in son_lammy.accounts.all() if a.article.source_id == sentence["article"])
    assert article.full_text[sentence["start"] : sentence["end"]] == sentence["sentence"]
    assert sentence["sentence"] == (
        "Foreign Secretary David Lammy spoke by phone with Vietnam's Bui Thanh Son on Friday 20 December 2024."
    )
    assert (sentence["publisher"], sentence["url"]) == ("GOV.UK", "https://www.gov.uk/call#top")


@pytest.mark.parametrize(
    ("kind", "parties", "cameo", "mode", "countries"),
    [
        (Kind.PHONE_CALL, ("VN", "GB"), "041", "phone", ["GBR", "VNM"]),
        (Kind.VIDEO_CALL, ("VN", "JP"), "041", "phone", ["JPN", "VNM"]),
        (Kind.IN_PERSON, ("VN", "LA"), "040", None, ["LAO", "VNM"]),  # who visited whom is not known
        (Kind.MULTILATERAL, ("DE", "FR", "GB", "US"), "040", "multilateral", ["DEU", "FRA", "GBR", "USA"]),
        (Kind.PHONE_CALL, ("VN", "EU"), "041", "phone", ["EUR", "VNM"]),
        (Kind.PHONE_CALL, ("VN", "UN"), "041", "phone", ["UNO", "VNM"]),
        (Kind.VIDEO_CALL, ("ASEAN", "US"), "041", "phone", ["IGO", "USA"]),
        (Kind.PHONE_CALL, ("XK", "RS"), "041", "phone", ["SRB", "KOS"]),
    ],
)
def test_kinds_and_parties(kind, parties, cameo, mode, countries):
    (said,) = records(make.meeting(kind=kind, parties=parties))
    assert (said["archive"]["cameo"], said.get("mode")) == (cameo, mode)
    assert [actor["country"] for actor in said["actor"]] == countries
    assert [actor["entity_name"] for actor in said["actor"]] == [None] * len(parties)


def test_a_party_without_a_code_is_said_to_have_none():
    Country.objects.create(code="SCO", slug="sco", name="Shanghai Cooperation Organisation", kind="organisation")
    (said,) = records(make.meeting(parties=("VN", "SCO")))
    sco = said["actor"][0]
    assert (sco["country"], sco["sector_code"], sco["country_name"]) == (
        None,
        None,
        "Shanghai Cooperation Organisation",
    )
    assert said["comment"] == "No code is known for SCO."


@pytest.mark.parametrize(
    ("date", "basis", "first", "last", "comment"),
    [
        ("2024-12-20", "explicit", "2024-12-20", None, None),
        ("2024-12-20", "year_from_published", "2024-12-20", None, None),
        ("2017-03-28?", "year_from_context", "2017-03-28", None, "The day is inferred."),
        ("2024-12", "explicit", "2024-12-01", "2024-12-31", "The day is not known."),
        ("2024-12-19/2024-12-20", "explicit", "2024-12-19", "2024-12-20", "The day is not known."),
    ],
)
def test_days(date, basis, first, last, comment):
    (said,) = records(make.meeting(date=date, basis=basis))
    assert (said["date"], said.get("enddate"), said.get("comment")) == (first, last, comment)
    assert (said["archive"]["date_edtf"], said["archive"]["date_basis"]) == (date, basis)


@pytest.mark.parametrize("date", ["", "2021", "[2017-03-28,2018-03-28]", "XXXX-03-28"])
def test_a_call_whose_month_is_not_known_is_not_coded(date):
    meeting = make.meeting(date=date)
    assert events(meeting) == []
    assert why_uncoded(meeting) == "undated"


@pytest.mark.parametrize(
    ("more", "reason"),
    [({"kind": ""}, "ruled_out"), ({"kind": "letter"}, "kind"), ({"parties": ("VN",)}, "one_party")],
)
def test_other_meetings_that_are_not_coded(more, reason):
    meeting = make.meeting(**{"kind": "phone_call"} | {name: value for name, value in more.items() if value})
    if more.get("kind") == "":
        meeting.kind = ""
        meeting.save()
    assert (events(meeting), why_uncoded(meeting)) == ([], reason)


VISIT = "Lê Hoài Trung invited Yvette Cooper to visit Hanoi."
BOTH = "Both ministers agreed that delegations would be exchanged more often."
AID = "Yvette Cooper promised money for wind power."
THANKS = "Yvette Cooper thanked Hanoi for its hospitality during the visit."
TRUNG_COOPER = [("Lê Hoài Trung", "VN", "foreign_minister"), ("Yvette Cooper", "GB", "foreign_minister")]


def held_out(*statements: tuple[str, str, str], people=TRUNG_COOPER, parties=("VN", "GB"), articles=1) -> Meeting:
    return make.meeting(
        date="2025-10-18",
        parties=parties,
        people=people,
        topics={"high_level_exchange": "delegations"},
        statements=statements,
        articles=[make.article(f"Number {number}.\n\n{VISIT} {BOTH} {AID} {THANKS}") for number in range(articles)],
    )


def test_an_invitation():
    meeting = held_out(("Lê Hoài Trung", "invite", VISIT))
    contact, said = records(meeting)
    assert contact["event"] == "CONSULT"
    assert said["id"] == f"{meeting.slug}.AGREE.VN"
    assert (said["event"], said["archive"]["cameo"], said["context"]) == ("AGREE", "036", ["diplomatic", "future"])
    assert [actor["entity_name"] for actor in said["actor"]] == ["Lê Hoài Trung"]
    assert [actor["entity_name"] for actor in said["recipient"]] == ["Yvette Cooper"]
    assert [sentence["sentence"] for sentence in said["text_info"]] == [VISIT]
    assert said["date"] == "2025-10-18"
    assert "event_scale" not in said
    assert "mode" not in said


def test_what_both_agreed_on_is_one_event():
    meeting = held_out(("Lê Hoài Trung", "agree", BOTH), ("Yvette Cooper", "agree", BOTH), articles=2)
    _, said = records(meeting)
    assert said["id"] == f"{meeting.slug}.AGREE.GB-VN"
    assert [actor["party"] for actor in said["actor"]] == ["GB", "VN"]
    assert said["recipient"] == []
    assert [sentence["sentence"] for sentence in said["text_info"]] == [BOTH, BOTH], "once in each article"


@pytest.mark.parametrize(
    "statement",
    [
        ("Yvette Cooper", "commit", AID),  # a promise, not of a visit
        ("Yvette Cooper", "thank", THANKS),
        ("Lê Hoài Trung", "propose", BOTH),  # asked for, not agreed on
    ],
)
def test_other_statements_are_no_promises_of_visits(statement):
    assert [said["event"] for said in records(held_out(statement))] == ["CONSULT"]


def test_a_party_may_promise_for_which_nobody_is_named():
    _, said = records(held_out(("VN", "agree", BOTH), people=()))
    assert [(actor["party"], actor["entity_name"]) for actor in said["actor"]] == [("VN", None)]
    assert [actor["party"] for actor in said["recipient"]] == ["GB"]


def test_what_an_editor_rejected_is_not_coded():
    meeting = held_out(("Lê Hoài Trung", "invite", VISIT))
    meeting.facts.filter(aspect=Aspect.STATEMENT).update(status=Status.REJECTED, published=False)
    assert [said["event"] for said in records(meeting)] == ["CONSULT"]


def test_what_the_source_no_longer_says_gives_no_sentence():
    meeting = held_out(("Lê Hoài Trung", "invite", VISIT))
    Evidence.objects.filter(fact__aspect=Aspect.STATEMENT).update(is_gone=True)
    assert [said["event"] for said in records(meeting)] == ["CONSULT"]


def test_ids_do_not_depend_on_what_else_is_coded():
    """Another statement, another topic, another article: what was there keeps its name."""
    meeting = held_out(("Lê Hoài Trung", "invite", VISIT))
    before = {said["id"] for said in records(meeting)}
    cooper = Official.objects.get(name="Yvette Cooper")
    fact = Fact.objects.create(
        meeting=meeting, aspect=Aspect.STATEMENT, key="agree|new", value="agree", official=cooper, origin=Origin.EDITOR
    )
    article = meeting.accounts.get().article
    start = article.full_text.index(BOTH)
    Evidence.objects.create(fact=fact, article=article, start=start, end=start + len(BOTH), quote=BOTH)
    after = {said["id"] for said in records(meeting)}
    assert after == before | {f"{meeting.slug}.AGREE.GB"}


def test_the_speaker_of_a_parliament_is_of_the_legislature():
    (said,) = records(make.meeting(people=[("Trần Thanh Mẫn", "VN", "parliament_speaker")]))
    assert [actor["other_sector_codes"] for actor in said["actor"]] == [[], ["LEG"]]


def test_pairs_of_a_conference():
    meeting = make.meeting(kind=Kind.MULTILATERAL, parties=("US", "DE", "FR"), initiator="US")
    pairs = [(dyad.source.code, dyad.target.code) for event in events(meeting) for dyad in coding.dyads(event)]
    assert pairs == [("DE", "FR"), ("DE", "US"), ("FR", "US")]


def test_pairs_of_an_invitation_have_a_direction():
    _, event = events(held_out(("Lê Hoài Trung", "invite", VISIT), parties=("VN", "GB", "AU")))
    found = [(dyad.source.code, dyad.target.code, dyad.is_directed) for dyad in coding.dyads(event)]
    assert found == [("VN", "AU", True), ("VN", "GB", True)]


CODES = ["AU", "ASEAN", "DE", "EU", "FR", "GB", "LA", "UN", "US", "VN"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parties=st.sets(st.sampled_from(CODES), min_size=2, max_size=6),
    speakers=st.sets(st.sampled_from(CODES), max_size=3),
)
def test_the_parties_of_the_pairs_are_those_of_the_record(parties, speakers):
    """And no two parties make two pairs of one event."""
    meeting = make.meeting(
        parties=sorted(parties),
        topics={"high_level_exchange": "delegations"},
        statements=[(code, "agree", BOTH) for code in sorted(speakers & parties)],
        articles=[make.article(BOTH)],
    )
    found = events(meeting)
    assert len(found) == 1 + bool(speakers & parties)
    for event in found:
        said, pairs = coding.record(event, absolute), list(coding.dyads(event))
        of_record = {actor["party"] for actor in [*said["actor"], *said["recipient"]]}
        assert {side.code for pair in pairs for side in (pair.source, pair.target)} == of_record == parties
        together = [frozenset((pair.source.code, pair.target.code)) for pair in pairs]
        assert len(set(together)) == len(together)
        assert set(together) <= {frozenset(pair) for pair in combinations(parties, 2)}
