"""What is in the archive after articles went in."""

import json

import pytest

from articles.extraction import Document
from articles.ingest.pipeline import NO_MEETING
from articles.models import Account, Agreement, Article, ArticleVersion, Evidence, Fact, Meeting, Official

from .conftest import exported
from .written import read_written

pytestmark = pytest.mark.django_db

LAMMY = """vi phone_call 2024-12-20 VN GB
+ VN Bùi Thanh Sơn, foreign_minister
+ GB David Lammy, foreign_minister
initiator VN
topic maritime
agreement JETP
says David Lammy commit: Britain keeps its word."""
LAMMY_EN = """en phone_call 2024-12-20 GB VN
+ GB David Lammy, foreign_minister
+ VN Bui Thanh Son, foreign_minister
topic energy"""
ROE = """en phone_call 2025-03-01 VN AU
+ VN Bùi Thanh Sơn, foreign_minister
+ AU Jane Roe, foreign_minister"""


def test_articles_on_one_call_are_one_meeting(take_in):
    summary = take_in({"a": LAMMY, "b": LAMMY_EN, "c": ROE})
    assert summary.articles == {"new": 3, "changed": 0, "read again": 0, "unchanged": 0}
    assert (summary.meetings.new, summary.problems) == (2, [])
    first, second = map(json.loads, exported())
    assert first["id"] == "2024-12-20-united-kingdom-vietnam"
    assert [article["id"] for article in first["articles"]] == ["a", "b"]
    assert (first["kind"], first["date"], first["date_basis"]) == ("phone_call", "2024-12-20", "explicit")
    assert [(p["name"], p["country"], p["role"]) for p in first["participants"]] == [
        ("Bùi Thanh Sơn", "VN", "foreign_minister"),
        ("David Lammy", "GB", "foreign_minister"),
    ]
    assert (first["countries"], first["initiator"]) == (["GB", "VN"], "VN")
    assert (first["topics"], first["agreements"][0]["name"]) == (["energy", "maritime"], "JETP")
    assert (first["statements"][0]["speaker"], first["statements"][0]["act"]) == ("David Lammy", "commit")
    assert second["participants"][1]["official"] == "jane roe|AU"


def test_every_fact_has_evidence_that_is_in_its_article(take_in):
    take_in({"a": LAMMY, "b": LAMMY_EN, "c": ROE})
    assert not Fact.objects.filter(evidence=None).exists()
    for evidence in Evidence.objects.select_related("article"):
        assert evidence.article.full_text[evidence.start : evidence.end] == evidence.quote


def test_again_changes_nothing(take_in):
    take_in({"a": LAMMY, "b": LAMMY_EN})
    before, rows = exported(), set(Fact.objects.values_list("pk", flat=True))
    summary = take_in({"b": LAMMY_EN, "a": LAMMY})
    assert summary.articles["unchanged"] == 2
    assert (exported(), set(Fact.objects.values_list("pk", flat=True))) == (before, rows)


def test_a_text_without_a_meeting_is_kept_and_reported(take_in):
    for _ in range(2):
        summary = take_in({"a": "An essay on telephones.", "b": LAMMY})
        assert [(problem.name.rpartition(", ")[2], problem.reason) for problem in summary.problems] == [
            ("line 1", NO_MEETING)
        ]
    assert Article.objects.filter(accounts=None).get().source_id == "a"


def test_a_changed_text_replaces_what_was_read_and_keeps_the_earlier_version(take_in):
    url = "https://news.example/1"
    take_in({url: LAMMY}, url=url)
    slug = Meeting.objects.get().slug
    later = LAMMY.replace("2024-12-20", "2024-12-21").replace("topic maritime", "topic health")
    summary = take_in({url: later}, url=url)
    assert summary.articles["changed"] == 1
    assert ArticleVersion.objects.get().text == LAMMY
    (meeting,) = map(json.loads, exported())
    assert (meeting["date"], meeting["topics"], meeting["articles"][0]["url"]) == ("2024-12-21", ["health"], url)
    stands = Meeting.objects.get()
    assert stands.slug != slug
    assert stands.old_slugs.get().old_slug == slug


def test_one_address_under_two_ids_is_two_articles(take_in):
    """Two releases of a ministry on two calls, as it really happens."""
    for _ in range(2):
        take_in({"a": LAMMY, "b": ROE}, url="https://ministry.example/call-with-counterpart")
    assert (Article.objects.count(), Meeting.objects.count(), ArticleVersion.objects.count()) == (2, 2, 0)


def test_a_call_that_the_text_no_longer_tells_of_is_gone(take_in):
    take_in({"a": LAMMY + "\n" + ROE.replace("AU", "NZ")})
    assert Meeting.objects.count() == 2
    take_in({"a": LAMMY.replace("agreement JETP", "")})
    assert [meeting.slug for meeting in Meeting.objects.all()] == ["2024-12-20-united-kingdom-vietnam"]
    assert not Official.objects.filter(name="Jane Roe").exists()
    assert not Agreement.objects.exists()
    assert Account.objects.count() == 1


def test_a_newer_extractor_reads_again_when_the_article_comes_again(take_in, written):
    take_in({"a": LAMMY})
    written("test 2", read_as_video)
    assert take_in({"a": LAMMY}).articles["read again"] == 1
    assert Meeting.objects.get().kind == "video_call"
    assert not ArticleVersion.objects.exists()


def read_as_video(document, version):
    return read_written(Document(document.text.replace("phone_call", "video_call"), id=document.id), version)


def test_calls_of_one_day_and_the_same_parties_are_told_apart_in_their_addresses(take_in):
    leaders = LAMMY.replace("Bùi Thanh Sơn, foreign_minister", "Phạm Minh Chính").replace("David Lammy", "Keir Starmer")
    take_in({"a": LAMMY})
    take_in({"b": leaders})
    assert {meeting.slug for meeting in Meeting.objects.all()} == {
        "2024-12-20-united-kingdom-vietnam-lammy-son",
        "2024-12-20-united-kingdom-vietnam-chinh-starmer",
    }
    old = Meeting.objects.get(accounts__article__source_id="a").old_slugs.get()
    assert old.old_slug == "2024-12-20-united-kingdom-vietnam"


def test_one_name_in_two_spellings_is_shown_in_the_fuller_one_whichever_came_first(take_in):
    plain = ROE.replace("Jane Roe", "Zoe Lopez")
    take_in({"a": plain})
    take_in({"b": ROE.replace("Jane Roe", "Zoë López").replace("2025-03-01", "2025-06-01")})
    official = Official.objects.get(key="lopez zoe|AU")
    assert (official.name, official.slug) == ("Zoë López", "zoe-lopez")
    # With the article that spelt it so gone, it is as the other has it.
    take_in({"b": "Nothing."})
    assert Official.objects.get(pk=official.pk).name == "Zoe Lopez"


def test_what_an_extractor_cannot_read_does_not_keep_the_others_out(take_in, written):
    def fail(document, version):
        if document.id == "a":
            raise RuntimeError("no idea")
        return read_written(document, version)

    written(read=fail)
    summary = take_in({"a": LAMMY, "b": ROE})
    assert summary.problems[0].reason == "the extractor failed on it: RuntimeError('no idea')"
    assert Article.objects.get().source_id == "b"
