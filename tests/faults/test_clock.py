"""A clock that was ahead, and was put right: what was stored meanwhile comes from the future."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, Meeting, Subscription

AHEAD = timedelta(days=400)
PAGES = [
    "/", "/calls/", "/calls.atom", "/calls.csv", "/feeds/", "/sitemap.xml", "/sitemap-calls.xml", "/timeline/",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc", "/oai?verb=Identify", "/api/v1/calls", "/articles/{article}/",
    "/calls/{call}/", "/calls/{call}/accounts.atom", "/calls/{call}/cite.bib", "/healthz", "/readyz",
]  # fmt: skip


@pytest.fixture
def from_the_future(archive):
    then = timezone.now() + AHEAD
    Article.objects.update(ingested_at=then, changed_at=then)
    Meeting.objects.update(entered_at=then, changed_at=then)
    return archive


@pytest.mark.parametrize("page", PAGES)
def test_every_page_still_answers(client, from_the_future, page):
    article = Article.objects.first()
    answer = client.get(page.format(article=article.pk, call=from_the_future.slug))
    assert answer.status_code == 200
    assert b"".join(answer) if answer.streaming else answer.content


def test_what_is_taken_in_after_that_is_there_as_well(from_the_future, tmp_path, client, reference):
    text = tmp_path / "new.txt"
    text.write_text("Foreign Minister Bui Thanh Son spoke by phone with Foreign Secretary David Lammy on 5 May 2024.")
    before = Meeting.objects.count()
    call_command("ingest", str(text), "--quiet")
    assert Meeting.objects.count() == before + 1
    assert "2024-05-05" in client.get("/calls.csv?from=2024-05&to=2024-05").getvalue().decode()


def test_a_digest_of_the_future_waits_for_its_day_and_harms_no_other(from_the_future, mailoutbox):
    then = datetime.now(UTC) + AHEAD
    now = timezone.now()
    for address, last in (("ahead@example.org", then), ("right@example.org", now - timedelta(days=2))):
        Subscription.objects.create(
            email=address, rhythm="daily", language="en", confirmed_at=last, last_sent_at=last, asked_at=last
        )
    Meeting.objects.filter(pk=from_the_future.pk).update(entered_at=now - timedelta(hours=1))
    call_command("send_digests")
    assert [letter.to for letter in mailoutbox] == [["right@example.org"]]
