"""Merging and splitting: the preview says what then happens, old addresses lead on, everything can be undone."""

import pytest

from articles import editing
from articles.editing import EditError, Seen, StaleEditError, values
from articles.editing.doubles import meeting_pairs, near
from articles.editing.states import state_of
from articles.ingest.rebuild import rebuild
from articles.models import Article, Meeting, Ruling

from .archive import call_on, fact, said, son_lammy, son_lammy_vi

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def two_calls():
    """One call, of which an article has the day wrong by more than a time zone explains."""
    return call_on("2024-12-10", "tenth.txt"), call_on("2024-12-12", "twelfth.txt", topics={"energy": "wind power"})


def archive() -> list:
    return [state_of(meeting) for meeting in Meeting.objects.order_by("slug")]


def told(states) -> list[tuple]:
    """Which row a meeting has is nobody's business; what it says and its address are."""
    return [(state.slug, state.facts, state.accounts) for state in states]


def grouped() -> list[str]:
    """Which articles are of one meeting: `["tenth twelfth", "other"]`."""
    meetings = Meeting.objects.prefetch_related("accounts__article")
    return sorted(
        " ".join(sorted(account.article.source_id.removesuffix(".txt") for account in meeting.accounts.all()))
        for meeting in meetings
    )


def test_merge(two_calls, editor, client):
    old = [call.get_absolute_url() for call in two_calls]
    outcome = editing.merge(two_calls, editor, "the second article miscounts")
    (call,) = Meeting.objects.all()
    assert [state.pk for state in outcome.after] == [call.pk]
    assert said(call, "topic") == ["energy", "trade_investment"]
    (address,) = set(old) - {call.get_absolute_url()}
    assert client.get(address).status_code == 301
    assert client.get(address)["Location"] == call.get_absolute_url()


def test_a_merge_stands_whatever_comes(two_calls, editor):
    editing.merge(two_calls, editor)
    call_on("2024-12-10", "tenth.txt")
    call_on("2024-12-12", "twelfth.txt")
    rebuild()
    assert grouped() == ["tenth twelfth"]


def test_undo_of_a_merge(two_calls, editor, client):
    before, old = archive(), [call.get_absolute_url() for call in two_calls]
    outcome = editing.merge(two_calls, editor)
    editing.undo(outcome.rulings[0], editor)
    assert told(archive()) == told(before)
    assert [client.get(address).status_code for address in old] == [200, 200]


def test_the_preview_of_a_merge_is_what_happens(two_calls, editor):
    before = archive()
    shown = editing.preview(lambda: editing.merge(two_calls, editor))
    assert archive() == before, "a preview changes nothing"
    assert not Ruling.objects.exists()
    outcome = editing.merge(two_calls, editor)
    assert [(s.slug, s.facts, s.accounts) for s in shown.after] == [
        (s.slug, s.facts, s.accounts) for s in outcome.after
    ]
    (stays,) = [fate for fate in shown.fates if fate.stays]
    (goes,) = [fate for fate in shown.fates if fate.leads_to]
    assert {stays.slug, goes.slug} == {call.slug for call in two_calls}
    assert goes.leads_to == (stays.slug,)
    assert len(shown.moves) == 1


def test_a_preview_names_meetings_that_a_merge_would_draw_in(editor):
    """An undated account can be of either of two calls, so it waits; once they are one, it can only be of that."""
    calls = call_on("2024-12-10", "tenth.txt"), call_on("2024-12-12", "twelfth.txt")
    waiting = call_on("2024-12-15", "undated.txt", date=None)
    assert grouped() == ["tenth", "twelfth", "undated"]
    shown = editing.preview(lambda: editing.merge(calls, editor))
    assert waiting.slug in [fate.slug for fate in shown.fates]
    assert ("undated.txt", 0) in [move.account for move in shown.moves]


def test_split(editor):
    call = son_lammy()
    son_lammy_vi()
    assert grouped() == ["lammy son"]
    outcome = editing.split(call, [("son.txt", 0)], editor, "of the call on the eve")
    assert grouped() == ["lammy", "son"]
    assert len(outcome.after) == 2
    son_lammy_vi()
    son_lammy()
    rebuild()
    assert grouped() == ["lammy", "son"]
    editing.undo(outcome.rulings[0], editor)
    assert grouped() == ["lammy son"]


def test_the_preview_of_a_split_names_the_new_meeting(editor):
    call = son_lammy()
    son_lammy_vi()
    shown = editing.preview(lambda: editing.split(call, [("son.txt", 0)], editor))
    assert [len(state.accounts) for state in shown.after] == [1, 1]
    assert any(fate.is_new for fate in shown.fates)
    assert grouped() == ["lammy son"]


def test_those_that_go_together_stay_together(editor):
    """Two of four are of another call: they are one call, though one of them says nothing of the day."""
    call = son_lammy()
    son_lammy(source="lammy-2.txt")
    son_lammy_vi()
    son_lammy_vi("son-2.txt", date=None)
    assert grouped() == ["lammy lammy-2 son son-2"]
    editing.split(call, [("son.txt", 0), ("son-2.txt", 0)], editor)
    assert grouped() == ["lammy lammy-2", "son son-2"]


