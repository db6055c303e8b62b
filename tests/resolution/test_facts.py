"""What a meeting's facts are, from all accounts and the rulings on them."""

import pytest

from articles.extraction.facts import Account, Agreement, Coded, ContactDate, Participant, Statement, Support
from articles.resolution import FactRuling, People, Sighting, resolve
from articles.resolution.facts import statement_key

from .accounts import account, sighting

A, B = ("a", 0), ("b", 0)


def said(plan, aspect):
    return {(fact.key, fact.origin, fact.status, fact.published) for fact in plan.facts if fact.aspect == aspect}


def shown(plan, aspect):
    return [fact.key for fact in plan.published(aspect)]


def one_meeting(*accounts, rulings=(), people=None):
    (plan,) = resolve(accounts, people, rulings=rulings)
    return plan


def test_evidence_of_every_account_and_one_value_where_there_is_one():
    plan = one_meeting(
        sighting("a", day="2024-12-20", topics=["energy"]),
        sighting("b", "video_call", "2024-12-21", lang="vi", basis="year_from_context", topics=["energy", "health"]),
    )
    assert plan.accounts == (A, B)
    assert plan.kind == "phone_call"  # as likely as the other: the first of the list of kinds
    assert (plan.date, plan.date_basis) == ("2024-12-20", "explicit")
    assert said(plan, "date") == {
        ("2024-12-20", "machine", "proposed", True),
        ("2024-12-21", "machine", "proposed", False),  # what the other side says is kept
    }
    evidence = {fact.key: list(fact.evidence) for fact in plan.facts if fact.aspect == "topic"}
    assert evidence == {"energy": ["a", "b"], "health": ["b"]}
    assert plan.parties == ("GB", "VN")


def test_a_day_is_better_than_a_month_and_a_stated_day_than_an_inferred_one():
    month = sighting("a", day="2024-12")
    inferred = sighting("b", day="2024-12-20?", basis="year_from_context")
    stated = sighting("c", day="2024-12-20")
    assert one_meeting(month, inferred).date == "2024-12-20?"
    assert one_meeting(month, inferred, stated).date == "2024-12-20"


def ruling(verdict, aspect, key, accounts=(A,), evidence=(), **value):
    return FactRuling(verdict, accounts, aspect, key, value, evidence)


CALL = sighting("a", topics=["energy"], initiator="GB")
RULED = {
    "rejected": (
        [ruling("reject", "topic", "energy", topic="energy")],
        "topic",
        {("energy", "machine", "rejected", False)},
    ),
    "confirmed": (
        [ruling("confirm", "topic", "energy", topic="energy")],
        "topic",
        {("energy", "machine", "confirmed", True)},
    ),
    "added": (
        [ruling("assert", "topic", "health", topic="health")],
        "topic",
        {("energy", "machine", "proposed", True), ("health", "editor", "confirmed", True)},
    ),
    # The machine's value stays beside the editor's, and is not the one published.
    "another date": (
        [ruling("assert", "date", "2024-12-19", value="2024-12-19", basis="editor")],
        "date",
        {("2024-12-20", "machine", "proposed", False), ("2024-12-19", "editor", "confirmed", True)},
    ),
    "the later word counts": (
        [ruling("reject", "topic", "energy", topic="energy"), ruling("confirm", "topic", "energy", topic="energy")],
        "topic",
        {("energy", "machine", "confirmed", True)},
    ),
    "said again by nobody": (
        [ruling("confirm", "topic", "maritime", topic="maritime")],
        "topic",
        {("energy", "machine", "proposed", True), ("maritime", "machine", "confirmed", True)},
    ),
    "rejected without another value": (
        [ruling("reject", "initiator", "GB", country="GB")],
        "initiator",
        {("GB", "machine", "rejected", False)},
    ),
}


@pytest.mark.parametrize(("rulings", "aspect", "expected"), RULED.values(), ids=RULED)
def test_rulings_on_facts(rulings, aspect, expected):
    assert said(one_meeting(CALL, rulings=rulings), aspect) == expected


