"""Strings made to keep a program busy: what is asked or read may take time in proportion to its length, not more.

The time of four times as much is compared with the time of a part, on this processor: whatever it takes, four times as
much text takes about four times as long where the work is linear, and sixteen times where it grows by the square.
"""

from time import process_time

import pytest

from articles.extraction import Document, extract
from articles.extraction.text import Mirror, fold
from articles.fields import parse_period
from articles.passages import sentence_span
from articles.resolution.dates import bounds
from articles.search import Query

PART = 4_000
PART_OF = {"sentence": 1_500}  # it looks no further than 3,000 characters
NOTHING = 0.01  # seconds: what takes less for the whole is not worth a comparison

EVIL = {
    "one word": "a",
    "one word of marks": "ấ",
    "one word of another script": "صلى",
    "two scripts in a word": "aа",
    "letters that fold into many": "\ufdfa",
    "marks upon marks": "\u0301",
    "quotation marks": '"',
    "curly quotation marks": "“",
    "stops": ".",
    "stops and spaces": ". ",
    "stops and quotation marks": '."',
    "initials": "A.",
    "spaces": " ",
    "line breaks": "\n ",
    "brackets": "[",
    "digits": "1",
    "slashes": "1/",
    "dates": "20/12/2024 ",
    "years": "2024,",
    "hyphens": "wind-",
    "capitals": "A ",
    "titles": "Mr. ",
    "parties": "Anh, ",
}
CALL = "Foreign Secretary David Lammy spoke by phone with Vietnam's Bui Thanh Son on 20 December 2024. “É” "


def _or_refused(function):
    def tried(text: str) -> None:
        try:
            function(text)
        except ValueError:
            return

    return tried


READERS = {
    "search for it": lambda text: Query(text).spans(CALL * 20),
    "search in it": lambda text: Query('"offshore wind" power').spans(text),
    "match in it": lambda text: Query("wind power").is_in(text),
    "fold": fold,
    "tidy": Mirror.clean,
    "period": _or_refused(parse_period),
    "EDTF": _or_refused(bounds),
    "sentence": lambda text: sentence_span(text, len(text) // 2, len(text) // 2 + 1),
    "extract": lambda text: extract(Document(CALL + text, id="x")),
}


def time_of(function, text: str) -> float:
    def once() -> float:
        start = process_time()
        function(text)
        return process_time() - start

    return min(once() for _ in range(3))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("evil", EVIL)
def test_work_grows_with_the_length_alone(reader, evil):
    function, piece, part = READERS[reader], EVIL[evil], PART_OF.get(reader, PART)
    whole = time_of(function, "é" + piece * (4 * part // len(piece)) + "!")
    if whole > NOTHING:
        assert whole < 9 * time_of(function, "é" + piece * (part // len(piece)) + "!")


@pytest.mark.parametrize(("word", "folded"), [("тɪᴇ̂́ɴɡ", "tieng"), ("аbсdе" * 20, "abcde" * 20), ("точка", "точка")])
def test_look_alikes_are_still_seen_through(word, folded):
    assert fold(word) == folded
