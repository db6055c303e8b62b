"""An address that was given out leads on for ever: after a merge, a split, a new date, on the pages and in the API."""

import pytest

from articles import editing
from articles.editing import values
from articles.models import Meeting, Official

from .archive import again, call_on, fact, son_lammy, son_lammy_vi

pytestmark = pytest.mark.usefixtures("reference")


def leads_to(client, slug: str, kind: str = "calls") -> str:
    """Where the page and the API send a reader of an old address; the API names the successor as well."""
    page, answer = client.get(f"/{kind}/{slug}/"), client.get(f"/api/v1/{kind}/{slug}")
    assert (page.status_code, answer.status_code) == (301, 301), slug
    heir = answer.json()["successor"]
    assert page["Location"] == f"/{kind}/{heir}/"
    assert answer["Location"] == f"http://testserver/api/v1/{kind}/{heir}"
    assert client.get(page["Location"]).status_code == client.get(answer["Location"]).status_code == 200
    return heir


def test_merged(client, editor):
    calls = [call_on("2024-12-10", "tenth.txt"), call_on("2024-12-12", "twelfth.txt")]
    slugs = {call.slug for call in calls}
    editing.merge(calls, editor)
    (heir,) = Meeting.objects.all()
    (old,) = slugs - {heir.slug}
    assert leads_to(client, old) == heir.slug


def test_given_another_date_twice(client, editor):
    call = son_lammy()
    addresses = [call.slug]
    for day in ("2024-12-19", "2024-12-18"):
        editing.correct(fact(again(call), "date"), values.date(day), editor)
        addresses.append(again(call).slug)
    assert addresses[-1] == "2024-12-18-united-kingdom-vietnam"
    assert [leads_to(client, old) for old in addresses[:-1]] == [addresses[-1]] * 2


def test_split(client, editor):
    """Two of one day and the same parties are told apart by their addresses; the old one leads to one of them."""
    call = son_lammy()
    son_lammy_vi()
    editing.split(call, [("son.txt", 0)], editor)
    slugs = {meeting.slug for meeting in Meeting.objects.all()}
    assert len(slugs - {call.slug}) == 2
    assert leads_to(client, call.slug) == again(call).slug


def test_undone_and_done_again_leads_nowhere_in_a_circle(client, editor):
    calls = [call_on("2024-12-10", "tenth.txt"), call_on("2024-12-12", "twelfth.txt")]
    for _time in range(2):
        outcome = editing.merge([again(call) for call in Meeting.objects.all()], editor)
        editing.undo(outcome.rulings[0], editor)
    for call in Meeting.objects.all():
        assert client.get(call.get_absolute_url()).status_code == 200
    assert {call.slug for call in Meeting.objects.all()} == {call.slug for call in calls}


def test_one_person(client, editor):
    son_lammy(people=[("David Lamy", "David Lammy", "GB", "foreign_minister")])
    call_on("2025-01-10", "tenth.txt", people=[("Dave Lammy", "Mr Lammy", "GB", "foreign_minister")])
    one, other = Official.objects.get(name="David Lammy"), Official.objects.get(name="Dave Lammy")
    editing.same_person(one, [other], editor)
    assert leads_to(client, other.slug, "officials") == one.slug
