"""When two facts are the same; each row says why."""

import pytest

from articles.evaluation.against import changes
from articles.evaluation.matching import paired, same_agreement, same_code, same_name, same_participant, verdict_on_date


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bùi Thanh Sơn", "Bui Thanh Son", True),  # diacritics
        ("Điện", "dien", True),  # the letter that no decomposition touches
        ("Lammy", "David Lammy", True),  # the surname alone
        ("Kishida Fumio", "Fumio Kishida", True),  # order
        ("Yvette Cooper", "Yvette Copper", True),  # a misprint
        ("Moon Jae-in", "Moon Jae In", True),
        ("Joe Biden", "Joseph R. Biden, Jr.", False),  # a nickname is another word
        ("", "Lammy", False),
    ],
)
def test_names(one, other, same):
    assert same_name(one, other) is same


def test_a_participant_has_to_be_of_the_party():
    known = {"name": "Xi Jinping", "as_written": "Tập Cận Bình", "country": "CN"}
    assert same_participant(known, {"name": "Tập Cận Bình", "country": "CN"})
    assert not same_participant(known, {"name": "Xi Jinping", "country": "VN"})


@pytest.mark.parametrize(
    ("known", "found", "same"),
    [
        ("Action Plan 2024-2026 (UK-VN)", {"name": "Action Plan 2024-2026 (VN-GB)"}, True),  # brackets are set aside
        ("Resource Mobilization Plan (RMP)", {"name": "RMP"}, True),  # the acronym in brackets
        ("JETP", {"name": "Just Energy Transition Partnership", "acronym": "JETP"}, True),
        ("Paris Agreement", {"name": "Minsk agreements"}, False),
    ],
)
def test_agreements(known, found, same):
    assert same_agreement(known, found) is same


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        ("2018-03-28", "right"),
        ("2018-03-28?", "right"),
        ("2018-03", "narrowed"),
        ("XXXX-03-28", "narrowed"),
        ("[2017-03-28,2018-03-28]", "narrowed"),
        ("2017-03-28", "wrong"),
        ("2018-03-2", "wrong"),  # no prefix of figures
        (None, "missing"),
    ],
)
def test_dates(found, verdict):
    assert verdict_on_date("2018-03-28", found) == verdict


def test_each_fact_is_paired_once():
    pairs, missed, spurious = paired(["a", "a", "b"], ["a", "c"], same_code)
    assert (pairs, missed, spurious) == ([("a", "a")], ["a", "b"], ["c"])


def test_changes_between_runs():
    before = {"1": {"meetings": [{"kind": "phone_call", "topics": ["energy"]}]}, "2": {"meetings": []}}
    after = {"1": {"meetings": [{"kind": "phone_call", "topics": ["health"]}]}}
    assert list(changes(before, after)) == [("1", "lost", "topics", "energy"), ("1", "gained", "topics", "health")]
