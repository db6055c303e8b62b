"""What comes back from elsewhere is what the extractor made of the text, or is refused."""

import json
import math
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction import Document, Extraction, extract
from articles.extraction import facts as f
from articles.extraction.checked import MOST_ACCOUNTS, UnsoundError, checked

TEXT = (
    "Foreign Minister Bui Thanh Son spoke by phone with British Foreign Secretary David Lammy on 20 December 2024. "
    "They discussed trade and the Paris Agreement. Mr Lammy thanked Viet Nam for its welcome."
)
DOCUMENT = Document(TEXT, id="a")

words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
spans = st.tuples(st.integers(0, 80), st.integers(1, 80)).map(lambda pair: (pair[0], pair[0] + pair[1]))
supports = st.builds(f.Support, st.lists(spans, min_size=1, max_size=3).map(tuple), words, st.floats(0, 1))
parties = st.sampled_from(["VN", "GB", "ASEAN", "EU", "US"])


def several(of, by=None):
    return st.lists(of, max_size=3, unique_by=by).map(tuple)


def coded(codes):
    return st.builds(f.Coded, codes, supports)


def by_code(fact: f.Coded) -> str:
    return fact.code


accounts = st.builds(
    f.Account,
    kind=coded(st.sampled_from(f.KINDS)),
    date=st.none() | st.builds(f.ContactDate, st.just("2024-12-20"), st.sampled_from(f.DATE_BASES), supports),
    participants=several(
        st.builds(f.Participant, words, words, st.none() | parties, st.sampled_from(f.ROLES), words, supports)
    ),
    countries=several(coded(parties), by_code),
    initiator=st.none() | coded(parties),
    topics=several(coded(st.sampled_from(f.TOPICS)), by_code),
    agreements=several(st.builds(f.Agreement, words, words, several(parties), supports, words)),
    statements=several(st.builds(f.Statement, words, st.sampled_from(f.ACTS), supports)),
    confidence=st.floats(0, 1),
)
zones = st.builds(lambda kind, span: f.Zone(kind, *span), st.sampled_from(f.ZONES), spans)
extractions = st.builds(
    f.Extraction, st.just("a"), words, words, several(accounts), several(zones), st.sampled_from(("", *f.SKIPPED))
)


@settings(deadline=None)
@given(extractions)
def test_what_is_written_as_json_is_read_back_the_same(extraction):
    assert checked(json.loads(json.dumps(extraction.as_dict())), DOCUMENT) == extraction


def broken(**paths) -> dict:
    """What the extractor says of the text, with other values in some places ("meetings.0.kind")."""
    data = json.loads(json.dumps(extract(DOCUMENT).as_dict()))
    assert checked(data, DOCUMENT).accounts
    for path, value in paths.items():
        *way, last = [int(step) if step.isdigit() else step for step in path.split("__")]
        place = data
        for step in way:
            place = place[step]
        place[last] = value
    return data


@pytest.mark.parametrize(
    ("paths", "reason"),
    [
        ({"meetings": None}, "lacks a part"),
        ({"zones": [["body", 0]]}, "lacks a part"),
        ({"meetings__0__date": ""}, "stands for a ContactDate"),
        ({"meetings__0__date": 5}, "stands for a str"),
        ({"id": "another"}, "of another text"),
        ({"lang": ["en"]}, "stands for a str"),
        ({"skipped": "because"}, "'because' is not among"),
        ({"meetings__0__kind": "chat"}, "'chat' is not among"),
        ({"meetings__0__date_basis": "guess"}, "'guess' is not among"),
        ({"meetings__0__confidence": "1"}, "lacks a part"),
        ({"meetings__0__evidence__kind__confidence": math.nan}, "no confidence"),
        ({"meetings__0__evidence__kind__spans": []}, "not in the text"),
        ({"meetings__0__evidence__kind__spans": [[5, 5]]}, "not in the text"),
        ({"meetings__0__evidence__kind__spans": [[-1, 5]]}, "not in the text"),
        ({"meetings__0__evidence__kind__spans": [[0, len(TEXT) + 1]]}, "not in the text"),
        ({"meetings__0__evidence__kind__spans": [[0, 1.5]]}, "stands for a int"),
        ({"meetings__0__evidence__kind__rule": "x" * 3000}, "no name or code"),
        ({"meetings__0__participants__0__name": "Lammy\0"}, "no name or code"),
        ({"meetings__0__participants__0__name": "\ud800"}, "no name or code"),
        ({"meetings__0__participants__0__role": "boss"}, "'boss' is not among"),
        ({"meetings__0__participants__0__country": "<b>"}, "no code of a party"),
        ({"meetings__0__topics": ["gossip"], "meetings__0__evidence__topics": {}}, "lacks a part"),
        ({"meetings__0__statements__0__act": "shout"}, "'shout' is not among"),
        ({"zones": [["body", 0, 100_000]]}, "outside of it"),
        ({"zones": [["nowhere", 0, 1]]}, "'nowhere' is not among"),
        ({"meetings": broken()["meetings"] * (MOST_ACCOUNTS + 1)}, "accounts"),
    ],
)
def test_what_no_extractor_made_is_refused_with_the_reason(paths, reason):
    with pytest.raises(UnsoundError, match=reason):
        checked(broken(**paths), DOCUMENT)


@pytest.mark.parametrize("data", [None, [], "x", 5, {}, {"id": "a"}])
def test_other_json_is_refused(data):
    with pytest.raises(UnsoundError):
        checked(data, DOCUMENT)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None)
@given(st.data())
def test_whatever_is_put_in_its_place_nothing_else_is_raised(data):
    said = broken()
    place, key = said, data.draw(st.sampled_from(sorted(said)))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
    place[key] = data.draw(json_values)
    with suppress(UnsoundError):
        assert isinstance(checked(said, DOCUMENT), Extraction)
