"""The book of codes has an entry for all that the archive tells apart, and the document tells readers of each."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from articles.coding import codebook
from articles.coding.records import MEMBERS
from articles.coding.uncoded import REASONS
from articles.extraction.facts import KINDS, SKIPPED, TOPICS
from articles.ingest.reference.data import HOLDERS, country_names, organisation_names, topic_names
from articles.models.choices import Kind, Role

BOOK = tomllib.loads(codebook.FILE.read_text("utf-8"))
SCHEMA = json.loads(codebook.FILE.with_name("plover.schema.json").read_text("utf-8"))
DOCUMENT = (Path(__file__).parents[2] / "docs" / "event-data.md").read_text("utf-8")


def test_an_entry_for_each_of_our_own_codes():
    assert set(BOOK["kind"]) == set(KINDS) == set(Kind.values)
    assert set(BOOK["contexts"]) == set(TOPICS) == set(topic_names())
    assert set(BOOK["organisations"]) == set(organisation_names())
    assert set(BOOK["sectors"]) <= set(Role.values)
    assert {"language", *SKIPPED} <= set(REASONS)


def test_an_alpha_3_code_for_each_state():
    """None is said to be another's: no two states have one code."""
    codes = [codebook.actor(code) for code in country_names(["en"])]
    assert all(re.fullmatch(r"[A-Z]{3}", code or "") for code in codes)
    assert len(set(codes)) == len(codes)


def test_a_code_for_each_party_with_known_office_holders():
    parties = {file.stem.upper() for file in HOLDERS.glob("*.toml")}
    assert [party for party in sorted(parties) if codebook.actor(party) is None] == []


@pytest.mark.parametrize(
    ("party", "code", "sector"),
    [
        ("VN", "VNM", "GOV"),
        ("GB", "GBR", "GOV"),
        ("DE", "DEU", "GOV"),  # CLDR also leads DDR here
        ("CD", "COD", "GOV"),  # and Zaire's ZAR here
        ("VA", "VAT", "GOV"),
        ("PS", "PSE", "GOV"),
        ("XK", "KOS", "GOV"),  # ISO has none
        ("UN", "UNO", "IGO"),
        ("EU", "EUR", "IGO"),
        ("ASEAN", "IGO", "IGO"),
        ("ICRC", "NGO", "NGO"),
        ("SU", None, None),  # no state of today: said, not guessed
        ("YU", None, None),
        ("ZZ", None, None),  # user-assigned
        ("SCO", None, None),  # an organisation that is not in the list
        ("", None, None),
    ],
)
def test_codes_of_parties(party, code, sector):
    assert (codebook.actor(party), codebook.sector(party)) == (code, sector)


@pytest.mark.parametrize(
    ("kind", "cameo", "mode", "scale"),
    [
        ("phone_call", "041", "phone", 1.5),
        ("video_call", "041", "phone", 1.5),
        ("in_person", "040", "", 2.5),
        ("multilateral", "040", "multilateral", 2.5),
    ],
)
def test_codes_of_contacts(kind, cameo, mode, scale):
    code = codebook.contact(kind)
    assert (code.event, code.cameo, code.mode, code.scale) == ("CONSULT", cameo, mode, scale)
    assert (code.quad, code.quad_class) == ("VERBAL COOPERATION", 1)


def test_letters_have_no_code():
    assert codebook.contact("letter") is None
    assert codebook.contact("séance") is None


def test_a_promise_is_an_intent_to_meet():
    assert (codebook.promise().event, codebook.promise().cameo, codebook.promise().scale) == ("AGREE", "036", None)
    assert codebook.promise_contexts() == ["diplomatic", "future"]


def test_contexts_come_once():
    assert codebook.contexts(["multilateral", "trade_investment", "high_level_exchange", "unheard_of"]) == [
        "diplomatic",
        "economic",
    ]


def test_contexts_are_plovers():
    known = SCHEMA["properties"]["context"]["items"]["enum"]
    assert len(known) == 37 + 4
    assert {context for of in BOOK["contexts"].values() for context in of} <= set(known)


def test_the_members_told_of_are_those_of_the_schema():
    assert [name for name, _ in MEMBERS] == [name for name in SCHEMA["properties"] if name != "source"]


@pytest.mark.parametrize(
    ("what", "heading"), [("kind", "Kinds of contact"), ("contexts", "Topics"), ("organisations", "Parties")]
)
def test_the_document_has_each_code_as_the_book_has_it(what, heading):
    section = re.split("^#+ ", DOCUMENT.partition(f"### {heading}\n")[2], maxsplit=1, flags=re.M)[0]
    rows = {cells[0].strip(" `†"): cells for cells in (row.strip("|").split("|") for row in section.splitlines())}
    for code, said in BOOK[what].items():
        if what == "kind":
            said = [said[name] for name in ("event", "mode", "cameo") if name in said]
        values = [said] if isinstance(said, str) else said
        told = " ".join(rows[code][1:])
        assert all(f"`{value}`" in told for value in values), code


@pytest.mark.parametrize("code", [*REASONS, *(name for name, _ in MEMBERS)])
def test_the_document_tells_of_each_reason_and_member(code):
    assert f"| `{code}`" in DOCUMENT


def test_what_is_not_sure_is_marked_alike_in_book_and_document():
    """In the book by a remark, in the document by a dagger."""
    unsure = set(re.findall(r"^(\w+) = .*# not sure", codebook.FILE.read_text("utf-8"), re.M))
    assert unsure == set(re.findall(r"^\| `(\w+)` †", DOCUMENT, re.M))
