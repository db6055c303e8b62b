"""An article on the desk that tells of a call in which the machine read none."""

import pytest
from django.urls import reverse

from articles.models import Article, Meeting, Ruling
from tests.editing.archive import son_lammy, take_in

pytestmark = pytest.mark.usefixtures("reference")

NOTE = "The minister's week. On Friday he also had London on the line. <b>Then he rested.</b>"
SENTENCE = "On Friday he also had London on the line."


@pytest.fixture
def note() -> Article:
    take_in("note.txt", NOTE)
    return Article.objects.get(source_id="note.txt")


def send(client, note: Article, form: str, **said):
    fields = {f"{form}-{name}": value for name, value in {"quote": SENTENCE, **said}.items()}
    return client.post(reverse(f"desk-{form}", args=[note.pk]), fields, follow=True)


def test_from_the_list_to_the_page(as_editor, note):
    """Articles without a call are found in the list of articles."""
    son_lammy()
    listed = as_editor.get(reverse("admin:articles_article_changelist") + "?tells=none")
    assert [article.source_id for article in listed.context["cl"].queryset] == ["note.txt"]
    article = as_editor.get(reverse("admin:articles_article_change", args=[note.pk])).content.decode()
    assert reverse("desk-article", args=[note.pk]) in article
    page = as_editor.get(reverse("desk-article", args=[note.pk])).content.decode()
    assert "&lt;b&gt;Then he rested.&lt;/b&gt;" in page


def test_calls_near_the_day_are_offered(as_editor, note):
    call = son_lammy()
    page = as_editor.get(reverse("desk-article", args=[note.pk]))
    assert page.context["offered"] == [call]


def test_put(as_editor, note):
    call = son_lammy()
    page = send(as_editor, note, "put", call=f"http://testserver{call.get_absolute_url()}", reason="the same Friday")
    assert page.redirect_chain == [(reverse("desk-meeting", args=[call.slug]), 302)]
    assert SENTENCE in page.content.decode()
    assert "the same Friday" in as_editor.get(reverse("desk-article", args=[note.pk])).content.decode()


def test_make(as_editor, note):
    page = send(as_editor, note, "make", kind="phone_call", date="2025-03-07", first="VN", second="GB")
    call = Meeting.objects.get()
    assert page.redirect_chain == [(reverse("desk-meeting", args=[call.slug]), 302)]
    assert call.slug == "2025-03-07-united-kingdom-vietnam"


@pytest.mark.parametrize(
    ("form", "said", "told"),
    [
        ("put", {"call": "no-such-call"}, "no meeting of this address"),
        ("put", {"call": "2024-12-20-united-kingdom-vietnam", "quote": ""}, "No fact without evidence"),
        ("make", {"kind": "phone_call", "first": "VN", "second": "VN"}, "two parties"),
        ("make", {"kind": "phone_call", "first": "VN"}, "required"),
        ("make", {"kind": "phone_call", "first": "VN", "second": "GB", "date": "Friday"}, "Friday"),
        ("make", {"kind": "phone_call", "first": "VN", "second": "GB", "quote": "in Paris"}, "do not stand in"),
        ("make", {"kind": "phone_call", "first": "VN", "second": "GB", "quote": "word " * 900}, "a sentence or two"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_lost(as_editor, note, form, said, told):
    son_lammy()
    page = send(as_editor, note, form, **said)
    assert page.status_code == 400
    html = page.content.decode()
    assert told in html
    assert said.get("quote", SENTENCE) in html
    assert not Ruling.objects.exists()
