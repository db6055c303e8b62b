"""What an editor decided stands, whatever is ingested, read anew or rebuilt afterwards."""

import json

import pytest
from django.utils import timezone

from articles.ingest.archive import rework
from articles.ingest.rebuild import rebuild
from articles.models import Account, Evidence, Fact, Meeting, Official, Ruling, SlugRedirect
from articles.models.choices import Verdict

from .conftest import exported
from .test_storing import LAMMY, LAMMY_EN, ROE
from .written import read_written

pytestmark = pytest.mark.django_db

A, B, C = ["a", 0], ["b", 0], ["c", 0]


def rule(verdict, subject, aspect="", key="", **value) -> Ruling:
    """An editor's decision, and the archive worked out anew."""
    ruling = Ruling.objects.create(
        verdict=verdict, subject=subject, aspect=aspect, key=key, value=value, by_name="editor", at=timezone.now()
    )
    rework(touched(ruling))
    return ruling


def undo(ruling: Ruling) -> None:
    ruling.undone_at = timezone.now()
    ruling.save()
    rework(touched(ruling))


def touched(ruling: Ruling) -> list[tuple[str, int]]:
    if ruling.verdict in (Verdict.SAME_PERSON, Verdict.DIFFERENT_PERSON, Verdict.DESCRIBE):
        return [("a", 0), ("b", 0), ("c", 0)]
    groups = ruling.subject if ruling.verdict in (Verdict.SAME_CALL, Verdict.DIFFERENT_CALL) else [ruling.subject]
    return [tuple(key) for group in groups for key in group]


def quote(source: str, text: str, words: str) -> dict:
    return {"article": source, "start": text.index(words), "end": text.index(words) + len(words), "quote": words}


def of(source: str) -> dict:
    """The published meeting that the article reports."""
    return next(row for row in map(json.loads, exported()) if source in [article["id"] for article in row["articles"]])


def rule_on_everything() -> None:
    rule(Verdict.REJECT, [A, B], "topic", "energy", topic="energy", evidence=[quote("b", LAMMY_EN, "energy")])
    rule(Verdict.ASSERT, [A, B], "topic", "health", topic="health", evidence=[quote("a", LAMMY, "Britain keeps")])
    rule(Verdict.ASSERT, [A, B], "date", "2024-12-19", value="2024-12-19", basis="editor", evidence=[])
    rule(Verdict.CONFIRM, [A, B], "agreement", "JETP", agreement="JETP", evidence=[quote("a", LAMMY, "JETP")])


def rulings_stand() -> bool:
    call = of("a")
    return (
        call["topics"] == ["health", "maritime"]
        and (call["date"], call["date_basis"]) == ("2024-12-19", "editor")
        and [(agreement["name"], agreement["status"]) for agreement in call["agreements"]] == [("JETP", "confirmed")]
    )


def test_rulings_survive_the_same_text_a_changed_text_a_newer_extractor_and_a_rebuild(take_in, written):
    take_in({"a": LAMMY, "b": LAMMY_EN, "c": ROE})
    rule_on_everything()
    assert rulings_stand()
    take_in({"a": LAMMY, "b": LAMMY_EN})
    assert rulings_stand()
    take_in({"b": "By our correspondent\n\n" + LAMMY_EN + "\ntopic maritime"})
    assert rulings_stand()
    written("test 2", lambda document, version: read_written(document, version))
    take_in({"a": LAMMY, "b": LAMMY_EN})
    assert rulings_stand()
    rebuild(read_again=True)
    assert rulings_stand()


def test_a_rebuild_from_articles_and_rulings_alone_gives_the_same_archive(take_in):
    take_in({"a": LAMMY, "b": LAMMY_EN, "c": ROE, "d": "Nothing."})
    rule_on_everything()
    rule(Verdict.DIFFERENT_CALL, [[A], [B]])
    rule(Verdict.SAME_CALL, [[B], [C]])
    before = exported()
    assert rebuild().changed == 0
    assert exported() == before
    Fact.objects.all().delete()
    Meeting.objects.all().delete()
    Official.objects.all().delete()
    Account.objects.all().delete()
    rebuild()
    assert exported() == before
    rebuild(read_again=True)
    assert exported() == before


def test_what_the_machine_says_later_is_kept_beside_what_an_editor_said(take_in):
    take_in({"a": LAMMY})
    rule(Verdict.ASSERT, [A], "date", "2024-12-19", value="2024-12-19", basis="editor", evidence=[])
    take_in({"a": LAMMY.replace("2024-12-20", "2024-12-22")})
    dates = Fact.objects.of("date").order_by("key").values_list("key", "origin", "published")
    assert list(dates) == [("2024-12-19", "editor", True), ("2024-12-22", "machine", False)]
    assert Fact.objects.disputed().get().key == "2024-12-22"


