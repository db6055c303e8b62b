"""One box: whatever the spelling, found, grouped, and marked as it is written."""

import pytest

from articles.index import current
from tests import factories as make

pytestmark = pytest.mark.django_db


def found(client, words):
    response = client.get("/search/", {"q": words})
    assert response.status_code == 200
    return response.context["found"], response.content.decode()


FOUND = [
    # words, group, what is in it
    ("dien dam anh", "meetings", "Bùi Thanh Sơn"),
    ("Bui Thanh Son", "officials", "Bùi Thanh Sơn"),
    ("bùi thanh sơn", "officials", "Bùi Thanh Sơn"),
    ('"priority partner"', "meetings", "David Lammy"),
    ("khí hậu", "meetings", "Bùi Thanh Sơn"),
    ("khí hậu", "topics", "Climate and environment"),  # by its Vietnamese name
    ("anh", "countries", "United Kingdom"),  # by its Vietnamese name
    ("dien dam anh", "countries", "United Kingdom"),
    ("GB", "countries", "United Kingdom"),
    ("energy transition", "agreements", "Just Energy Transition Partnership"),
    ("KHÍ HẬU", "articles", "Việt Nam và Anh điện đàm"),
    ("lammy", "officials", "David Lammy"),
    ("tariff", "meetings", "Donald Trump"),  # the beginning of a word
]


@pytest.mark.parametrize(("words", "group", "expected"), FOUND)
def test_found(client, archive, words, group, expected):
    from articles.wording import title

    results, _ = found(client, words)
    names = {
        "meetings": lambda meeting: title(meeting),
        "articles": lambda hit: hit.article.heading,
    }
    said = [names.get(group, str)(record) for record in getattr(results, group)]
    assert any(expected in name for name in said), said


def test_names_match_by_their_words(client, archive):
    """“anh” is in “Thanh”, but nobody's name."""
    assert found(client, "anh")[0].officials == []


def test_whole_words(client, archive):
    """A short word matches whole: “Lam” is Tô Lâm, not the beginning of “Lammy”."""
    results, _ = found(client, "lam")
    assert [meeting.date_edtf for meeting in results.meetings] == ["2025-04-04"]


def test_marked_in_the_original_spelling(client, archive):
    _, page = found(client, "dien dam")
    assert "<mark>điện</mark> <mark>đàm</mark>" in page


NEAR = [
    ("Yvette Copper", "Yvette Cooper"),  # as a newspaper once had it
    ("lamy", "Lammy"),
    ("vietnan", "Vietnam"),
    ("bui tanh son", "Bùi Thanh Sơn"),
]


@pytest.mark.parametrize(("words", "meant"), NEAR)
def test_did_you_mean(client, archive, words, meant):
    results, page = found(client, words)
    assert results.suggestion == meant
    assert f">{meant}</a>?" in page
    assert not found(client, meant)[0].is_empty


def test_no_suggestion_for_what_is_like_nothing(client, archive):
    assert found(client, "xyzzyx")[0].suggestion == ""


@pytest.mark.parametrize("words", ['"', "'", "%", "_", "\\", ".*", "(((", "<script>", "đ" * 199, "a " * 90, "…"])
def test_odd_words_find_nothing_or_something(client, archive, words):
    _, page = found(client, words)
    assert "<script>" not in page


def test_too_long_is_said(client, archive):
    response = client.get("/search/", {"q": "x" * 300})
    assert response.status_code == 400
    assert "at most 200 characters" in response.content.decode()


def test_an_empty_box(client, archive):
    assert client.get("/search/").status_code == 200


def test_number_of_queries(client, archive, django_assert_max_num_queries):
    current()
    with django_assert_max_num_queries(14):
        found(client, "dien dam anh")
    with django_assert_max_num_queries(14):
        found(client, "Yvette Copper")


def test_the_sentence_with_most_of_the_words_is_shown(client, db):
    """Not the caption, which comes first, nor a sentence with one of the words."""
    text = "Ảnh: Hotline sample\n\nNước Anh có ngoại trưởng mới. Ông điện đàm với phía Anh. Anh cảm ơn."
    article = make.article(text, language="vi", zones=[["caption", 0, 19], ["body", 21, len(text)]])
    make.meeting(articles=[article])
    _, page = found(client, "dien dam anh")
    assert "Ông <mark>điện</mark> <mark>đàm</mark> với phía <mark>Anh</mark>." in page
