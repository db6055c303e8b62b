"""A process that keeps the sets in memory follows whatever other processes store."""

import pytest

from articles import index
from articles.index import changes
from articles.models import Change, Fact, Meeting
from tests import factories as make

pytestmark = pytest.mark.django_db


def calls_with(code: str) -> int:
    return len(index.current().of("party", code))


def test_what_was_stored_shows_at_once():
    make.meeting(parties=("VN", "GB"))
    assert calls_with("GB") == 1
    make.meeting(date="2025-01-01", parties=("VN", "GB"))
    assert calls_with("GB") == 2


def test_nothing_is_read_again_where_nothing_changed(django_assert_num_queries):
    make.meeting(parties=("VN", "GB"))
    before = index.current()
    with django_assert_num_queries(1):
        assert index.current() is before


def test_a_snapshot_does_not_change_under_whoever_holds_it():
    call = make.meeting(parties=("VN", "GB"))
    held = index.current()
    call.facts.filter(country="GB").delete()
    index.record([call.pk])
    assert calls_with("GB") == 0
    assert set(held.of("party", "GB")) == {call.pk}


@pytest.mark.parametrize("change", ["delete", "ruled out"])
def test_what_is_gone_is_in_no_set(change):
    call, other = make.meeting(parties=("VN", "GB")), make.meeting(parties=("VN", "US"))
    index.current()
    pk = call.pk
    if change == "delete":
        call.delete()
    else:
        Meeting.objects.filter(pk=pk).update(kind="")
    index.record([pk])
    sets = index.current()
    assert set(sets.everything) == {other.pk}
    assert "GB" not in sets.by("party")
    assert not sets.possible(None, None) - sets.everything


def test_whoever_was_away_for_long_reads_everything(monkeypatch):
    monkeypatch.setattr(changes, "KEPT", 3)
    make.meeting(parties=("VN", "GB"))
    index.current()
    for day in range(1, 10):
        make.meeting(date=f"2023-01-0{day}", parties=("VN", "GB"))
    assert Change.objects.count() <= 6, "old changes are thinned out"
    assert calls_with("GB") == 10


def test_a_database_put_back_to_an_earlier_day():
    """Restored from a backup under a running server: the revision is smaller than what is in memory."""
    first = make.meeting(parties=("VN", "GB"))
    newest = Change.objects.latest("pk").pk
    second = make.meeting(date="2025-01-01", parties=("VN", "GB"))
    assert calls_with("GB") == 2
    second.delete()
    Change.objects.filter(pk__gt=newest).delete()
    assert set(index.current().everything) == {first.pk}


@pytest.mark.parametrize("page", ["/calls/", "/countries/gb/vn/"])
def test_a_record_that_goes_while_a_page_is_made_is_no_fault(client, page):
    """The sets are of a moment before: they still name it."""
    make.meeting(parties=("VN", "GB"), people=[("David Lammy", "GB", "foreign_minister")], agreements=["Plan A"])
    make.meeting(date="2025-01-01", parties=("VN", "GB"), people=[("Yvette Cooper", "GB", "foreign_minister")])
    index.current()
    gone = Fact.objects.filter(aspect__in=("participant", "agreement"), meeting=Meeting.objects.first())
    records = [fact.official or fact.agreement for fact in gone]
    gone.delete()
    for record in records:
        record.delete()
    assert client.get(page).status_code == 200