def test_evidence_moves_with_its_sentence_and_is_marked_when_that_is_gone(take_in):
    take_in({"a": LAMMY})
    rule(Verdict.CONFIRM, [A], "agreement", "JETP", agreement="JETP", evidence=[quote("a", LAMMY, "agreement JETP")])
    take_in({"a": "An earlier paragraph.\n" + LAMMY})
    row = Evidence.objects.get(fact__aspect="agreement")
    assert (row.quote, row.start, row.is_gone) == ("agreement JETP", LAMMY.index("agreement JETP") + 22, False)
    take_in({"a": LAMMY.replace("agreement JETP\n", "")})
    row = Evidence.objects.get(fact__aspect="agreement")
    assert (row.quote, row.is_gone, row.fact.published) == ("agreement JETP", True, True)


def test_merge_and_undo(take_in):
    take_in({"a": LAMMY, "b": LAMMY_EN, "c": ROE})
    before = exported()
    gone = Meeting.objects.get(accounts__article__source_id="c").slug
    merged = rule(Verdict.SAME_CALL, [[A, B], [C]])
    meeting = Meeting.objects.get()
    assert [article["id"] for article in of("a")["articles"]] == ["a", "b", "c"]
    assert SlugRedirect.objects.get(old_slug=gone).meeting == meeting
    undo(merged)
    assert exported() == before
    # The address is its own again.
    assert not SlugRedirect.objects.filter(old_slug=gone).exists()


def test_split_and_undo(take_in):
    take_in({"a": LAMMY, "b": LAMMY_EN})
    before, pk = exported(), Meeting.objects.get().pk
    parted = rule(Verdict.DIFFERENT_CALL, [[A], [B]])
    assert {of("a")["id"], of("b")["id"]} == {meeting.slug for meeting in Meeting.objects.all()}
    assert Meeting.objects.count() == 2
    take_in({"b": LAMMY_EN + "\ntopic health"})
    assert Meeting.objects.count() == 2
    take_in({"b": LAMMY_EN})
    undo(parted)
    assert exported() == before
    assert Meeting.objects.get().pk == pk


def test_one_person_under_two_names_and_undo(take_in):
    take_in({"a": LAMMY, "c": ROE, "b": ROE.replace("Jane Roe", "Janet Doe").replace("03-01", "04-01")})
    before = exported()
    old = Official.objects.get(key="doe janet|AU").slug
    merged = rule(Verdict.SAME_PERSON, ["jane roe|AU", "doe janet|AU"])
    assert [p["official"] for p in of("b")["participants"]] == ["bui son thanh", "jane roe|AU"]
    assert not Official.objects.filter(key="doe janet|AU").exists()
    assert SlugRedirect.objects.get(old_slug=old).official.key == "jane roe|AU"
    rebuild()
    assert [p["official"] for p in of("b")["participants"]] == ["bui son thanh", "jane roe|AU"]
    undo(merged)
    assert exported() == before
    assert Official.objects.get(slug=old).key == "doe janet|AU"


def test_two_persons_under_one_name_and_undo(take_in):
    take_in({"a": LAMMY, "c": ROE, "b": ROE.replace("03-01", "04-01")})
    before = exported()
    parted = rule(Verdict.DIFFERENT_PERSON, ["jane roe|AU", "jane roe|AU 2"], accounts=[B])
    assert of("b")["participants"][1]["official"] == "jane roe|AU 2"
    assert of("c")["participants"][1]["official"] == "jane roe|AU"
    assert len({official.slug for official in Official.objects.filter(name="Jane Roe")}) == 2
    undo(parted)
    assert exported() == before
    assert Official.objects.filter(name="Jane Roe").count() == 1


def test_a_record_that_an_editor_described_reads_so_after_a_rebuild_from_nothing(take_in):
    take_in({"c": ROE})
    rule(Verdict.DESCRIBE, {"official": "jane roe|AU"}, name="Jane A. Roe", surname="Roe")
    rebuild()
    assert of("c")["participants"][1]["name"] == "Jane A. Roe"
    take_in({"b": ROE.replace("03-01", "05-01")})
    assert of("b")["participants"][1]["name"] == "Jane A. Roe"


def test_a_ruling_on_a_call_that_its_article_no_longer_tells_of_is_not_lost(take_in):
    take_in({"a": LAMMY, "c": ROE})
    rule(Verdict.REJECT, [A], "topic", "maritime", topic="maritime", evidence=[])
    take_in({"a": "Withdrawn."})
    assert not Meeting.objects.filter(accounts__article__source_id="a").exists()
    take_in({"a": LAMMY})
    assert of("a")["topics"] == []
