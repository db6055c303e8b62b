"""The table of who held which office: well-formed, and without a day untold of the offices that calls are about."""

import tomllib
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from babel import Locale

from articles.extraction.facts import ROLES
from articles.extraction.lexicon import ORGANISATIONS
from articles.extraction.offices import FAR_FUTURE, FOLDER, bound
from articles.extraction.text import fold

PATHS = sorted(FOLDER.glob("*.toml"))
TABLE = {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["person"] for path in PATHS}
# A body of states that no article has yet been a call with.
MORE_ORGANISATIONS = {"OIC"}

FIRST, LAST, ONE_DAY = date(2000, 1, 1), date(2026, 12, 31), timedelta(days=1)


def _span(term: dict) -> tuple[date, date]:
    """The first and the last day that a term may have had."""
    return bound(term["from"]), bound(term["to"], last=True) if "to" in term else FAR_FUTURE


def _sure(term: dict) -> tuple[date, date]:
    """The days that a term had for certain, where only its month or year is known."""
    return bound(term["from"], last=True), bound(term["to"]) if "to" in term else FAR_FUTURE


def _terms(code: str, role: str) -> list[tuple[str, dict]]:
    """The terms of an office, or of those of its role that have a phrase in their title: "senior_official: Asia"."""
    role, _, phrase = role.partition(": ")
    return [
        (row["name"], term)
        for row in TABLE[code]
        for term in row["terms"]
        if term["role"] == role and phrase in term["title"]
    ]


def test_a_file_is_of_a_country_or_an_organisation():
    known = set(Locale("en").territories) | ORGANISATIONS | MORE_ORGANISATIONS
    assert [code for code in TABLE if code.upper() not in known or code != code.lower()] == []


def test_rows_are_sorted_and_have_what_they_need():
    for code, rows in TABLE.items():
        names = [fold(row["name"]) for row in rows]
        assert names == sorted(set(names)), code
        for row in rows:
            where = code, row["name"]
            assert row.keys() <= {"name", "aliases", "surname", "alias_surnames", "gender", "terms"}, where
            assert row["gender"] in ("m", "f"), where
            assert row["terms"], where
            assert fold(row["surname"]) in fold(row["name"]), where


def test_names_are_written_once_and_composed():
    for code, rows in TABLE.items():
        for row in rows:
            forms = [row["name"], *row.get("aliases", ())]
            assert len(set(forms)) == len(forms), (code, row["name"])
            for form in (*forms, row["surname"], *row.get("alias_surnames", ())):
                assert form == unicodedata.normalize("NFC", " ".join(form.split())), (code, form)


def test_no_two_people_of_a_country_share_a_name():
    for code, rows in TABLE.items():
        owner: dict[str, str] = {}
        for row in rows:
            for form in (row["name"], *row.get("aliases", ())):
                assert owner.setdefault(fold(form), row["name"]) == row["name"], (code, form)


def test_terms_are_of_known_roles_and_in_order():
    for code, rows in TABLE.items():
        for row in rows:
            for term in row["terms"]:
                assert term.keys() <= {"role", "title", "from", "to", "acting"}, (code, row["name"])
                assert term["role"] in ROLES, (code, row["name"])
                assert term["title"].strip(), (code, row["name"])
                assert _span(term)[0] <= _span(term)[1], (code, row["name"], term)
            starts = [bound(term["from"]) for term in row["terms"]]
            assert starts == sorted(starts), (code, row["name"])


def test_no_one_enters_an_office_before_leaving_it():
    for code, rows in TABLE.items():
        for row in rows:
            left: dict[tuple[str, str], date] = {}
            for term in row["terms"]:
                office = term["role"], term["title"]
                start, end = _sure(term)
                assert start >= left.get(office, start), (code, row["name"], term)
                left[office] = end


# Offices that two held at a time: a second minister beside the sultan, a supreme leader beside the
# president, two presidents by law, rival governments.
SHARED = {
    ("bn", "foreign_minister"),
    ("ci", "head_of_state"),
    ("ir", "head_of_state"),
    ("kg", "head_of_state"),
    ("ly", "head_of_government"),
    ("mm", "foreign_minister"),
    ("ni", "head_of_state"),
}


