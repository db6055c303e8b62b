"""An article in which no call was read is put to one, or one is made of it: by rulings that stand and can be undone."""

import pytest

from articles import editing
from articles.editing import EditError, marked
from articles.editing.history import of_meeting
from articles.ingest.export import as_dict, whole
from articles.ingest.rebuild import rebuild
from articles.models import Account, Article, Country, Meeting, Ruling

from .archive import Reader, again, fact, said, son_lammy, take_in

pytestmark = pytest.mark.usefixtures("reference")

NOTE = """The minister's week.

On Friday he also had London on the line, about wind farms and student visas.
"""
SENTENCE = "On Friday he also had London on the line"


@pytest.fixture
def note() -> Article:
    """An article in which the machine reads no call."""
    take_in("note.txt", NOTE)
    return Article.objects.get(source_id="note.txt")


def everything() -> list[dict]:
    return [as_dict(meeting) for meeting in whole(Meeting.objects.order_by("slug"))]


def sources(meeting: Meeting) -> list[str]:
    return sorted(again(meeting).accounts.values_list("article__source_id", flat=True))


def made(note: Article, editor, day: str = "2025-03-07") -> Meeting:
    parties = list(Country.objects.filter(pk__in=["GB", "VN"]))
    outcome = editing.make_meeting("phone_call", day, parties, marked(note, SENTENCE), editor, "the machine missed it")
    (meeting,) = outcome.after
    return Meeting.objects.get(pk=meeting.pk)


def test_an_article_is_put_to_a_call(note, editor):
    call = son_lammy()
    before = {aspect: said(call, aspect) for aspect in ("kind", "date", "party", "participant", "topic")}
    editing.put_to(call, marked(note, SENTENCE), editor, "the same Friday")
    assert sources(call) == ["lammy.txt", "note.txt"]
    assert {aspect: said(call, aspect) for aspect in before} == before
    quotes = fact(call, "kind").evidence.values_list("article__source_id", "quote")
    assert ("note.txt", SENTENCE) in quotes
    assert fact(call, "kind").status == "proposed", "that it was a phone call nobody has checked"


def test_a_call_is_made_of_an_article(note, editor, client):
    call = made(note, editor)
    assert (call.kind, call.date_edtf, call.date_basis) == ("phone_call", "2025-03-07", "editor")
    assert said(call, "party") == ["GB", "VN"]
    assert {f.status for f in call.facts.all()} == {"confirmed"}
    assert {f.origin for f in call.facts.all()} == {"editor"}
    assert [e.quote for e in fact(call, "party", "GB").evidence.all()] == [SENTENCE]
    page = client.get(call.get_absolute_url())
    assert SENTENCE in page.content.decode()
    assert client.get("/calls/?from=2025-03-07&to=2025-03-07").context["listing"].paginator.count == 1


@pytest.mark.parametrize("day", ["", "2025-03", "2025-03-07?"])
def test_the_day_need_not_be_known(note, editor, day):
    assert made(note, editor, day).date_edtf == day


def test_it_joins_what_the_archive_has_of_that_day(note, editor):
    call = son_lammy()
    assert made(note, editor, "2024-12-20") == call
    assert sources(call) == ["lammy.txt", "note.txt"]


@pytest.mark.parametrize("act", ["put", "made"])
def test_it_stands_and_can_be_undone(note, editor, act):
    call = son_lammy()
    without = everything()
    if act == "put":
        editing.put_to(call, marked(note, SENTENCE), editor)
    else:
        made(note, editor)
    then = everything()
    assert then != without
    rebuild()
    assert everything() == then
    rebuild(read_again=True)
    take_in("note.txt", NOTE)
    assert len(everything()) == len(then)
    assert Account.objects.filter(article__source_id="note.txt").count() == 1
    # From the articles and the rulings alone.
    Meeting.objects.all().delete()
    Account.objects.all().delete()
    son_lammy()
    rebuild()
    assert len(everything()) == len(then)
    editing.undo(Ruling.objects.filter(verdict="tells").get(), editor)
    assert everything() == without
    assert not Account.objects.filter(article__source_id="note.txt").exists()


def test_rulings_may_be_there_before_the_text(note, editor):
    made(note, editor)
    Meeting.objects.all().delete()
    Article.objects.all().delete()
    take_in("note.txt", NOTE)
    assert [call.date_edtf for call in Meeting.objects.all()] == ["2025-03-07"]


def test_the_machine_may_come_to_read_it_as_well(note, editor):
    call = made(note, editor)
    reader = Reader(NOTE)
    london = reader.account(
        kind=("phone_call", "on the line"),
        date=("2025-03-07", "Friday"),
        parties={"GB": "London", "VN": "The minister"},
        topics={"energy": "wind farms"},
    )
    take_in("note.txt", NOTE, london, published="2025-03-08")
    (now,) = Meeting.objects.all()
    assert now == call
    assert said(call, "topic") == ["energy"]
    assert fact(call, "date").status == "confirmed"


def test_a_changed_text_loses_the_sentence(note, editor):
    call = made(note, editor)
    take_in("note.txt", "The minister's week. He rested.")
    assert again(call).kind == "phone_call", "the editor's word stands"
    assert fact(call, "kind").evidence.get().is_gone


def test_undone_and_done_again_is_something_else(note, editor):
    made(note, editor)
    first = Ruling.objects.get(verdict="tells")
    editing.undo(first, editor)
    made(note, editor)
    second = Ruling.objects.standing().get(verdict="tells")
    assert first.subject != second.subject


def test_what_is_refused(note, editor):
    call = son_lammy()
    with pytest.raises(EditError, match="already"):
        editing.put_to(call, marked(call.accounts.get().article, "offshore wind"), editor)
    gb = Country.objects.get(pk="GB")
    with pytest.raises(EditError, match="two parties"):
        editing.make_meeting("phone_call", "2025", [gb, gb], marked(note, SENTENCE), editor)
    with pytest.raises(EditError, match="date"):
        editing.make_meeting("phone_call", "Friday", [gb, Country.objects.get(pk="VN")], marked(note, SENTENCE), editor)
    assert not Ruling.objects.exists()


def test_the_history_of_the_call_tells_of_it(note, editor):
    call = son_lammy()
    editing.put_to(call, marked(note, SENTENCE), editor, "the same Friday")
    entries = of_meeting(call)
    assert any(SENTENCE in entry.after and entry.ruling.reason == "the same Friday" for entry in entries)
