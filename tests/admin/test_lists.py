"""The lists of the admin: every one opens, finds what it should, and asks the database no more for more rows."""

import pytest
from django.contrib import admin
from django.urls import reverse

from articles import editing
from articles.editing import values
from articles.models import Article, ArticleVersion, Official, Ruling, Subscription
from tests.admin.forms import as_shown, new_row
from tests.editing.archive import SON_LAMMY, again, call_on, fact, son_lammy, son_lammy_vi

pytestmark = pytest.mark.usefixtures("reference")


def listed(client, model: str, **query) -> list[str]:
    page = client.get(reverse(f"admin:articles_{model}_changelist"), query)
    assert page.status_code == 200
    return sorted(str(record) for record in page.context["cl"].result_list)


@pytest.mark.parametrize(
    "model",
    [
        model._meta.model_name
        for model in admin.site._registry
        if model._meta.app_label == "articles" and model is not Subscription
    ],
)
def test_every_list_and_record_opens(as_editor, model):
    call = son_lammy(agreements={"Strategic Dialogue": "strategic dialogue"})
    editing.confirm([fact(call, "date")], _somebody())
    page = as_editor.get(reverse(f"admin:articles_{model}_changelist"))
    assert page.status_code == 200
    for record in page.context["cl"].result_list[:2]:
        for view in ("change", "history"):
            assert as_editor.get(reverse(f"admin:articles_{model}_{view}", args=[record.pk])).status_code == 200


def test_readers_addresses_are_for_superusers(as_editor, admin_client):
    address = Subscription.objects.create(email="reader@example.org", query="country=gb", language="en")
    there = reverse("admin:articles_subscription_changelist")
    assert as_editor.get(there).status_code == 403
    assert listed(admin_client, "subscription", q="reader") == ["reader@example.org: country=gb"]
    admin_client.post(reverse("admin:articles_subscription_delete", args=[address.pk]), {"post": "yes"})
    assert not Subscription.objects.exists()


def _somebody():
    from django.contrib.auth.models import User

    return User.objects.create_user("somebody")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "dien dam"}, ["2024-12-20"]),  # in the Vietnamese article, typed without accents
        ({"q": "WIND POWER"}, ["2025-03-03"]),
        ({"q": "cricket"}, []),
        ({"party": "VN"}, ["2024-12-20", "2025-03-03"]),
        ({"party": "FR"}, []),
        ({"kind__exact": "video_call"}, ["2025-03-03"]),
        ({"date_earliest__year": "2024"}, ["2024-12-20"]),
        ({"review": "checked"}, ["2024-12-20"]),
        ({"review": "open"}, ["2025-03-03"]),
        ({"review": "hidden"}, []),
        ({"accounts__article__language": "vi"}, ["2024-12-20"]),
    ],
)
def test_meetings(as_editor, query, found):
    call = son_lammy()
    son_lammy_vi()
    call_on("2025-03-03", "third.txt", kind=("video_call", "telephoned"))
    editing.confirm([fact(call, "date")], _somebody())
    assert [name.split()[0] for name in listed(as_editor, "meeting", **query)] == found


@pytest.mark.parametrize(("words", "found"), [("bui thanh son", 1), ("LAMMY", 1), ("nobody", 0)])
def test_officials_by_any_form_of_the_name(as_editor, words, found):
    son_lammy()
    assert len(listed(as_editor, "official", q=words)) == found


def test_articles(as_editor):
    son_lammy()
    son_lammy_vi()
    assert len(listed(as_editor, "article", language__exact="vi")) == 1
    assert len(listed(as_editor, "article", q="lammy.txt")) == 1


@pytest.mark.parametrize("model", ["meeting", "article", "official", "ruling"])
def test_the_number_of_queries_does_not_grow(as_editor, model, django_assert_max_num_queries):
    url = reverse(f"admin:articles_{model}_changelist")
    user = _somebody()
    for number in range(1, 7):
        call = call_on(f"2025-0{number}-01", f"{number}.txt")
        editing.confirm([fact(call, "date")], user)
    with django_assert_max_num_queries(25):
        as_editor.get(url)


