"""One person under two names, two persons under one."""

import pytest

from articles import editing
from articles.editing import EditError, values
from articles.editing.doubles import official_pairs
from articles.ingest.rebuild import rebuild
from articles.models import Article, Country, Official

from .archive import again, call_on, fact, son_lammy

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def misprinted():
    """A minister of state of whom no list knows, and who is a "Catharine" in a later article."""
    call = call_on("2024-12-10", "west.txt", people=[("Catherine West", "Mr Lammy", "GB", "other_minister")])
    later = call_on("2025-03-03", "wast.txt", people=[("Catharine West", "Mr Lammy", "GB", "other_minister")])
    return call, later


def officials(meeting) -> list[str]:
    return sorted(f.official.name for f in again(meeting).facts.published().of("participant").joined())


def by_name(name: str) -> Official:
    return Official.objects.get(name=name)


def test_same_person(misprinted, editor, client):
    _, later = misprinted
    old = by_name("Catharine West").get_absolute_url()
    outcome = editing.same_person(by_name("Catherine West"), [by_name("Catharine West")], editor)
    assert officials(later) == ["Catherine West"]
    assert not Official.objects.filter(name="Catharine West").exists()
    assert "Catharine West" in by_name("Catherine West").aliases.values_list("name", flat=True)
    assert client.get(old)["Location"] == by_name("Catherine West").get_absolute_url()
    rebuild()
    assert officials(later) == ["Catherine West"]
    editing.undo(outcome.rulings[0], editor)
    assert officials(later) == ["Catharine West"]
    assert client.get(old).status_code == 200


def test_a_chain_of_names_ends_at_the_last(misprinted, editor):
    _, later = misprinted
    third = call_on("2025-05-05", "kathrin.txt", people=[("Kathrin West", "Mr Lammy", "GB", "other_minister")])
    editing.same_person(by_name("Catharine West"), [by_name("Kathrin West")], editor)
    editing.same_person(by_name("Catherine West"), [by_name("Catharine West")], editor)
    assert officials(later) == officials(third) == ["Catherine West"]


def test_somebody_else_in_one_article(editor):
    """Two namesakes: in the second article it is another."""
    son_lammy()
    second = call_on("2025-03-03", "namesake.txt")
    lammy = by_name("David Lammy")
    other = values.participant("David Lindon Lammy", Country.objects.get(code="GB"), "other")
    span = editing.marked(Article.objects.get(source_id="namesake.txt"), "Mr Lammy")
    editing.add(second, other, [span], editor)
    outcome = editing.different_person(lammy, by_name("David Lindon Lammy"), editor, [("namesake.txt", 0)])
    assert officials(second) == ["Bùi Thanh Sơn", "David Lindon Lammy"]
    call_on("2025-03-03", "namesake.txt")
    assert officials(second) == ["Bùi Thanh Sơn", "David Lindon Lammy"]
    editing.undo(outcome.rulings[0], editor)
    assert "David Lammy" in officials(second)


def test_namesakes_in_the_queue_until_told_apart(misprinted, editor):
    pair = tuple(sorted([by_name("Catherine West").pk, by_name("Catharine West").pk]))
    assert [tuple(sorted(found)) for found in official_pairs()] == [pair]
    editing.different_person(by_name("Catherine West"), by_name("Catharine West"), editor)
    assert official_pairs() == []
    assert officials(misprinted[1]) == ["Catharine West"], "telling them apart changes nothing else"


def test_rulings_on_a_person_follow_a_merge(misprinted, editor):
    _, later = misprinted
    lamy = fact(later, "participant")
    editing.correct(lamy, values.participant(lamy.official, lamy.country, "head_of_government"), editor)
    editing.same_person(by_name("Catherine West"), [by_name("Catharine West")], editor)
    assert [(f.official.name, f.role) for f in again(later).facts.published().of("participant").joined()] == [
        ("Catherine West", "head_of_government")
    ]


def test_one_person_is_not_two(misprinted, editor):
    with pytest.raises(EditError, match="two officials"):
        editing.same_person(by_name("Catherine West"), [], editor)
