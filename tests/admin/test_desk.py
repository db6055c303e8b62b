"""The desk's pages and buttons, without a browser: what they show, what they do, what they refuse."""

import pytest
from django.urls import reverse

from articles import editing
from articles.editing import values
from articles.editing.reports import report
from articles.models import Fact, Meeting, Report, Ruling
from articles.models.choices import Status
from tests.editing.archive import SON_LAMMY, again, call_on, fact, said, son_lammy, son_lammy_vi

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def call():
    return son_lammy()


def page(client, call) -> str:
    return client.get(reverse("desk-meeting", args=[again(call).slug])).content.decode()


def line_of(client, call, wanted: Fact):
    """A fact as the page shows it."""
    sheet = client.get(reverse("desk-meeting", args=[call.slug])).context["sheet"]
    lines = [line for group in sheet.groups for line in (*group.published, *group.otherwise, *group.rejected)]
    return next(line for line in lines if line.fact == wanted)


def judge(client, call, wanted: Fact, verdict: str, line=None):
    line = line or line_of(client, call, wanted)
    url = reverse("desk-judge", args=[call.slug, wanted.pk])
    return client.post(url, {"verdict": verdict, "seen": line.seen}, follow=True)


def test_facts_and_articles_side_by_side(as_editor, call):
    son_lammy_vi()
    html = page(as_editor, call)
    for told in ("20 December 2024", "David Lammy", "Energy", "<mark>offshore wind</mark>", "biến đổi khí hậu"):
        assert told in html
    assert html.count('class="text"') == 2


def test_an_article_with_markup_in_it_shows_it_as_text(as_editor):
    call = son_lammy(SON_LAMMY + "\n<script>alert('x')</script> <b>bold</b>\n")
    html = page(as_editor, call)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def test_one_click(as_editor, call):
    energy, migration = fact(call, "topic", "energy"), fact(call, "topic", "migration_consular")
    assert "1 decision is kept" in judge(as_editor, call, energy, "confirm").content.decode()
    judge(as_editor, call, migration, "reject")
    assert (fact(call, "topic", "energy").status, said(call, "topic")) == (Status.CONFIRMED, ["energy"])
    judge(as_editor, call, migration, "confirm")
    assert said(call, "topic") == ["energy", "migration_consular"], "right after all"


def test_correct(as_editor, call):
    date = fact(call, "date")
    url = reverse("desk-correct", args=[call.slug, date.pk])
    seen = line_of(as_editor, call, date).seen
    name = f"fact-{date.pk}"
    sent = {f"{name}-value": "2024-12-19", f"{name}-reason": "their readout", f"{name}-quote": "", f"{name}-seen": seen}
    response = as_editor.post(url, sent)
    assert response["Location"] == reverse("desk-meeting", args=[again(call).slug]), "at its new address"
    assert again(call).date_edtf == "2024-12-19"
    old = as_editor.get(reverse("desk-meeting", args=[call.slug]))
    assert old["Location"] == response["Location"]


@pytest.mark.parametrize(
    ("aspect", "said_so", "key"),
    [
        ("topic", {"topic": "high_level_exchange"}, "high_level_exchange"),
        ("agreement", {"agreement": "UK–Viet Nam  Strategic Dialogue"}, "UK–Viet Nam Strategic Dialogue"),
        ("party", {"country": "FR"}, "FR"),
        ("initiator", {"country": "GB"}, "GB"),
        ("participant", {"name": "Catherine West", "country": "GB", "role": "", "title": ""}, "catherine west|GB"),
    ],
)
def test_add_with_a_pasted_sentence(as_editor, call, aspect, said_so, key):
    sent = {**said_so, "quote": "the next round of\nthe strategic dialogue", "reason": ""}
    url = reverse("desk-add", args=[call.slug, aspect])
    as_editor.post(url, {f"new-{aspect}-{name}": value for name, value in sent.items()})
    assert fact(call, aspect, key).evidence.get().quote == "the next round of the strategic dialogue"


def test_a_name_that_an_official_goes_by_is_that_official(as_editor, call):
    """Typed without accents: no second Son comes of it."""
    editing.reject([fact(call, "participant", official__name="Bùi Thanh Sơn")], _user())
    sent = {"name": "bui thanh son", "country": "VN", "role": "foreign_minister", "title": "", "quote": "Bui Thanh Son"}
    url = reverse("desk-add", args=[call.slug, "participant"])
    as_editor.post(url, {f"new-participant-{name}": value for name, value in sent.items()})
    assert sorted(f.official.name for f in again(call).participants) == ["Bùi Thanh Sơn", "David Lammy"]