def _overlaps(code: str, role: str) -> Iterator[tuple[str, str]]:
    """Pairs of people with more than the day of handing over in common; whoever acts for another may."""
    terms = [(name, *_sure(term)) for name, term in _terms(code, role) if not term.get("acting")]
    for place, (name, start, end) in enumerate(terms):
        for other, start_2, end_2 in terms[place + 1 :]:
            if name != other and max(start, start_2, FIRST) < min(end, end_2):
                yield name, other


def test_one_at_a_time():
    roles = ("head_of_state", "head_of_government", "foreign_minister")
    overlaps = {(code, role): list(_overlaps(code, role)) for code in TABLE for role in roles}
    assert {office: pairs for office, pairs in overlaps.items() if pairs and office not in SHARED} == {}
    assert [office for office in SHARED if not overlaps[office]] == []


ASEAN = ["bn", "id", "kh", "la", "mm", "my", "ph", "sg", "th", "vn"]
G20 = ["ar", "au", "br", "ca", "cn", "de", "fr", "gb", "in", "it", "jp", "kr", "mx", "ru", "sa", "tr", "us", "za"]
OTHERS = ["cu", "il", "ir", "kp", "ps", "ua"]
OFFICES = [
    *(
        (code, role)
        for code in (*ASEAN, *G20, *OTHERS)
        for role in ("head_of_state", "head_of_government", "foreign_minister")
    ),
    *(("vn", role) for role in ("party_leader", "parliament_speaker", "defence_minister", "deputy_foreign_minister")),
    *((code, "party_leader") for code in ("cn", "cu", "kp", "la")),
    *(("us", role) for role in ("defence_minister", "security_adviser")),
    ("us", "senior_official: Assistant Secretary of State for East Asian and Pacific Affairs"),
    *((code, "org_head") for code in ("asean", "eu", "nato", "un")),
    ("eu", "foreign_minister"),
]

# Presidents who head the government themselves: there is no such office.
NO_OFFICE = {(code, "head_of_government") for code in ("ar", "br", "id", "ir", "mx", "ph", "us", "za")}

# Days on which an office stood empty, was abolished, or its holder is not known to us.
GAPS = {
    ("id", "foreign_minister"): [
        ("2001-07-24", "2001-08-09"),
        ("2009-10-21", "2009-10-21"),
        ("2014-10-21", "2014-10-26"),
    ],
    ("mm", "head_of_government"): [("2011-03-31", "2016-04-05"), ("2026-05-01", "2026-12-31")],
    ("my", "foreign_minister"): [
        ("2018-05-11", "2018-07-01"),
        ("2020-02-25", "2020-03-09"),
        ("2021-08-17", "2021-08-29"),
        ("2022-11-25", "2022-12-02"),
    ],
    ("ph", "foreign_minister"): [("2003-12-15", "2003-12-15")],
    ("th", "head_of_government"): [("2008-12-16", "2008-12-16")],
    ("th", "foreign_minister"): [
        ("2001-02-10", "2001-02-16"),
        ("2006-09-20", "2006-10-08"),
        ("2008-07-15", "2008-07-26"),
        ("2008-09-04", "2008-09-05"),
        ("2008-09-10", "2008-09-23"),
        ("2008-12-03", "2008-12-19"),
        ("2014-05-08", "2014-05-21"),
        ("2024-04-29", "2024-04-29"),
    ],
    ("ar", "foreign_minister"): [
        ("2001-12-21", "2001-12-22"),
        ("2001-12-31", "2002-01-02"),
        ("2010-06-19", "2010-06-21"),
    ],
    ("br", "foreign_minister"): [("2013-08-27", "2013-08-27")],
    ("fr", "foreign_minister"): [("2005-06-01", "2005-06-01"), ("2007-05-16", "2007-05-17")],
    ("gb", "head_of_government"): [("2026-08-01", "2026-12-31")],
    ("jp", "foreign_minister"): [("2002-01-31", "2002-01-31"), ("2011-03-08", "2011-03-08")],
    ("kr", "head_of_government"): [("2002-08-01", "2002-08-08")],
    ("kr", "foreign_minister"): [
        ("2004-01-16", "2004-01-16"),
        ("2006-11-11", "2006-11-30"),
        ("2013-03-01", "2013-03-10"),
    ],
    ("mx", "foreign_minister"): [("2023-06-13", "2023-07-02")],
    ("sa", "head_of_government"): [("2000-01-01", "2022-09-26")],
    ("tr", "head_of_government"): [("2018-07-10", "2026-12-31")],
    ("za", "foreign_minister"): [("2024-07-01", "2024-07-02")],
    ("cu", "head_of_government"): [("2000-01-01", "2019-12-20")],
    ("il", "foreign_minister"): [
        ("2000-08-05", "2000-08-09"),
        ("2002-11-03", "2002-11-05"),
        ("2006-01-17", "2006-01-17"),
        ("2015-05-07", "2015-05-13"),
    ],
    ("kp", "foreign_minister"): [("2007-01-03", "2007-05-17")],
    ("ps", "head_of_government"): [("2000-01-01", "2003-04-28"), ("2003-09-07", "2003-10-06")],
    ("ps", "foreign_minister"): [("2000-01-01", "2003-04-29"), ("2007-06-15", "2007-06-30")],
    ("ua", "head_of_government"): [("2014-02-23", "2014-02-26")],
    ("ua", "foreign_minister"): [
        ("2000-09-30", "2000-10-01"),
        ("2007-12-05", "2007-12-17"),
        ("2014-02-24", "2014-02-26"),
    ],
    ("kp", "party_leader"): [("2011-12-18", "2012-04-10")],
    ("us", "senior_official: Assistant Secretary of State for East Asian and Pacific Affairs"): [
        ("2001-01-21", "2001-04-30"),
        ("2005-02-01", "2005-03-31"),
        ("2009-05-01", "2009-06-25"),
    ],
}


