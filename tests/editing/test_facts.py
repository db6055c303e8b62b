"""What an editor says of a fact stays said, whatever is ingested afterwards."""

import pytest

from articles import editing
from articles.editing import EditError, Seen, StaleEditError, marked, values
from articles.editing.states import state_of
from articles.ingest.rebuild import rebuild
from articles.models import Article, Country, Fact, Meeting, Official, Ruling, Topic
from articles.models.choices import Origin, Status

from .archive import SON_LAMMY, again, fact, said, son_lammy, son_lammy_vi

pytestmark = pytest.mark.usefixtures("reference")


def evidence(words: str, source: str = "lammy.txt"):
    return [marked(Article.objects.get(source_id=source), words)]


def test_confirm(editor):
    call = son_lammy()
    outcome = editing.confirm([fact(call, "topic", "energy")], editor, "it is in the text")
    assert fact(call, "topic", "energy").status == Status.CONFIRMED
    assert [(change.place, change.before[0].status, change.after[0].status) for change in outcome.changes] == [
        (("topic", "energy"), "proposed", "confirmed")
    ]
    ruling = Ruling.objects.get()
    assert (ruling.by_name, ruling.reason, ruling.subject) == ("an-editor", "it is in the text", [["lammy.txt", 0]])
    assert ruling.before[0]["status"] == "proposed"


def test_a_confirmed_fact_outlives_an_extractor_that_no_longer_finds_it(editor):
    call = son_lammy()
    editing.confirm([fact(call, "topic", "energy")], editor)
    son_lammy(topics={"migration_consular": "illegal migration"})
    assert said(call, "topic") == ["energy", "migration_consular"]
    assert fact(call, "topic", "energy").evidence.get().quote == "offshore wind"


def test_a_rejected_fact_does_not_come_back(editor):
    call = son_lammy()
    editing.reject([fact(call, "topic", "energy")], editor)
    assert said(call, "topic") == ["migration_consular"]
    son_lammy()  # read anew
    son_lammy(SON_LAMMY + "\nThe energy ministers will follow up on offshore wind.\n")  # and changed
    son_lammy_vi(topics={"energy": "biến đổi khí hậu"})  # and read in another article of the same call
    assert again(call).accounts.count() == 2
    assert said(call, "topic") == ["migration_consular"]


def test_a_correction_takes_the_place_of_what_was_wrong(editor):
    call = son_lammy()
    topic = values.topic(Topic.objects.get(code="climate_environment"))
    editing.correct(fact(call, "topic", "energy"), topic, editor)
    assert said(call, "topic") == ["climate_environment", "migration_consular"]
    corrected = fact(call, "topic", "climate_environment")
    assert (corrected.origin, corrected.status) == (Origin.EDITOR, Status.CONFIRMED)
    assert corrected.evidence.get().quote == "offshore wind", "with no evidence of its own it rests on the old one's"


def test_a_corrected_date_stands_and_moves_the_address(editor, client):
    call = son_lammy()
    old = call.get_absolute_url()
    editing.correct(fact(call, "date"), values.date("2024-12-19"), editor, evidence("20 December 2024"))
    now = again(call)
    assert (now.date_edtf, now.date_basis, now.slug[:10]) == ("2024-12-19", "editor", "2024-12-19")
    assert client.get(old)["Location"] == now.get_absolute_url()
    son_lammy()
    assert again(call).date_edtf == "2024-12-19"


def test_a_corrected_office_keeps_the_person(editor):
    call = son_lammy()
    lammy = fact(call, "participant", official__name="David Lammy")
    saying = values.participant(lammy.official, lammy.country, "head_of_government", "Prime Minister")
    editing.correct(lammy, saying, editor)
    son_lammy()
    assert len(said(call, "participant")) == 2
    assert fact(call, "participant", official__name="David Lammy").role == "head_of_government"


def test_a_confirmed_office_stands_against_a_later_reading(editor):
    call = son_lammy()
    editing.confirm([fact(call, "participant", official__name="David Lammy")], editor)
    people = [("David Lammy", "David Lammy", "GB", "other_minister"), ("Bùi Thanh Sơn", "Bui Thanh Son", "VN", "other")]
    son_lammy(people=people)
    assert fact(call, "participant", official__name="David Lammy").role == "foreign_minister"
    assert fact(call, "participant", official__name="Bùi Thanh Sơn").role == "other", "that one nobody confirmed"
    assert [f.role for f in Fact.objects.disputed()] == ["other_minister"]


def test_to_confirm_what_an_editor_entered_does_not_bring_the_machines_back(editor, other_editor):
    call = son_lammy()
    lammy = fact(call, "participant", official__name="David Lammy")
    editing.correct(lammy, values.participant(lammy.official, lammy.country, "other"), editor)
    editing.confirm([fact(call, "participant", official__name="David Lammy")], other_editor)
    assert fact(call, "participant", official__name="David Lammy").role == "other"


@pytest.mark.parametrize(
    ("words", "saying"),
    [
        ("strategic dialogue", lambda: values.topic(Topic.objects.get(code="high_level_exchange"))),
        ("strategic dialogue", lambda: values.agreement("UK–Viet Nam Strategic Dialogue")),
        ("He congratulated Mr. Son", lambda: values.initiator(Country.objects.get(code="GB"))),
        ("offshore wind", lambda: values.party(Country.objects.get(code="FR"))),
        ("Both looked forward", lambda: values.participant("Catherine West", Country.objects.get(code="GB"), "other")),
    ],
)
def test_add(editor, words, saying):
    """Whatever was added stands after the text is read anew and after everything is worked out from nothing."""
    call, new = son_lammy(), saying()
    editing.add(call, new, evidence(words), editor)
    for _ in range(2):
        added = fact(call, new.aspect, new.key)
        assert (added.origin, added.evidence.get().quote) == (Origin.EDITOR, words)
        son_lammy()
        rebuild()


