"""Two parties: what their page counts, and by which rule."""

import pytest

from articles import index
from articles.models import Country, Evidence, Fact, Meeting
from articles.models.choices import Kind
from articles.relationship import Relationship
from tests import factories

pytestmark = pytest.mark.django_db

VISIT = "Lê Hoài Trung invited Yvette Cooper to visit Hanoi."
PLEDGE = "Yvette Cooper promised that delegations would be exchanged more often."
AID = "Yvette Cooper promised money for wind power."


@pytest.fixture
def pair() -> Relationship:
    article = factories.article(
        f"{VISIT} {PLEDGE} {AID} Both named the Strategic Partnership.", publisher="Hotline sample"
    )
    factories.meeting(date="2021-04-08", kind=Kind.MULTILATERAL, parties=("ASEAN", "VN", "GB"), topics=["energy"])
    factories.meeting(
        date="2024-12-20",
        people=[("Bùi Thanh Sơn", "VN", "foreign_minister"), ("David Lammy", "GB", "foreign_minister")],
        topics=["energy"],
        agreements=["Strategic Partnership"],
    )
    factories.meeting(
        date="2025-10-18",
        people=[("Lê Hoài Trung", "VN", "foreign_minister"), ("Yvette Cooper", "GB", "foreign_minister")],
        topics={"high_level_exchange": "delegations"},
        agreements={"Strategic Partnership": "Strategic Partnership"},
        statements=[
            ("Lê Hoài Trung", "invite", VISIT),
            ("Yvette Cooper", "commit", PLEDGE),
            ("Yvette Cooper", "commit", AID),
        ],
        articles=[article],
    )
    factories.meeting(date="XXXX-03-28")
    factories.meeting(date="2025-11-01", parties=("VN", "US"))
    return Relationship(*Country.objects.filter(pk__in=["GB", "VN"]))


def test_home_country_comes_first(pair):
    assert (pair.one.pk, pair.other.pk) == ("VN", "GB")


def test_counting_rule(pair):
    """The heading counts calls of the two alone; a conference is counted, and counted apart."""
    assert pair.calls == 2 + 1, "the undated one counts, though it is on no axis"
    tallies = {tally.kind: (tally.between_two, tally.with_others) for tally in pair.tallies}
    assert tallies == {Kind.PHONE_CALL: (3, 0), Kind.MULTILATERAL: (0, 1)}
    assert pair.undated == 1
    assert pair.last_call.date_edtf == "2025-10-18"


def test_silences_are_between_neighbours_and_long(pair):
    assert [(s.days, s.since.date_edtf, s.until.date_edtf) for s in pair.silences] == [
        (1352, "2021-04-08", "2024-12-20"),
        (302, "2024-12-20", "2025-10-18"),
    ]


def test_every_dated_contact_is_on_the_axis(pair):
    assert [mark.contacts[0].date_edtf for mark in pair.axis.marks] == ["2021-04-08", "2024-12-20", "2025-10-18"]


def test_who_spoke_at_what_level(pair):
    (level,) = pair.levels
    assert level.role == "foreign_minister"
    assert [speaker.official.name for speaker in level.one.shown] == ["Bùi Thanh Sơn", "Lê Hoài Trung"]
    assert [speaker.official.name for speaker in level.other.shown] == ["David Lammy", "Yvette Cooper"]


def test_long_lists_are_cut(pair):
    for number in range(1, 15):
        factories.meeting(
            date=f"2022-01-{number:02}",
            people=[(f"Minister {number}", "GB", "other_minister")],
            agreements=[f"Plan {number} {letter}" for letter in "abc"],
        )
    again = Relationship(pair.one, pair.other)
    level = next(level for level in again.levels if level.role == "other_minister")
    assert (len(level.other.shown), level.other.more) == (8, 6)
    assert len(again.agreements) == 30
    assert "Strategic Partnership" in {str(named.agreement) for named in again.agreements}, "named most often"


def test_topics_lead_to_the_contacts_of_both(pair):
    energy = pair.topics.lines[0]
    assert [cell.count for cell in energy.cells] == [1, 0, 0, 1, 0]
    assert energy.cells[0].address == "/calls/?country=vn&country=gb&all=country&topic=energy&year=2021"


def test_agreements_first_and_last_named(pair):
    (named,) = pair.agreements
    assert (named.first.date_edtf, named.last.date_edtf, named.contacts) == ("2024-12-20", "2025-10-18", 2)