def test_a_merge_after_a_split_and_the_other_way_round(two_calls, editor):
    editing.merge(two_calls, editor)
    editing.split(Meeting.objects.get(), [("tenth.txt", 0)], editor)
    assert grouped() == ["tenth", "twelfth"]
    editing.merge(list(Meeting.objects.all()), editor)
    assert grouped() == ["tenth twelfth"], "the last word counts"


@pytest.mark.parametrize("parting", [[], [("lammy.txt", 0), ("son.txt", 0)], [("elsewhere.txt", 0)]])
def test_a_split_leaves_something_on_both_sides(editor, parting):
    call = son_lammy()
    son_lammy_vi()
    with pytest.raises(EditError, match="Some of the articles stay"):
        editing.split(call, parting, editor)


def test_one_meeting_is_not_merged(editor):
    with pytest.raises(EditError, match="two meetings"):
        editing.merge([son_lammy()], editor)


def test_rulings_go_where_their_accounts_go(two_calls, editor):
    """A rejection given on one of the two holds for the whole after the merge, and is back in its place after undo."""
    editing.reject([fact(two_calls[0], "topic", "trade_investment")], editor)
    outcome = editing.merge(two_calls, editor)
    assert said(Meeting.objects.get(), "topic") == ["energy"]
    editing.undo(outcome.rulings[0], editor)
    tenth, twelfth = (Article.objects.get(source_id=f"{n}.txt").accounts.get().meeting for n in ("tenth", "twelfth"))
    assert (said(tenth, "topic"), said(twelfth, "topic")) == ([], ["energy"])


def test_what_was_rejected_comes_back_in_no_part(editor):
    call = son_lammy()
    son_lammy_vi(topics={"energy": "biến đổi khí hậu"})
    editing.reject([fact(call, "topic", "energy")], editor)
    editing.split(call, [("son.txt", 0)], editor)
    assert [said(meeting, "topic") for meeting in Meeting.objects.order_by("pk")] == [["migration_consular"], []]


def test_a_part_that_is_split_off_has_its_own_date_again(editor):
    call = son_lammy()
    son_lammy_vi()
    editing.correct(fact(call, "date"), values.date("2024-12-19"), editor)
    editing.split(call, [("son.txt", 0)], editor)
    assert sorted(Meeting.objects.values_list("date_edtf", flat=True)) == ["2024-12-19", "2024-12-20"]


def test_a_merge_on_an_old_page_is_refused(two_calls, editor, other_editor):
    seen = [Seen(call.pk, state_of(call).version) for call in two_calls]
    editing.correct(fact(two_calls[0], "date"), values.date("2024-12-01"), other_editor)
    with pytest.raises(StaleEditError):
        editing.merge(two_calls, editor, seen=seen)
    assert grouped() == ["tenth", "twelfth"]


def test_possible_duplicates(two_calls, editor):
    call_on("2024-12-30", "long-after.txt")
    call_on("2024-12-11", "others.txt", people=[("Keir Starmer", "Mr Lammy", "GB", "head_of_government")])
    assert meeting_pairs() == [tuple(sorted(call.pk for call in two_calls))]
    assert near(two_calls[0])[0] == two_calls[1] or near(two_calls[0])[0].date_edtf == "2024-12-11"
    editing.keep_apart(two_calls, editor, "two calls within a week")
    assert meeting_pairs() == []


MANY = [f"2025-{month:02}-{day:02}" for month in range(1, 7) for day in (10, 12)]


@pytest.fixture
def many_that_are_none(editor):
    """Pairs of calls days apart, later than `two_calls`, of which an editor has said that they are two."""
    for first, second in zip(MANY[::2], MANY[1::2], strict=True):
        editing.keep_apart([call_on(first, f"{first}.txt"), call_on(second, f"{second}.txt")], editor)


def test_possible_duplicates_behind_many_that_are_none(two_calls, many_that_are_none, monkeypatch):
    monkeypatch.setattr("articles.editing.doubles._AT_ONCE", 2)
    assert meeting_pairs() == [tuple(sorted(call.pk for call in two_calls))]


def test_possible_duplicates_are_looked_for_only_so_far(two_calls, many_that_are_none, monkeypatch):
    monkeypatch.setattr("articles.editing.doubles._LOOKED_AT", 3)
    assert meeting_pairs() == [], "the latest are dealt with first"


def test_no_more_possible_duplicates_than_anybody_looks_at(monkeypatch):
    for day in MANY:
        call_on(day, f"{day}.txt")
    monkeypatch.setattr("articles.editing.doubles._AT_ONCE", 2)
    monkeypatch.setattr("articles.editing.doubles._ENOUGH", 3)
    assert 3 <= len(meeting_pairs()) <= 5
    latest = Meeting.objects.get(slug__startswith=MANY[-1])
    assert latest.pk in meeting_pairs()[0]