def _user():
    from django.contrib.auth.models import User

    return User.objects.create_user("somebody")


def test_a_marked_passage_is_the_one_marked(as_editor):
    """The words stand twice: the second was marked."""
    text = SON_LAMMY + "\nThe energy ministers will meet. Offshore wind is what they will speak about: offshore wind.\n"
    call = son_lammy(text)
    article = call.accounts.get().article
    start = text.rindex("offshore wind")
    sent = {"topic": "trade_investment", "quote": "offshore wind", "article": article.pk, "start": start}
    url = reverse("desk-add", args=[call.slug, "topic"])
    as_editor.post(url, {f"new-topic-{name}": value for name, value in sent.items()})
    assert fact(call, "topic", "trade_investment").evidence.get().start == start


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"topic": "health", "quote": ""}, "No fact without evidence"),
        ({"topic": "health", "quote": "They spoke about water."}, "These words do not stand in"),
        ({"topic": "astrology", "quote": "offshore wind"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_is_refused_with_the_form_still_filled_in(as_editor, call, sent, told):
    url = reverse("desk-add", args=[call.slug, "topic"])
    refused = as_editor.post(url, {f"new-topic-{name}": value for name, value in sent.items()})
    html = refused.content.decode()
    assert refused.status_code == 400
    assert told in html
    assert sent["quote"] in html
    assert not Ruling.objects.exists()


def test_an_edit_on_an_old_page_shows_both_versions(as_editor, as_other_editor, call):
    date = fact(call, "date")
    url = reverse("desk-correct", args=[call.slug, date.pk])
    name, seen = f"fact-{date.pk}", line_of(as_other_editor, call, date).seen
    as_editor.post(url, {f"{name}-value": "2024-12-19", f"{name}-seen": seen})
    url = reverse("desk-correct", args=[again(call).slug, date.pk])
    refused = as_other_editor.post(url, {f"{name}-value": "2024-12-18", f"{name}-seen": seen})
    html = refused.content.decode()
    assert refused.status_code == 409
    for told in ("Nothing was saved", "2024-12-18", "2024-12-19", "an-editor"):
        assert told in html
    assert again(call).date_edtf == "2024-12-19"


def test_a_fact_that_is_gone(as_editor, call):
    energy = fact(call, "topic", "energy")
    line = line_of(as_editor, call, energy)
    son_lammy(topics={})
    assert judge(as_editor, call, energy, "confirm", line).status_code == 409


def test_several_at_once(as_reviewer):
    call = son_lammy(confidence=0.6)
    items = as_reviewer.get(reverse("desk") + "?reason=confidence").context["items"]
    chosen = [item.facts[0].pk for item in items if item.facts[0].aspect == "topic"]
    sent = {"fact": chosen, "verdict": "reject", "reason": "too vague", "next": "/admin/desk/?reason=confidence"}
    response = as_reviewer.post(reverse("desk-judge-several"), sent)
    assert response["Location"] == "/admin/desk/?reason=confidence"
    assert said(call, "topic") == []
    assert len(set(Ruling.objects.values_list("act", flat=True))) == 1, "undone together"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "\\\\evil.example", "javascript:1"])
def test_no_way_out_to_another_site(as_editor, call, elsewhere):
    url = reverse("desk-judge", args=[call.slug, fact(call, "topic", "energy").pk])
    response = as_editor.post(url, {"verdict": "confirm", "next": elsewhere})
    assert "evil" not in response["Location"]
    assert response["Location"].startswith("/admin/desk/")


def test_merge_and_undo(as_editor):
    calls = call_on("2024-12-10", "tenth.txt"), call_on("2024-12-12", "twelfth.txt")
    url = f"{reverse('desk-merge')}?call={calls[0].slug}&call={calls[1].slug}"
    shown = as_editor.get(url)
    assert "would go: the address would lead to" in shown.content.decode()
    assert Meeting.objects.count() == 2
    seen = {f"seen-{state.pk}": state.version for state in shown.context["meetings"]}
    as_editor.post(reverse("desk-merge-do"), {"call": [call.slug for call in calls], "verdict": "same", **seen})
    assert Meeting.objects.count() == 1
    as_editor.post(reverse("desk-undo", args=[Ruling.objects.get().pk]))
    assert Meeting.objects.count() == 2