def test_add_a_statement(editor):
    call = son_lammy()
    spans = evidence("Both looked forward to the next round of the strategic dialogue.")
    editing.add(call, values.statement("affirm", Country.objects.get(code="VN"), spans), spans, editor)
    assert [f.speaker.code for f in again(call).facts.of("statement") if f.country] == ["VN"]


def test_what_the_machine_finds_later_joins_what_an_editor_added(editor):
    """One fact with both pieces of evidence, not two: keys say what a fact says."""
    call = son_lammy(topics={})
    editing.add(call, values.topic(Topic.objects.get(code="energy")), evidence("offshore wind"), editor)
    son_lammy()
    assert said(call, "topic") == ["energy", "migration_consular"]


def test_no_fact_without_evidence(editor):
    call = son_lammy()
    with pytest.raises(EditError, match="No fact without evidence"):
        editing.add(call, values.topic(Topic.objects.get(code="health")), [], editor)
    assert not Ruling.objects.exists()


def test_an_added_person_whom_no_list_has_gets_a_record_and_keeps_it(editor):
    call = son_lammy()
    saying = values.participant("Catherine West", Country.objects.get(code="GB"), "other_minister")
    editing.add(call, saying, evidence("Both looked forward"), editor)
    assert Official.objects.get(name="Catherine West").country_id == "GB"
    Meeting.objects.all().delete()
    Official.objects.all().delete()
    rebuild()
    assert Official.objects.get(name="Catherine West").facts.get().published


def test_ruled_out_as_no_contact(editor):
    call = son_lammy()
    editing.dismiss(call, editor)
    assert not Meeting.objects.published().exists()
    son_lammy()
    assert not Meeting.objects.published().exists()


def test_when_a_call_has_one_date_the_other_dates_in_view_are_settled_with_it(editor):
    """The Vietnamese account has the next day: the editor chose between the two, so neither comes up again."""
    call = son_lammy()
    son_lammy_vi(date=("2024-12-21", "20/12/2024"), basis="relative_to_published")
    assert again(call).accounts.count() == 2
    other = again(call).facts.get(aspect="date", published=False)
    editing.confirm([fact(call, "date")], editor)
    assert again(call).facts.get(pk=other.pk).status == Status.REJECTED
    assert not Fact.objects.disputed().exists()
    editing.confirm([again(call).facts.joined().get(pk=other.pk)], editor)
    assert again(call).date_edtf == other.value, "and whoever thinks better of it can have the other one"


def test_undo_brings_back_what_was_there(editor):
    call = son_lammy()
    before = state_of(call)
    outcome = editing.correct(fact(call, "date"), values.date("2024-12-19"), editor)
    assert state_of(again(call)) != before
    editing.undo(outcome.rulings[0], editor)
    assert state_of(again(call)) == before
    assert set(Ruling.objects.values_list("undone_by_name", flat=True)) == {"an-editor"}, "the whole act, not a half"
    with pytest.raises(EditError, match="undone already"):
        editing.undo(Ruling.objects.first(), editor)


class TestStaleEdits:
    """Two editors have the same page open: the slower one is told."""

    def test_of_the_same_fact(self, editor, other_editor):
        call = son_lammy()
        page = [Seen(call.pk, places={("date", ""): state_of(call).version_at(("date", ""))})]
        editing.correct(fact(call, "date"), values.date("2024-12-19"), editor, seen=page)
        with pytest.raises(StaleEditError) as refused:
            editing.correct(fact(call, "date"), values.date("2024-12-18"), other_editor, seen=page)
        assert [state.key for state in refused.value.now if state.published] == ["2024-12-19"]
        assert [ruling.by_name for ruling in refused.value.since][:1] == ["an-editor"]
        assert again(call).date_edtf == "2024-12-19"
        assert not Ruling.objects.filter(by_name="another-editor").exists()

    def test_not_of_another_fact_of_the_same_call(self, editor, other_editor):
        call = son_lammy()
        state = state_of(call)
        pages = [
            [Seen(call.pk, places={(a, k): state.version_at((a, k))})] for a, k in (("date", ""), ("topic", "energy"))
        ]
        editing.confirm([fact(call, "date")], editor, seen=pages[0])
        editing.confirm([fact(call, "topic", "energy")], other_editor, seen=pages[1])
        assert Ruling.objects.count() == 2

    def test_when_a_text_was_read_anew_meanwhile(self, editor):
        call = son_lammy()
        page = [Seen(call.pk, state_of(call).version)]
        son_lammy(topics={"energy": "offshore wind"})
        with pytest.raises(StaleEditError) as refused:
            editing.confirm([fact(call, "date")], editor, seen=page)
        assert refused.value.since == []

    def test_when_the_meeting_is_gone(self, editor):
        call = son_lammy()
        page = [Seen(call.pk + 1000, "of a meeting that was merged away")]
        with pytest.raises(StaleEditError):
            editing.confirm([fact(call, "date")], editor, seen=page)
