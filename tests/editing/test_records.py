"""Officials, countries, topics and agreements as an editor describes them."""

import pytest

from articles import editing
from articles.editing.errors import StaleRecordError
from articles.editing.records import describe, version
from articles.ingest.rebuild import rebuild
from articles.ingest.reference import load_reference
from articles.ingest.reference.described import read
from articles.models import Agreement, Country, Meeting, Official, Ruling, Tenure, Topic

from .archive import call_on, fact, son_lammy

pytestmark = pytest.mark.usefixtures("reference")


def test_a_description_stands_when_the_lists_are_loaded_again(editor):
    gb = Country.objects.get(code="GB")
    describe(gb, {"names": {"en": "Britain", "vi": "Anh"}, "aliases": ["Albion"]}, editor)
    load_reference()
    gb.refresh_from_db()
    assert (str(gb), gb.name, gb.names["vi"], gb.aliases) == ("Britain", "Britain", "Anh", ["Albion"])


def test_a_description_stands_when_everything_is_made_from_nothing(editor):
    """The rulings alone, in an empty archive, bring it back."""
    describe(Country.objects.get(code="GB"), {"aliases": ["Albion"]}, editor)
    describe(Topic.objects.get(code="health"), {"names": {"en": "Public health"}}, editor)
    Country.objects.all().delete()
    Topic.objects.all().delete()
    load_reference()
    gb = Country.objects.get(code="GB")
    assert (gb.name, gb.aliases) == ("United Kingdom", ["Albion"]), "what nobody described is as the lists have it"
    assert str(Topic.objects.get(code="health")) == "Public health"


def test_undo(editor):
    gb = Country.objects.get(code="GB")
    first = describe(gb, {"aliases": ["Albion"]}, editor)
    second = describe(gb, {"aliases": ["Blighty"]}, editor)
    editing.undo(first, editor)
    gb.refresh_from_db()
    assert gb.aliases == ["Blighty"], "a later word stands"
    editing.undo(second, editor)
    gb.refresh_from_db()
    assert gb.aliases == []


def test_only_what_changed_is_kept(editor):
    gb = Country.objects.get(code="GB")
    assert describe(gb, read(gb), editor) is None
    ruling = describe(gb, {**read(gb), "aliases": ["Albion"]}, editor, "an old name")
    assert (ruling.value, ruling.before, ruling.reason) == ({"aliases": ["Albion"]}, [{"aliases": []}], "an old name")


def test_another_name_of_a_country_finds_it(editor, client):
    son_lammy()
    describe(Country.objects.get(code="GB"), {"aliases": ["Albion"]}, editor)
    assert "/countries/gb/" in client.get("/search/?q=albion").content.decode()


def test_stale(editor, other_editor):
    gb = Country.objects.get(code="GB")
    seen = version(gb)
    describe(gb, {"aliases": ["Albion"]}, editor, seen=seen)
    gb.refresh_from_db()
    with pytest.raises(StaleRecordError) as refused:
        describe(gb, {"aliases": ["Blighty"]}, other_editor, seen=seen)
    assert refused.value.now["aliases"] == ["Albion"]
    assert refused.value.since[0].by_name == "an-editor"


def test_an_official_described(editor):
    call = son_lammy()
    lammy = Official.objects.get(name="David Lammy")
    term = {"country": "GB", "role": "foreign_minister", "title": "Foreign Secretary", "since": "2024-07-05", "until": "2025-09-05", "acting": False}  # fmt: skip # noqa: E501
    describe(lammy, {"name": "David Lindon Lammy", "surname": "Lammy", "tenures": [term]}, editor)
    son_lammy()
    lammy.refresh_from_db()
    assert (lammy.name, lammy.surname, lammy.slug) == ("David Lindon Lammy", "Lammy", "david-lindon-lammy")
    assert Tenure.objects.on("2024-12-20").get(official=lammy).title == "Foreign Secretary"
    assert str(fact(call, "participant", official=lammy)) == "David Lindon Lammy"
    editing.undo(Ruling.objects.get(), editor)
    lammy.refresh_from_db()
    assert (lammy.name, lammy.tenures.count()) == ("David Lammy", 0)


def test_an_agreement_keeps_the_machines_name_as_its_key(editor):
    son_lammy(agreements={"JETP": "strategic dialogue"})
    jetp = Agreement.objects.get(name="JETP")
    describe(jetp, {"names": {"en": "Just Energy Transition Partnership"}, "parties": ["GB", "VN"]}, editor)
    son_lammy(agreements={"JETP": "strategic dialogue"})
    jetp.refresh_from_db()
    assert str(jetp) == "Just Energy Transition Partnership"
    assert sorted(party.code for party in jetp.parties.all()) == ["GB", "VN"]


def test_a_record_that_an_editor_made_is_made_again_and_gone_when_that_is_undone(editor):
    new = Official(key="catherine west|GB")
    ruling = describe(new, {"name": "Catherine West", "country": "GB"}, editor)
    Official.objects.all().delete()
    load_reference()
    assert Official.objects.get().name == "Catherine West"
    editing.undo(ruling, editor)
    assert not Official.objects.exists()


def test_who_is_named_by_a_fact_does_not_go(editor):
    describe(Official(key="catherine west|GB"), {"name": "Catherine West", "country": "GB"}, editor)
    call_on("2025-03-03", "west.txt", people=[("Catherine West", "Mr Lammy", "GB", "other_minister")])
    with pytest.raises(editing.EditError, match="Facts name this record"):
        editing.undo(Ruling.objects.get(), editor)
    assert Ruling.objects.standing().exists()


def test_addresses_are_those_of_a_rebuild(editor):
    """Contacts of one day are told apart by surnames: one that is corrected counts at once, not at the next rebuild."""
    son_lammy()
    people = [("Jane Roe", "Mr Lammy", "GB", "other")]
    call_on("2024-12-20", "other.txt", kind=("in_person", "telephoned"), people=people)
    roe = Official.objects.get(name="Jane Roe")
    describe(roe, {"name": "Jane Doe", "surname": "Doe"}, editor)
    describe(Country.objects.get(pk="GB"), {"names": {"en": "Britain", "vi": "Anh"}}, editor)
    then = sorted(Meeting.objects.values_list("slug", flat=True))
    assert then == ["2024-12-20-united-kingdom-vietnam-doe", "2024-12-20-united-kingdom-vietnam-lammy-son"]
    rebuild()
    assert sorted(Meeting.objects.values_list("slug", flat=True)) == then