def test_split(as_editor, call):
    son_lammy_vi()
    account = call.accounts.get(article__source_id="son.txt")
    shown = as_editor.get(reverse("desk-split", args=[call.slug]), {"account": account.pk})
    assert "would be new" in shown.content.decode()
    sent = {"account": account.pk, "seen": shown.context["meeting"].version}
    as_editor.post(reverse("desk-split-do", args=[call.slug]), sent)
    assert Meeting.objects.count() == 2


def test_one_person(as_editor):
    call_on("2024-12-10", "west.txt", people=[("Catherine West", "Mr Lammy", "GB", "other_minister")])
    call_on("2025-03-03", "wast.txt", people=[("Catharine West", "Mr Lammy", "GB", "other_minister")])
    item = next(i for i in as_editor.get(reverse("desk")).context["items"] if i.reason.code == "namesake")
    slugs = [official.slug for official in item.officials]
    shown = as_editor.get(reverse("desk-same-person"), {"official": slugs, "stays": "catherine-west"})
    assert "Would no longer be published" in shown.content.decode()
    sent = {"official": slugs, "stays": "catherine-west", "verdict": "same"}
    as_editor.post(reverse("desk-same-person-do"), sent)
    assert [m.participants[0].official.slug for m in Meeting.objects.all()] == ["catherine-west"] * 2


def test_somebody_else(as_editor):
    """A namesake in one article: seen first, then said."""
    call_on("2024-12-10", "west.txt", people=[("Catherine West", "Mr Lammy", "GB", "other_minister")])
    second = call_on("2025-03-03", "second.txt", people=[("Catherine West", "Mr Lammy", "GB", "other_minister")])
    call_on("2025-06-06", "east.txt", people=[("Catherine East", "Mr Lammy", "GB", "other_minister")])
    chosen = {"account": second.accounts.get().pk, "other": "http://testserver/officials/catherine-east/"}
    url = reverse("desk-official", args=["catherine-west"])
    assert "Tick the articles" in as_editor.get(url, {"other": "catherine-east"}).content.decode()
    shown = as_editor.get(url, chosen)
    assert [
        fact.says for state in shown.context["preview"].after for fact in state.facts if fact.aspect == "participant"
    ]
    assert again(second).participants[0].official.slug == "catherine-west"
    as_editor.post(reverse("desk-somebody-else", args=["catherine-west"]), chosen)
    assert again(second).participants[0].official.slug == "catherine-east"


def test_reports(as_reviewer, call):
    report(call, fact(call, "topic", "energy"), "It was about <b>water</b>.", "", "203.0.113.9")
    html = page(as_reviewer, call)
    assert "It was about &lt;b&gt;water&lt;/b&gt;." in html
    as_reviewer.post(reverse("desk-report", args=[Report.objects.get().pk]), {"verdict": "dismiss"})
    assert Report.objects.get().state == Report.State.DISMISSED
    assert "water" not in page(as_reviewer, call)


def test_the_history_and_its_undo(as_editor, call):
    editing.correct(fact(call, "date"), values.date("2024-12-19"), _user(), reason="their readout")
    html = page(as_editor, call)
    assert "their readout" in html
    as_editor.post(reverse("desk-undo", args=[Ruling.objects.last().pk]))
    assert "undone by an-editor" in page(as_editor, call)
    assert again(call).date_edtf == "2024-12-20"


def test_bad_addresses(as_editor, call):
    assert as_editor.get(reverse("desk"), {"page": "x", "reason": "none"}).status_code == 200
    assert as_editor.get(reverse("desk"), {"page": "999999"}).status_code == 200
    assert as_editor.get(reverse("desk-meeting", args=["no-such-call"])).status_code == 404
    assert as_editor.get(reverse("desk-merge"), {"call": ["no-such-call", call.slug]}).status_code == 200
    assert as_editor.get(reverse("desk-split", args=[call.slug]), {"account": "x"}).status_code == 200
    assert as_editor.get(reverse("desk-same-person"), {"official": "nobody"}).status_code == 200
    assert as_editor.post(reverse("desk-merge-do"), {}).status_code == 302


def test_the_number_of_queries_of_a_meeting_page(as_editor, call, django_assert_max_num_queries):
    """Whatever the number of facts and articles: each adds none."""
    son_lammy_vi()
    as_editor.get(reverse("desk-meeting", args=[call.slug]))
    with django_assert_max_num_queries(29):
        as_editor.get(reverse("desk-meeting", args=[call.slug]))
