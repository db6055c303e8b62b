"""Names: which spellings are one person's."""

import doctest
import importlib

import pytest

from articles.resolution import People
from articles.resolution.known import identify
from articles.resolution.names import same_name
from articles.resolution.people import people_of

from .accounts import account

SAME = [
    ("Bùi Thanh Sơn", "Bui Thanh Son"),
    ("Bùi Thanh Sơn", "Sơn"),  # a name alone, of somebody of the same side
    ("Suga Yoshihide", "Yoshihide Suga"),  # family name first or last
    ("Yvette Cooper", "Yvette Copper"),  # a misprint
    ("Moon Jae-in", "Moon Jae In"),
    ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
    ("Ngô Đình Đức", "NGO DINH DUC"),
]
DIFFERENT = [
    ("Nguyễn Quốc Dũng", "Nguyễn Quốc Cường"),
    ("Kim Jong-un", "Kim Jong-il"),  # short words are no misprints of each other
    ("Abe Shinzo", "Abe Akie"),
    ("Wang Yi", "Li Yi"),
    ("", "Wang Yi"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_person(one, other):
    assert same_name(one, other)
    assert same_name(other, one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_persons(one, other):
    assert not same_name(one, other)
    assert not same_name(other, one)


@pytest.mark.parametrize(
    ("name", "country", "year", "key"),
    [
        ("Joseph R. Biden", "US", 2022, "biden joe"),
        ("Bui Thanh Son", "VN", 2024, "bui son thanh"),
        ("Antony Blinkan", "US", 2022, "antony blinken"),
        ("Mun Che In", "KR", 2018, "in jae moon"),
        ("Joe Biden", "VN", 2022, None),  # of another country: a namesake
        ("Antony Blinkan", "US", 1980, None),  # long before she held any office
        ("Cooper", "GB", 2025, None),  # a family name alone is for the reader of the text to tell
        ("Jane Roe", "GB", 2025, None),
    ],
)
def test_whom_the_list_of_office_holders_knows(name, country, year, key):
    assert identify(name, country, year) == key


def persons(*people, known=None):
    found = people_of(
        [((f"article {number}", 0), person) for number, person in enumerate(account(people=people).participants)],
        known or People(),
        2024,
    )
    return {person.key: sorted(person.forms) for person in found}


def test_spellings_of_one_meeting_are_one_person():
    assert persons(("Jane Roe", "GB"), ("Roe", "GB"), ("Jane Row", "GB"), ("Bui Thanh Son", "VN")) == {
        "bui son thanh": ["Bui Thanh Son"],
        "jane roe|GB": ["Jane Roe", "Roe"],
        "jane row|GB": ["Jane Row"],  # a short word, which may as well be another's name
    }


def test_namesakes_of_two_countries_are_two():
    assert list(persons(("John Smith", "GB"), ("John Smith", "AU"))) == ["john smith|AU", "john smith|GB"]


def test_a_name_that_two_can_have_is_nobody_else():
    assert "kim|KP" in persons(("Kim Young Sam", "KP"), ("Kim Dae Young", "KP"), ("Kim", "KP"))


def test_an_editor_joins_and_parts_persons():
    merged = People(merged={"j roe|GB": "jane roe|GB"})
    assert merged.key("J. Roe", "GB") == "jane roe|GB"
    parted = People(parted={("john smith|GB", ("second", 0)): "john smith|GB 2"})
    assert parted.key("John Smith", "GB", 2024, ("first", 0)) == "john smith|GB"
    assert parted.key("John Smith", "GB", 2024, ("second", 0)) == "john smith|GB 2"


@pytest.mark.parametrize("name", ["dates", "known", "names", "people", "slugs"])
def test_examples_in_the_code(name):
    assert doctest.testmod(importlib.import_module(f"articles.resolution.{name}")).failed == 0
