"""What an editor marks or pastes is found in the text as it stands."""

import pytest

from articles.editing import NotInTextError, marked
from articles.editing.differences import differences
from articles.models import Article

TEXT = "Bộ trưởng  Ngoại giao\nBùi Thanh Sơn đã điện đàm. Ông Sơn cảm ơn. Hai bên nhất trí. Ông Sơn cảm ơn."
ARTICLE = Article(source_id="a", title="Điện đàm", text=TEXT)


@pytest.mark.parametrize(
    ("pasted", "found"),
    [
        ("Hai bên nhất trí.", "Hai bên nhất trí."),
        ("Bộ trưởng Ngoại giao Bùi Thanh Sơn", "Bộ trưởng  Ngoại giao\nBùi Thanh Sơn"),  # browsers collapse white space
        ("hai ben nhat tri", "Hai bên nhất trí"),  # typed, not pasted
        ("Hai bên nhất trí", "Hai bên nhất trí"),  # composed the other way
        ("Điện đàm", "Điện đàm"),  # the title is part of what is read
    ],
)
def test_found(pasted, found):
    span = marked(ARTICLE, pasted)
    assert (span.quote, ARTICLE.full_text[span.start : span.end]) == (found, found)


def test_the_nearest_of_several():
    first, second = (ARTICLE.full_text.index("Ông Sơn"), ARTICLE.full_text.rindex("Ông Sơn"))
    assert marked(ARTICLE, "Ông Sơn cảm ơn", first + 1).start == first
    assert marked(ARTICLE, "Ông Sơn cảm ơn", second - 1).start == second


@pytest.mark.parametrize("pasted", ["", "   ", "Họ không gặp nhau.", "...", "x" * 5000])
def test_not_found(pasted):
    with pytest.raises(NotInTextError):
        marked(ARTICLE, pasted)


def test_differences():
    found = differences(
        "The call took place on Monday. They agreed.", "The call took place on Tuesday, at night. They agreed."
    )
    assert [(stretch.how, stretch.text) for stretch in found] == [
        ("same", "The call took place on "),
        ("gone", "Monday"),
        ("new", "Tuesday, at night"),
        ("same", ". They agreed."),
    ]
