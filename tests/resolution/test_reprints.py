"""What makes two texts one story printed twice, on edits as newspapers make them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.resolution.reprints import SHARED, SHORTEST, are_alike, fingerprints, shingles

STORY = """HANOI – Foreign Minister Bui Thanh Son spoke by telephone with David Lammy, the British Foreign Secretary.
The two ministers welcomed the progress of the strategic partnership over the past year and discussed offshore wind, \
maritime security and education. Mr Lammy said that London would keep its word on finance for the energy transition.
Mr Son thanked Britain for sending a delegation to the exhibition in Hanoi, and proposed that the two countries mark \
the anniversary of their relations with visits at every level. They agreed to stay in touch and to meet early next year.
They also exchanged views on the situation in the region and shared concern over recent incidents at sea."""
OTHER = """LONDON – The Foreign Secretary spoke to the Vietnamese Foreign Minister, Bui Thanh Son, on Friday.
The Foreign Secretary set out the priorities of the government in Southeast Asia. They discussed the strategic \
partnership between the two countries, offshore wind and cooperation on migration, and they underlined the \
importance of freedom of navigation. They agreed to stay in touch and to meet early next year."""
VIETNAMESE = """Bộ trưởng Ngoại giao Bùi Thanh Sơn đã điện đàm với Bộ trưởng Ngoại giao Anh David Lammy. Hai Bộ trưởng \
trao đổi về quan hệ đối tác chiến lược, điện gió ngoài khơi và an ninh biển."""

ALIKE = {
    "the same": STORY,
    "in capitals, other quotes and spaces": STORY.upper().replace(" ", "  "),
    "another dateline": STORY.replace("HANOI –", "Hanoi (VNA) –"),
    "a word here and there": STORY.replace("spoke by telephone", "talked by phone").replace("past year", "last year"),
    "the last sentence cut": STORY.rpartition("\n")[0],
    "a note of the agency added": f"{STORY}\nThis report was first published by the Viet Nam News Agency.",
    "paragraphs moved": "\n".join(reversed(STORY.split("\n"))),
}
DIFFERENT = {
    "the other side's readout of the call": OTHER,
    "half of it": STORY[: len(STORY) // 2],
    "its first sentence in another report": STORY.split("\n")[0] + "\n" + OTHER,
    "another language": VIETNAMESE,
    "nothing": "",
}


@pytest.mark.parametrize("name", ALIKE)
def test_a_reprint_is_known_and_found(name):
    one, other = shingles(STORY), shingles(ALIKE[name])
    assert are_alike(one, other)
    assert len(set(fingerprints(one)) & set(fingerprints(other))) >= SHARED


@pytest.mark.parametrize("name", DIFFERENT)
def test_two_reports_on_one_call_are_not_one_text(name):
    assert not are_alike(shingles(STORY), shingles(DIFFERENT[name]))


def test_diacritics_do_not_tell_reprints_apart():
    plain = (
        "Bo truong Ngoai giao Bui Thanh Son da dien dam voi Bo truong Ngoai giao Anh David Lammy. Hai Bo truong trao \
doi ve quan he doi tac chien luoc, dien gio ngoai khoi va an ninh bien."
    )
    assert shingles(plain) == shingles(VIETNAMESE)


def test_a_text_of_a_few_words_is_no_reprint():
    short = "word " * (SHORTEST - 1)
    assert not are_alike(shingles(short), shingles(short))
    assert fingerprints(shingles(short)) == []


@given(st.lists(st.sampled_from(re.findall(r"\w+", STORY)), min_size=SHORTEST, max_size=200))
def test_equal_texts_are_alike_and_found(words):
    one, other = shingles(" ".join(words)), shingles(" ".join(words).lower())
    assert are_alike(one, other)
    assert fingerprints(one) == fingerprints(other) != []
    assert all(0 <= value < 2**63 for value in fingerprints(one))


def test_texts_that_are_barely_alike_are_found():
    """Of a thousand pairs near the limit nearly all share fingerprints, and of those far from it nearly none."""
    words = [f"w{number}" for number in range(500)]
    near = far = 0
    for turn in range(1000):
        own = [f"{word}-{turn}" for word in words]
        changed = [f"x{n}" if n % 34 == 0 else word for n, word in enumerate(own)]  # about three quarters in common
        footer = [f"other-{turn}-{n}" if n < 450 else word for n, word in enumerate(own)]  # a tenth
        base = set(fingerprints(shingles(" ".join(own))))
        near += len(base & set(fingerprints(shingles(" ".join(changed))))) >= SHARED
        far += len(base & set(fingerprints(shingles(" ".join(footer))))) >= SHARED
    assert near >= 995
    assert far <= 5
