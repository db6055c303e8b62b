"""Facts edited in a meeting's form: what an editor changes is the editor's, and survives `ingest`."""

import pytest
from django.urls import reverse

from articles.models import Fact, Ruling
from articles.models.choices import Origin, Status
from tests.admin.forms import new_row, save, table
from tests.editing.archive import SON_LAMMY, again, fact, said, son_lammy

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def call():
    return son_lammy()


@pytest.fixture
def url(call) -> str:
    return reverse("admin:articles_meeting_change", args=[call.pk])


def field(page, label: str, name: str, key: str = "") -> str:
    """The name of a field in the row of a fact."""
    prefix, rows = table(page, label)
    number = next(n for n, form in enumerate(rows) if not key or form.instance.key == key)
    return f"{prefix}-{number}-{name}"


def test_each_fact_has_its_sentence_beside_it(as_editor, url):
    page = as_editor.get(url).content.decode()
    assert "<mark>offshore wind</mark>" in page
    assert "He congratulated Mr. Son on progress in" in page


def test_a_changed_value_is_the_editors_and_survives(as_editor, call, url):
    page = as_editor.get(url)
    saved = save(
        as_editor, url, {field(page, "date", "value"): "2024-12-19", "reason": "dated by the other side"}, page
    )
    assert "2 decisions are kept" in saved.content.decode()
    for text in (SON_LAMMY, SON_LAMMY, SON_LAMMY + "\nUpdated with a quote.\n"):
        son_lammy(text)
        date = fact(call, "date")
        assert (date.value, date.origin, date.status) == ("2024-12-19", Origin.EDITOR, Status.CONFIRMED)
    assert set(Ruling.objects.values_list("reason", flat=True)) == {"dated by the other side"}


def test_verdicts(as_editor, call, url):
    page = as_editor.get(url)
    changed = {
        field(page, "topics", "verdict", "energy"): "confirmed",
        field(page, "topics", "verdict", "migration_consular"): "rejected",
    }
    save(as_editor, url, changed, page)
    son_lammy()
    assert said(call, "topic") == ["energy"]
    assert fact(call, "topic", "energy").status == Status.CONFIRMED
    assert len(set(Ruling.objects.values_list("act", flat=True))) == 1, "one page saved is one act"


def test_a_row_added_with_its_sentence(as_editor, call, url):
    page = as_editor.get(url)
    quote = "the next round of the strategic dialogue"
    row = new_row(page, "topics", topic="high_level_exchange", quote=quote, verdict="")
    save(as_editor, url, row, page)
    son_lammy()
    added = fact(call, "topic", "high_level_exchange")
    assert (added.origin, added.evidence.get().quote) == (Origin.EDITOR, quote)


@pytest.mark.parametrize(
    ("quote", "told"), [("", "No fact without evidence"), ("They spoke about water.", "These words do not stand in")]
)
def test_a_row_without_evidence_is_refused(as_editor, call, url, quote, told):
    page = as_editor.get(url)
    refused = save(as_editor, url, new_row(page, "topics", topic="health", quote=quote, verdict=""), page)
    assert told in refused.content.decode()
    assert not Ruling.objects.exists()
    assert said(call, "topic") == ["energy", "migration_consular"]


def test_a_date_that_is_none_is_refused(as_editor, call, url):
    page = as_editor.get(url)
    refused = save(as_editor, url, {field(page, "date", "value"): "2024-13-45"}, page)
    assert "there is no month 13" in refused.content.decode()
    assert again(call).date_edtf == "2024-12-20"


def test_saving_a_page_on_which_nothing_was_changed_decides_nothing(as_editor, url):
    save(as_editor, url, {})
    assert not Ruling.objects.exists()


def test_a_page_older_than_the_record_is_shown_again_with_both_versions(as_editor, as_other_editor, call, url):
    old = as_other_editor.get(url)
    page = as_editor.get(url)
    save(as_editor, url, {field(page, "date", "value"): "2024-12-19"}, page)
    refused = save(as_other_editor, url, {field(old, "date", "value"): "2024-12-18"}, old)
    html = refused.content.decode()
    assert "Nothing was saved" in html
    assert "an-editor" in html
    assert "19 December 2024" in html, "theirs"
    assert "2024-12-18" in html, "and mine"
    assert again(call).date_edtf == "2024-12-19"


def test_a_reviewer_confirms_but_does_not_correct(as_reviewer, call, url):
    page = as_reviewer.get(url)
    prefix, _rows = table(page, "date")
    save(as_reviewer, url, {f"{prefix}-0-value": "1999-01-01", f"{prefix}-0-verdict": "confirmed"}, page)
    date = fact(call, "date")
    assert (date.value, date.status) == ("2024-12-20", Status.CONFIRMED)


def test_no_meeting_is_added_or_deleted_by_hand(as_editor, call, url):
    assert as_editor.get(reverse("admin:articles_meeting_add")).status_code == 403
    assert as_editor.post(reverse("admin:articles_meeting_delete", args=[call.pk]), {"post": "yes"}).status_code == 403
    assert Fact.objects.exists()


def test_the_history_of_a_meeting(as_editor, call, url):
    page = as_editor.get(url)
    save(as_editor, url, {field(page, "date", "value"): "2024-12-19", "reason": "their readout"}, page)
    history = as_editor.get(reverse("admin:articles_meeting_history", args=[call.pk])).content.decode()
    for told in ("an-editor", "their readout", "20 December 2024", "19 December 2024"):
        assert told in history