def test_promises_are_invitations_and_what_was_said_of_visits(pair):
    """Money for wind power is a promise too, but not of a visit."""
    assert [[str(sentence) for sentence in promise.sentences] for promise in pair.promises] == [[VISIT], [PLEDGE]]
    assert {promise.followed_by for promise in pair.promises} == {None}


def test_promise_of_two_is_told_once(pair):
    """What both agreed on is one promise of two people, in whatever number of articles."""
    english, other = "Both agreed to visit each other.", "Hai bên nhất trí thăm nhau."
    articles = [factories.article(english), factories.article(other, language="vi")]
    factories.meeting(
        date="2026-05-05",
        people=[("Lê Hoài Trung", "VN", "foreign_minister"), ("Yvette Cooper", "GB", "foreign_minister")],
        topics={"high_level_exchange": "visit"},
        statements=[(who, "agree", said) for who in ("Lê Hoài Trung", "Yvette Cooper") for said in (english, other)],
        articles=articles,
    )
    Evidence.objects.create(
        fact=Fact.objects.get(meeting__date_edtf="2026-05-05", aspect="topic"),
        article=articles[1],
        start=18,
        end=22,
        quote="thăm",
    )
    newest = Relationship(pair.one, pair.other).promises[0]
    assert [str(speaker) for speaker in newest.speakers] == ["Lê Hoài Trung", "Yvette Cooper"]
    assert [str(sentence) for sentence in newest.sentences] == [english, other]


def test_promise_is_followed_by_the_first_meeting_in_person_after_it(pair):
    factories.meeting(date="2025-09-01", kind=Kind.IN_PERSON)
    factories.meeting(date="2026-01-15", kind=Kind.PHONE_CALL)
    factories.meeting(date="2026-02-01", kind=Kind.IN_PERSON)
    factories.meeting(date="2026-03-01", kind=Kind.IN_PERSON)
    again = Relationship(pair.one, pair.other)
    assert {promise.followed_by.date_edtf for promise in again.promises} == {"2026-02-01"}


def test_a_promise_of_long_ago_is_found(pair, monkeypatch):
    """Promises are looked for among the newest contacts first, and then among all the others."""
    monkeypatch.setattr("articles.relationship._PART", 1)
    for number in range(1, 9):
        factories.meeting(date=f"2026-01-{number:02}")
    assert [promise.meeting.date_edtf for promise in Relationship(pair.one, pair.other).promises] == ["2025-10-18"] * 2


@pytest.mark.parametrize(
    "words",
    [
        "Vietnam and the United Kingdom",
        "3 calls of the two alone",
        "18 October 2025",
        "1,352 days",
        "1 contact of unknown year is not on the axis",
        "the two alone",
        "A contact counts once, however many articles report it",
        "Invitations and visits promised",
        VISIT,
        "No meeting in person after it is on record",
        "First named",
    ],
)
def test_page_says(client, pair, words):
    assert words in client.get("/countries/gb/vn/").content.decode()


def test_pair_that_never_spoke(client, pair):
    page = client.get("/countries/gb/us/").content.decode()
    assert "No contact between the two is on record" in page
    assert "/countries/us/" in page


def test_queries_stay_the_same_however_many_contacts(client, pair, django_assert_num_queries):
    index.current()  # a server reads the archive once
    with django_assert_num_queries(QUERIES):
        client.get("/countries/gb/vn/")
    for number in range(1, 20):
        factories.meeting(
            date=f"2022-01-{number:02}",
            people=[(f"Minister {number}", "GB", "other_minister")],
            agreements=[f"Plan {number}"],
            statements=[(f"Minister {number}", "invite", f"Minister {number} invited the others.")],
        )
    index.current()
    with django_assert_num_queries(QUERIES):
        client.get("/countries/gb/vn/")


QUERIES = 16


def test_page_of_a_long_friendship_stays_small(client, pair):
    for year in range(1990, 2020):
        for month in range(1, 13):
            factories.meeting(date=f"{year}-{month:02}-05", topics=["energy"])
    assert Meeting.objects.count() > 300
    page = client.get("/countries/gb/vn/").content.decode()
    assert len(page) < 100_000
    assert "&amp;from=1995&amp;to=1995" in page
    assert "1995: 12 contacts" in page