def test_the_text_of_an_article_is_marked_escaped_and_read_only(as_editor):
    call = son_lammy(SON_LAMMY + "\n<script>alert(1)</script>\n")
    article = call.accounts.get().article
    url = reverse("admin:articles_article_change", args=[article.pk])
    html = as_editor.get(url).content.decode()
    assert '<span class="m-what">offshore wind</span>' in html
    assert "&lt;script&gt;alert(1)" in html
    assert as_editor.post(url, {"text": "something else"}).status_code == 403
    assert Article.objects.get().text == article.text


def test_what_a_source_changed(as_editor):
    son_lammy()
    son_lammy(SON_LAMMY.replace("offshore wind", "solar power"), topics={}, statements=())
    version = ArticleVersion.objects.get()
    html = as_editor.get(reverse("admin:article-version", args=[version.article_id, version.pk])).content.decode()
    assert "<del>offshore</del>" in html
    assert "<ins>solar</ins>" in html


def test_an_official_is_described_in_the_form(as_editor):
    son_lammy()
    lammy = Official.objects.get(name="David Lammy")
    url = reverse("admin:articles_official_change", args=[lammy.pk])
    page = as_editor.get(url)
    term = {"role": "foreign_minister", "title": "Foreign Secretary", "country": "GB", "since": "2024-07", "until": ""}
    row = new_row(page, "tenures", **term)
    as_editor.post(
        url, {**as_shown(page), **row, "surname": "Lammy", "aliases": "D. Lammy", "reason": "the list is old"}
    )
    lammy.refresh_from_db()
    assert (lammy.surname, lammy.tenures.get().title) == ("Lammy", "Foreign Secretary")
    assert "D. Lammy" in lammy.aliases.values_list("name", flat=True)
    assert Ruling.objects.get().reason == "the list is old"
    history = as_editor.get(reverse("admin:articles_official_history", args=[lammy.pk])).content.decode()
    assert "the list is old" in history


def test_an_official_on_an_old_page(as_editor, as_other_editor):
    son_lammy()
    url = reverse("admin:articles_official_change", args=[Official.objects.get(name="David Lammy").pk])
    mine, theirs = as_shown(as_editor.get(url)), as_shown(as_other_editor.get(url))
    as_other_editor.post(url, {**theirs, "surname": "Lammy"})
    refused = as_editor.post(url, {**mine, "surname": "Lamy"}).content.decode()
    assert "Nothing was saved" in refused
    assert "another-editor" in refused
    assert Official.objects.get(name="David Lammy").surname == "Lammy"


def test_a_new_official_and_a_new_agreement(as_editor):
    tenures = {f"tenures-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    new = {"name": "Catherine West", "country": "GB", "surname": "West", "gender": "f", "aliases": "", **tenures}
    as_editor.post(reverse("admin:articles_official_add"), new)
    assert Official.objects.get(name="Catherine West").slug == "catherine-west"
    assert (
        "of this name and country already"
        in as_editor.post(reverse("admin:articles_official_add"), new).content.decode()
    )
    new = {
        "name_en": "EU–Vietnam Free Trade Agreement",
        "name_vi": "",
        "acronym": "EVFTA",
        "kind": "",
        "parties": ["VN"],
    }
    as_editor.post(reverse("admin:articles_agreement_add"), new)
    assert listed(as_editor, "agreement") == ["EU–Vietnam Free Trade Agreement"]


def test_rulings_are_undone_from_their_list(as_editor):
    call = son_lammy()
    editing.correct(fact(call, "date"), values.date("2024-12-19"), _somebody())
    sent = {"action": "undo_all", "_selected_action": [ruling.pk for ruling in Ruling.objects.all()]}
    as_editor.post(reverse("admin:articles_ruling_changelist"), sent)
    assert again(call).date_edtf == "2024-12-20"


def test_whole_meetings_are_confirmed_from_their_list(as_reviewer):
    call = son_lammy()
    sent = {"action": "confirm_all", "_selected_action": [call.pk]}
    as_reviewer.post(reverse("admin:articles_meeting_changelist"), sent)
    assert not again(call).facts.published().filter(status="proposed").exists()


def test_meetings_chosen_in_the_list_go_to_the_preview(as_editor):
    calls = call_on("2024-12-10", "tenth.txt"), call_on("2024-12-12", "twelfth.txt")
    sent = {"action": "merge", "_selected_action": [call.pk for call in calls]}
    response = as_editor.post(reverse("admin:articles_meeting_changelist"), sent)
    assert response["Location"].startswith(reverse("desk-merge"))
    assert not Ruling.objects.exists(), "nothing is merged before it was looked at"