def test_a_kind_rejected_leaves_no_meeting_to_show():
    assert one_meeting(CALL, rulings=[ruling("reject", "kind", "phone_call", value="phone_call")]).kind == ""


def test_a_ruling_goes_with_most_of_its_accounts_and_with_the_article_if_they_are_gone():
    first = sighting("a", topics=["energy"])
    other = sighting("b", day="2025-01-20", topics=["energy"])
    third = sighting("c", day="2025-01-20", topics=["energy"])
    on_all = ruling("assert", "topic", "health", ((A), ("b", 0), ("c", 0)), topic="health")
    plans = resolve([first, other, third], rulings=[on_all])
    assert [shown(plan, "topic") for plan in plans] == [["energy"], ["energy", "health"]]
    on_gone = ruling("reject", "topic", "energy", (("a", 7),), topic="energy")
    assert [shown(plan, "topic") for plan in resolve([first, other], rulings=[on_gone])] == [[], ["energy"]]


def test_what_was_rejected_of_a_meeting_comes_back_in_none_of_its_parts():
    parts = [sighting("a", topics=["energy"]), sighting("b", day="2025-01-20", topics=["energy"])]
    rejected = ruling("reject", "topic", "energy", ((A), ("b", 0)), topic="energy")
    assert [shown(plan, "topic") for plan in resolve(parts, rulings=[rejected])] == [[], []]


def test_a_participant_of_a_ruling_follows_the_person():
    """Ruled on before an editor, or the list of office holders, said that the two names are one person."""
    by_name = [("Jane Roe", "GB"), ("Antony Blinken", "US")]
    call = sighting("a", people=by_name, parties=("GB", "US"))
    rejected = ruling("reject", "participant", "j roe|GB", official="j roe|GB", country="GB")
    people = People(merged={"j roe|GB": "jane roe|GB"})
    assert shown(one_meeting(call, rulings=[rejected], people=people), "participant") == ["antony blinken"]
    listed = ruling("reject", "participant", "antony blinken|US", official="antony blinken|US", country="US")
    assert shown(one_meeting(call, rulings=[listed]), "participant") == ["jane roe|GB"]


def test_statements_are_their_articles_own_and_stay_when_the_text_moves():
    text = "Lammy said that Britain would keep its word."
    support = Support(((0, len(text)),), "test", 0.8)
    people = (Participant("David Lammy", "Lammy", "GB", "foreign_minister", "", support),)
    statements = (
        Statement("David Lammy", "commit", support),
        Statement("GB", "affirm", support),
        Statement("Nobody Here", "affirm", support),  # a speaker who did not take part is none
    )
    call = Account(
        Coded("phone_call", support),
        ContactDate("2024-12-20", "explicit", support),
        people,
        (Coded("GB", support), Coded("VN", support)),
        statements=statements,
        agreements=(Agreement("JETP", "partnership", (), support),),
    )
    plan = one_meeting(Sighting(A, call, text=text))
    keys = {statement_key("commit", "david lammy", [text]), statement_key("affirm", "GB", [text])}
    assert set(shown(plan, "statement")) == keys
    assert shown(plan, "agreement") == ["JETP"]


def test_a_person_has_the_name_that_says_most_and_the_office_of_the_surest_mention():
    plan = one_meeting(
        sighting("a", people=[("Roe", "GB"), ("Bùi Thanh Sơn", "VN")], role="other"),
        sighting("b", people=[("Jane Roe", "GB"), ("Bui Thanh Son", "VN")], role="defence_minister"),
    )
    (roe,) = [fact for fact in plan.published("participant") if fact.key == "jane roe|GB"]
    assert roe.value["name"] == "Jane Roe"
    assert roe.value["role"] == "defence_minister"
    assert list(roe.evidence) == ["a", "b"]


def test_account_of_the_helper_is_whole():
    """What tests are made of reads back as it was written."""
    made = account(topics=["energy"], initiator="VN")
    assert Account.from_dict(made.as_dict()) == made
