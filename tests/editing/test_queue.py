"""What waits for an editor, why, in which order, and how it goes away."""

import pytest

from articles import editing
from articles.editing import marked, values
from articles.editing.queue import Queue
from articles.editing.reports import report
from articles.models import Article, Fact, Topic

from .archive import SON_LAMMY, again, call_on, fact, said, son_lammy

pytestmark = pytest.mark.usefixtures("reference")


def reasons() -> list[str]:
    return [item.reason.code for item in Queue().items()]


def test_an_archive_without_doubts_has_nothing_in_it():
    son_lammy()
    assert reasons() == []


def test_low_confidence(editor):
    call = son_lammy(confidence=0.6)
    kinds = {item.facts[0].aspect for item in Queue().items("confidence")}
    assert kinds >= {"date", "topic", "participant"}
    editing.confirm(call.facts.published().joined().select_related("meeting"), editor)
    assert reasons() == []


@pytest.mark.parametrize(
    ("edtf", "basis"),
    [
        (None, ""),
        ("2024-12", "explicit"),
        ("XXXX-12-20", "explicit"),
        ("[2023-12-20,2024-12-20]", "year_from_context"),
        ("2024-12-20?", "year_from_context"),
    ],
)
def test_uncertain_date(editor, edtf, basis):
    call = son_lammy(date=(edtf, "20 December 2024") if edtf else None, basis=basis)
    (item,) = Queue().items("date")
    assert item.meeting == call
    if edtf:
        editing.confirm([fact(call, "date")], editor, "no more can be known")
    else:
        evidence = [marked(Article.objects.get(), "20 December 2024")]
        editing.add(call, values.date("2024-12-20"), evidence, editor)
    assert Queue().items("date") == []


def test_unresolved_name(editor):
    call = son_lammy(people=[("Lammy", "Lammy", "GB", "foreign_minister")])
    (item,) = Queue().items("name")
    assert item.facts == (fact(call, "participant"),)
    editing.reject(item.facts, editor)
    assert Queue().items("name") == []


def test_the_machine_now_says_otherwise(editor):
    """Both values are in the queue, the editor's is the one published; to keep it is one click."""
    call = son_lammy()
    editing.correct(fact(call, "date"), values.date("2024-12-19"), editor)
    assert reasons() == [], "what the editor overruled in full view is no news"
    son_lammy(date=("2024-12-18", "20 December 2024"))
    (item,) = Queue().items("disputed")
    assert [(f.value, f.origin) for f in item.facts] == [("2024-12-18", "machine"), ("2024-12-19", "editor")]
    assert again(call).date_edtf == "2024-12-19"
    editing.reject([item.facts[0]], editor)
    assert Queue().items("disputed") == []
    son_lammy(date=("2024-12-18", "20 December 2024"))
    assert Queue().items("disputed") == []


def test_to_take_the_machines_after_all(editor):
    call = son_lammy()
    editing.correct(fact(call, "date"), values.date("2024-12-19"), editor)
    son_lammy(date=("2024-12-18", "20 December 2024"))
    (item,) = Queue().items("disputed")
    editing.confirm([item.facts[0]], editor)
    assert (again(call).date_edtf, Queue().items("disputed")) == ("2024-12-18", [])


def test_the_source_changed_after_this_was_checked(editor):
    call = son_lammy()
    editing.confirm([fact(call, "topic", "energy")], editor)
    son_lammy(SON_LAMMY.replace("on progress in offshore wind", "warmly"), topics={}, statements=())
    (item,) = Queue().items("changed")
    assert item.facts == (fact(call, "topic", "energy"),)
    (evidence,) = item.facts[0].evidence.all()
    assert (evidence.is_gone, evidence.quote) == (True, "offshore wind")
    assert said(call, "topic") == ["energy"], "what was confirmed stays published until an editor says otherwise"
    new = [marked(Article.objects.get(), "illegal migration")]
    editing.correct(item.facts[0], values.topic(Topic.objects.get(code="migration_consular")), editor, new)
    assert Queue().items("changed") == []


def test_possible_duplicate(editor):
    calls = call_on("2024-12-10", "tenth.txt"), call_on("2024-12-12", "twelfth.txt")
    (item,) = Queue().items("duplicate")
    assert {item.meeting, item.other} == set(calls)
    editing.merge(calls, editor)
    assert Queue().items("duplicate") == []


def test_reports_of_readers(editor):
    call = son_lammy()
    report(call, fact(call, "topic", "energy"), "It was about water.", "", "203.0.113.9")
    (item,) = Queue().items("report")
    assert (item.meeting, item.report.said, item.report.quote) == (
        call,
        "Energy",
        "He congratulated Mr. Son on progress in offshore wind.",
    )


def test_a_report_is_found_after_the_address_changed(editor):
    call = son_lammy()
    report(call, None, "Wrong day.", "", "203.0.113.9")
    editing.correct(fact(call, "date"), values.date("2024-12-19"), editor)
    assert Queue().items("report")[0].meeting == again(call)


def test_the_worthiest_first():
    call = son_lammy(confidence=0.6, date=None)
    call_on("2025-01-10", "tenth.txt")
    call_on("2025-01-12", "twelfth.txt")
    report(call, None, "Wrong day.", "", "203.0.113.9")
    order = list(dict.fromkeys(reasons()))
    assert order == ["report", "duplicate", "date", "confidence"]
    facts = [item.facts[0].confidence for item in Queue().items("confidence")]
    assert facts == sorted(facts), "and of the doubtful the most doubtful first"


def test_pages_of_the_queue_hold_each_item_once():
    for day in range(1, 8):
        call_on(f"2025-0{day}-01", f"{day}.txt", topics={"energy": "wind power"}, date=(f"2025-0{day}", "Mr Lammy"))
    pages = [Queue().items("date", skip, 3) for skip in (0, 3, 6)]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert len({item.meeting.pk for page in pages for item in page}) == 7
    assert {reason.code: count for reason, count in Queue().counts()}["date"] == 7
    everything = [item for skip in range(0, 60, 5) for item in Queue().items("", skip, 5)]
    assert everything == Queue().items("", 0, 60)


@pytest.mark.parametrize("reason", ["confidence", "date", "disputed", "duplicate"])
def test_the_number_of_queries_does_not_grow_with_the_items(reason, editor, django_assert_max_num_queries):
    for day in range(1, 8):
        call = call_on(f"2025-01-0{day}", f"{day}.txt", date=(f"2025-01-0{day}", "Mr Lammy"))
        editing.correct(fact(call, "date"), values.date(f"2025-0{day}?"), editor)
        Fact.objects.filter(origin="machine", aspect="date").update(status="proposed")
        Fact.objects.filter(aspect="topic").update(confidence=0.5)
    for most in (2, 7):
        with django_assert_max_num_queries(14):
            Queue().items(reason, 0, most)
