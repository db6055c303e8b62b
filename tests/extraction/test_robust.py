"""The extractor is a library that takes any text: it never raises, and its spans hold what they say."""

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.extraction import Document, Extraction, extract

SENTENCES = (
    "Ngày 25/1, Thủ tướng Phạm Minh Chính điện đàm với Thủ tướng Anh Boris Johnson theo đề nghị của phía Anh.",
    "Hai bên nhất trí thúc đẩy quan hệ Đối tác chiến lược và Hiệp định UKVFTA.",
    "President Joe Biden spoke by phone today with President Emmanuel Macron of France.",
    "They welcomed the Paris Agreement and discussed trade, energy and the war in Ukraine.",
)
# What is put between and into words: marks, invisible and look-alike letters, page furniture, other scripts.
NOISE = st.sampled_from(
    [
        "\u200b",
        "\ufeff",
        "\u00ad",
        "\u0301",
        "\u0323",
        "\u202e",
        "\x00",
        "\n",
        "\n\n",
        "ɴ",
        "ʟ",
        "о",
        "中文",
        "😀",
        "(",
        '"',
        "—",
        " - ",
        "12/13",
        "0:00",
    ]
)
PIECES = st.lists(st.one_of(st.sampled_from(SENTENCES), NOISE, st.text(max_size=12)), max_size=12)


def texts(account):
    """Every fact of an account that has spans."""
    yield account.kind.support
    for found in (account.date, account.initiator):
        if found:
            yield found.support
    for group in (account.participants, account.countries, account.topics, account.agreements, account.statements):
        yield from (fact.support for fact in group)


@settings(max_examples=150, deadline=None)
@given(pieces=PIECES, title=st.text(max_size=30), lang=st.sampled_from(["vi", "en", None]))
def test_any_text(pieces, title, lang):
    document = Document("".join(pieces), title=title, lang=lang)
    extraction = extract(document)
    full = document.full_text
    for account in extraction.accounts:
        for support in texts(account):
            assert support.spans
            assert all(0 <= start < end <= len(full) for start, end in support.spans)
            assert 0 <= support.confidence <= 1
        for participant in account.participants:
            start, end = participant.support.spans[0]
            assert plain(full[start:end]) == plain(participant.as_written)
    assert all(0 <= zone.start < zone.end <= len(full) for zone in extraction.zones)


def plain(text):
    """Without what cleaning takes away: invisible characters, unusual spaces and line breaks."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalpha() and c.isascii()).lower()


@settings(max_examples=40, deadline=None)
@given(cut=st.integers(min_value=0, max_value=220), form=st.sampled_from(["NFC", "NFD", "NFKD"]))
def test_truncated_and_decomposed(cut, form):
    text = unicodedata.normalize(form, " ".join(SENTENCES[:2]))[:cut]
    extract(Document(text, lang="vi"))


def test_decomposed_letters_change_no_fact():
    text = SENTENCES[0]
    composed, decomposed = (extract(Document(unicodedata.normalize(form, text), lang="vi")) for form in ("NFC", "NFD"))
    assert [p.name for p in composed.accounts[0].participants] == [p.name for p in decomposed.accounts[0].participants]
    assert composed.accounts[0].date.edtf == decomposed.accounts[0].date.edtf


def test_look_alike_letters_are_read():
    text = "Bộ ɴgoại giao ʟên tiếng: " + SENTENCES[0]
    assert extract(Document(text, lang="vi")).accounts


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\ufeff", "." * 5000, "điện đàm với " * 800, "(" * 4000, "A. " * 4000]
)
def test_odd_shapes(text):
    extract(Document(text, lang="vi"))
    extract(Document(text))


def test_same_in_same_out():
    document = Document(" ".join(SENTENCES[:2]), id="a", lang="vi")
    first = extract(document)
    assert extract(document) == first
    assert Extraction.from_dict(first.as_dict()) == first


def test_knows_nothing_of_django():
    """In an interpreter of its own, as a Dask worker would import it."""
    code = (
        "import sys; from articles.extraction import Document, extract;"
        "extract(Document('Biden spoke by phone with Macron.'));"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0