def _gaps(code: str, role: str) -> list[tuple[str, str]]:
    """The stretches of days without a holder."""
    found, day = [], FIRST
    for start, end in sorted(_span(term) for _, term in _terms(code, role)):
        if start > day:
            found.append((str(day), str(start - ONE_DAY)))
        day = max(day, end + ONE_DAY) if end < FAR_FUTURE else FAR_FUTURE
    return found if day > LAST else [*found, (str(day), str(LAST))]


@pytest.mark.parametrize(("code", "role"), OFFICES)
def test_every_day_is_told(code, role):
    if (code, role) in NO_OFFICE:
        assert not _terms(code, role)
    else:
        assert _gaps(code, role) == GAPS.get((code, role), [])


def test_gaps_are_of_offices_that_are_looked_at():
    assert set(GAPS) | NO_OFFICE <= set(OFFICES)


# fmt: off
SPOT_CHECKS = [
    ("vn", "head_of_state", "2018-09-30", "Đặng Thị Ngọc Thịnh"),
    ("vn", "head_of_state", "2024-04-01", "Võ Thị Ánh Xuân"),
    ("vn", "head_of_government", "2021-04-04", "Nguyễn Xuân Phúc"),
    ("us", "security_adviser", "2017-02-16", "Keith Kellogg"),
    ("us", "foreign_minister", "2018-04-10", "John Sullivan"),
    ("kr", "head_of_state", "2025-05-20", "Lee Ju-ho"),
    ("jp", "head_of_government", "2020-09-15", "Shinzo Abe"),
    ("gb", "foreign_minister", "2025-09-06", "Yvette Cooper"),
    ("ua", "foreign_minister", "2024-09-06", "Andrii Sybiha"),
    ("cn", "foreign_minister", "2023-05-01", "Qin Gang"),
    ("cn", "foreign_minister", "2023-08-01", "Wang Yi"),
    ("eu", "foreign_minister", "2024-12-01", "Kaja Kallas"),
    ("ps", "head_of_government", "2024-04-01", "Mohammad Mustafa"),
]
# fmt: on


@pytest.mark.parametrize(("code", "role", "day", "name"), SPOT_CHECKS)
def test_who_held_it(code, role, day, name):
    there = {who for who, term in _terms(code, role) if _span(term)[0] <= date.fromisoformat(day) <= _span(term)[1]}
    assert name in there
