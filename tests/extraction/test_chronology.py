"""The table of datable events, and finding them in sentences."""

import tomllib
from datetime import date

import pytest

from articles.extraction.chronology import FOLDER, FORESEEN, KNOWN_UNTIL, events, known_calls, named_events
from articles.extraction.lexicon import language
from articles.extraction.offices import bound, holders
from articles.extraction.tokens import Tokens

TABLES = sorted(path for path in FOLDER.glob("*.toml") if path.stem.isdigit())


def named(text: str, code: str, *, dated: bool = False) -> set[str]:
    tokens = Tokens(text, language(code).abbreviations)
    sentences = range(len(tokens.sentences))
    return {item.event.id for item in named_events(tokens, code, sentences, set(sentences) if dated else ())}


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_rows(path):
    """Every event ends after it begins and has words and examples; only what was foreseen is still to come."""
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["event"]:
        for start, end in ((row["from"], row["to"]), *row.get("also", ())):
            assert bound(start) <= bound(end, last=True), row["id"]
            assert bound(start) <= KNOWN_UNTIL or row["kind"] in FORESEEN, row["id"]
        assert row["examples"], row["id"]
        assert all(row["words"]), row["id"]


def test_ids_are_unique():
    ids = [event.id for event in events()]
    assert len(ids) == len(set(ids))


def test_every_example_names_its_event():
    missed = [
        (event.id, example)
        for event in events()
        for example in event.examples
        if not any(event.id in named(example, code) for code in ("vi", "en"))
    ]
    assert missed == []


# fmt: off
NAMED = [
    # All groups of words in one sentence.
    ("vi", "Ông Trump tuyên bố rút khỏi TPP.", "tpp-us-withdrawal-2017", True),
    # One of them in the next sentence only.
    ("vi", "Hiệp định TPP được ký. Mỹ đã rút khỏi UNESCO.", "tpp-us-withdrawal-2017", False),
    # `nổ` without its marks would be "no".
    ("en", "There was no plane in Tianjin.", "tianjin-explosion-2015", False),
    ("en", "He offered condolences over the Tianjin explosion.", "tianjin-explosion-2015", True),
    # A tone on the other vowel is the same word.
    ("vi", "Mỹ rút khỏi thoả thuận Đối tác xuyên Thái Bình Dương.", "tpp-us-withdrawal-2017", True),
]
# fmt: on


@pytest.mark.parametrize(("code", "text", "event", "is_named"), NAMED)
def test_named(code, text, event, is_named):
    assert (event in named(text, code)) == is_named


def test_a_day_may_stand_for_a_missing_word():
    text = "Hai bên chuẩn bị cho cuộc gặp thượng đỉnh với ông Kim Jong-un ngày 12-6."
    assert "singapore-summit-2018" not in named(text, "vi")
    assert "singapore-summit-2018" in named(text, "vi", dated=True)


def test_only_the_sentences_asked_for_are_read():
    tokens = Tokens("Ông Trump tuyên bố rút khỏi TPP. Trời đẹp.")
    assert not named_events(tokens, "vi", [1])


def test_known_calls():
    assert date(2018, 3, 20) in known_calls("Vladimir Putin", "Donald Trump")
    assert known_calls("Donald Trump", "Vladimir Putin") == known_calls("Vladimir Putin", "Donald Trump")
    assert known_calls("Vladimir Putin", "Nobody") == ()


def test_calls_are_between_people_of_the_table_and_in_order():
    known = {holder.name for holder in holders()}
    pairs = tomllib.loads((FOLDER / "calls.toml").read_text(encoding="utf-8"))["pair"]
    for pair in pairs:
        assert set(pair["people"]) <= known, pair["people"]
        assert pair["days"] == sorted(set(pair["days"])), pair["people"]
        assert all(date.fromisoformat(day) <= KNOWN_UNTIL for day in pair["days"])
    assert len({frozenset(pair["people"]) for pair in pairs}) == len(pairs)
