"""What the tables of datable events are held to, beyond what reading them asks."""

import re
import tomllib
import unicodedata
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from articles.extraction.chronology import FOLDER, FORESEEN, SUDDEN, Event, events, named_events
from articles.extraction.lexicon import language
from articles.extraction.offices import bound
from articles.extraction.tokens import Tokens

TABLE = {
    int(path.stem): tomllib.loads(path.read_text(encoding="utf-8"))["event"]
    for path in sorted(FOLDER.glob("*.toml"))
    if path.stem.isdigit()
}
ROWS = [row for rows in TABLE.values() for row in rows]
# What neither is known of beforehand nor strikes without warning.
DRAWN_OUT = {"appointment", "conflict", "other", "resignation", "scandal", "test", "upgrade_of_ties"}

each_year = pytest.mark.parametrize("year", TABLE)


def _stretches(row: dict) -> list[tuple[date, date]]:
    return [(bound(start), bound(end, last=True)) for start, end in ((row["from"], row["to"]), *row.get("also", ()))]


def _words(phrase: str) -> tuple[str, ...]:
    """A phrase as it is compared: without case, hyphens and the place of the tone."""
    return tuple(key for key in Tokens(phrase).keys if key)


def test_no_year_is_left_out():
    assert list(TABLE) == list(range(2014, 2027))
    assert [year for year, rows in TABLE.items() if len(rows) < 50] == []


@each_year
def test_rows_are_by_first_day_and_touch_their_year(year):
    firsts = [bound(row["from"]) for row in TABLE[year]]
    assert firsts == sorted(firsts)
    for row in TABLE[year]:
        assert bound(row["from"]).year <= year <= bound(row["to"], last=True).year, row["id"]


@each_year
def test_rows_have_known_fields_and_kinds(year):
    for row in TABLE[year]:
        assert row.keys() - {"also"} == {"id", "name", "kind", "from", "to", "words", "examples"}, row["id"]
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*-20\d\d", row["id"]), row["id"]
        assert row["kind"] in FORESEEN | SUDDEN | DRAWN_OUT, row["id"]
        assert row["name"].strip(), row["id"]


@each_year
def test_occurrences_are_apart(year):
    for row in TABLE[year]:
        stretches = sorted(_stretches(row))
        for (_, end), (start, _) in pairwise(stretches):
            assert end < start, row["id"]


@each_year
def test_words_are_composed_and_differ(year):
    for row in TABLE[year]:
        for group in row["words"]:
            assert len(set(group)) == len(group), row["id"]
            for phrase in group:
                assert _words(phrase), row["id"]
                assert phrase == unicodedata.normalize("NFC", " ".join(phrase.split())), phrase
            # Case and hyphens make no other phrase; words in capitals do ("US" is not "us").
            plain = Counter(_words(phrase) for phrase in group if not any(map(str.isupper, phrase.split())))
            assert [words for words, times in plain.items() if times > 1 and len(words) > 1] == [], row["id"]


def test_no_two_events_are_told_by_the_same_words():
    told = Counter(tuple(sorted(tuple(sorted(map(_words, group))) for group in row["words"])) for row in ROWS)
    assert [words for words, times in told.items() if times > 1] == []


def test_nearly_every_event_is_told_in_both_languages():
    """Read as English, and with a letter that English has not."""
    vietnamese = [row["id"] for row in ROWS if not any(re.search(r"[À-ỹ]", text) for text in row["examples"])]
    english = [row["id"] for row in ROWS if all(re.search(r"[À-ỹ]", text) for text in row["examples"])]
    assert len(vietnamese) + len(english) < len(ROWS) / 50


def _named(text: str) -> set[str]:
    return {
        item.event.id
        for code in ("vi", "en")
        for tokens in [Tokens(text, language(code).abbreviations)]
        for item in named_events(tokens, code, range(len(tokens.sentences)))
    }


# Events that the examples of others name too, though years lie between: a party of another country
# has its twelfth congress, an agreement in force was once signed.
FAR_APART = {
    ("apec-2027-2024", "apec-da-nang-2017"),
    ("laos-congress-12-2026", "party-congress-12-2016"),
    ("sharaa-white-house-2025", "sharaa-2024"),
    ("pyongyang-summit-2018", "panmunjom-summit-2018"),
    ("ukvfta-force-2021", "ukvfta-2020"),
}


def _near(one: Event, other: Event) -> bool:
    return any(
        (start_2 - end).days < 60 and (start - end_2).days < 60
        for start, end in one.stretches
        for start_2, end_2 in other.stretches
    )


def test_an_example_names_no_event_of_another_time():
    table = {event.id: event for event in events()}
    apart = {
        (event.id, other)
        for event in table.values()
        for text in event.examples
        for other in _named(text) - {event.id}
        if not _near(event, table[other])
    }
    assert apart == FAR_APART


# fmt: off
NAMED = [
    ("Hai bên điểm lại đà phát triển từ khi nâng cấp quan hệ lên Đối tác Chiến lược Toàn diện Việt Nam - Hoa Kỳ tháng 9/2023.", "2023-09-10"),
    ("Hai bên chia sẻ thiệt hại do bão Yagi gây ra ở miền Bắc Việt Nam.", "2024-09-07"),
    ("The Secretary congratulated the Foreign Minister on the United Kingdom's accession to the CPTPP.", "2024-12-15"),
    ("They discussed the reciprocal tariffs that President Trump announced on what he called Liberation Day.", "2025-04-02"),
    ("The two ministers discussed the fall of Kabul and evacuations from Hamid Karzai airport.", "2021-08-15"),
    ("Ông chia buồn về việc Tổng Bí thư Nguyễn Phú Trọng từ trần.", "2024-07-19"),
    ("They spoke about the signing of the RCEP agreement.", "2020-11-15"),
    ("He welcomed the news of AUKUS and its submarines for Australia.", "2021-09-15"),
    ("Hai Bộ trưởng trao đổi về xung đột tại Nagorno-Karabakh.", "2020-10-01"),
]
# Ordinary words of calls, at which no event is to be found.
NOT_NAMED = [
    "Hai Bộ trưởng nhất trí tăng cường hợp tác kinh tế, thương mại và đầu tư.",
    "Hai bên nhất trí nghiên cứu khả năng nâng cấp quan hệ trong thời gian tới.",
    "The ministers reviewed cooperation in defence, trade and education.",
    "They agreed to coordinate at the United Nations and within ASEAN.",
]
# fmt: on


@pytest.mark.parametrize(("text", "day"), NAMED)
def test_the_event_of_a_day_is_named(text, day):
    named = [event for event in events() if event.id in _named(text)]
    assert any(start <= date.fromisoformat(day) <= end for event in named for start, end in event.stretches)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_nothing_is_named(text):
    assert _named(text) == set()
