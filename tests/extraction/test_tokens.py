"""Phrases are found where whole words of one sentence are, all of them, whatever else is found there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.extraction.tokens import Tokens, Trie

WORDS = st.sampled_from(["a", "b", "ab", "B", "Đà", "đá", ".", ","])
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "\n", "-"])), max_size=25).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


def found(trie: Trie, text: str) -> list[tuple[str, str]]:
    tokens = Tokens(text)
    return [(text[slice(*tokens.span(hit.first, hit.last))], hit.phrase.value) for hit in trie.find(tokens)]


@pytest.mark.parametrize(
    ("folded", "cased", "phrase", "text", "expected"),
    [
        (True, False, "prime minister", "The Prime Minister spoke.", ["Prime Minister"]),
        (True, False, "minister", "The ministers and the administer spoke.", []),  # whole words only
        (True, False, "Moon Jae-in", "Moon Jae - in, Moon Jae in", ["Moon Jae - in", "Moon Jae in"]),  # hyphens part
        (True, False, "call with", "a call\nwith", []),  # a line ends the sentence
        (True, True, "Turkey", "turkey and Turkey", ["Turkey"]),
        (True, False, "US", "it told us of the US", ["US"]),  # capitals stay capitals
        (True, False, "điện đàm", "dien dam", ["dien dam"]),
        (False, False, "điện đàm", "dien dam, Điện đàm", ["Điện đàm"]),
        (False, False, "hòa bình", "hoà bình", ["hoà bình"]),  # the tone may stand on either vowel
    ],
)
def test_a_phrase_is_found_in_a_text(folded, cased, phrase, text, expected):
    trie = Trie(folded=folded)
    trie.add(phrase, "kind", phrase, cased=cased)
    assert found(trie, text) == [(words, phrase) for words in expected]


def test_of_phrases_that_begin_together_the_longest_comes_first():
    trie = Trie(folded=True)
    for phrase in ("deputy", "deputy foreign minister", "foreign minister", "deputy foreign", "minister"):
        trie.add(phrase, "kind", phrase)
    assert [value for _, value in found(trie, "the deputy foreign minister")] == [
        "deputy foreign minister",
        "deputy foreign",
        "deputy",
        "foreign minister",
        "minister",
    ]


@given(TEXTS, st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=12), st.booleans())
def test_all_phrases_are_found_that_comparing_word_by_word_finds(text, phrases, folded):
    trie = Trie(folded=folded)
    for phrase in phrases:
        trie.add(phrase.lower(), "kind", phrase.lower())
    tokens = Tokens(text)
    keys = tokens.folds if folded else tokens.keys
    expected = set()
    for phrase in phrases:
        own = Tokens(phrase.lower())
        wanted = own.folds if folded else own.keys
        for first in range(len(tokens)):
            last = first + len(wanted)
            if keys[first:last] == wanted and len(set(tokens.sentence_of[first:last])) == 1:
                expected.add((first, last, phrase.lower()))
    hits = trie.find(tokens)
    assert {(hit.first, hit.last, hit.phrase.value) for hit in hits} == expected
    assert [(hit.first, -hit.last) for hit in hits] == sorted((hit.first, -hit.last) for hit in hits)


@given(TEXTS)
def test_tokens_and_gaps_are_the_text(text):
    tokens = Tokens(text)
    whole = "".join(gap + word for gap, word in zip(tokens.gaps, tokens.words, strict=True))
    assert whole == (text[tokens.starts[0] : tokens.ends[-1]] if tokens.words else "")
    assert tokens.words == [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    assert [i for first, last in tokens.sentences for i in range(first, last)] == list(range(len(tokens)))
