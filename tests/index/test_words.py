"""Words found by SQLite's full-text index are those that stand in the text, whatever was stored meanwhile."""

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.index.words import TABLE, with_words
from articles.models import Meeting
from articles.search import Query, searchable

ONLY_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has an index of trigrams")
TEXTS = (
    "Two ministers spoke by phone on trade.",
    "Hai Bộ trưởng điện đàm về thương mại.",
    "Talks on the action plan_2 of 2024, in action; a plan.",
    "L’Élysée: appel à la paix — “cessez-le-feu”.",
)


def stored(text: str) -> Meeting:
    return Meeting.objects.create(slug=f"m{Meeting.objects.count()}", kind="phone_call", search_text=searchable(text))


def found(words: str) -> set[int]:
    return set(Meeting.objects.order_by().filter(with_words(Query(words))).values_list("pk", flat=True))


WORDS = ("talk", "on trade", '"action plan"', "plan_2", "điện đàm", "an", "tra", "paix feu", "2024")


class SameAsReading(TestCase):
    @given(
        st.lists(st.sampled_from(TEXTS) | st.text(max_size=30), max_size=4),
        st.sampled_from(WORDS) | st.text(min_size=1, max_size=12),
    )
    def test_what_is_found_is_what_reading_finds(self, texts, words):
        texts, words = [text.replace("\0", "") for text in texts], words.replace("\0", "")  # no database keeps a NUL
        meetings = {stored(text).pk: text for text in [*texts, f"{words} and more"]}
        assert found(words) == {pk for pk, text in meetings.items() if Query(words).is_in(text)}


@pytest.mark.django_db
def test_what_changes_and_goes_is_found_no_more():
    meeting, other = stored(TEXTS[0]), stored(TEXTS[2])
    assert found("ministers") == {meeting.pk}
    meeting.search_text = searchable("Envoys met.")
    meeting.save()
    assert (found("ministers"), found("envoy")) == (set(), {meeting.pk})
    Meeting.objects.bulk_update([Meeting(pk=other.pk, search_text="ministers of both")], ["search_text"])
    assert (found("ministers"), found("action")) == ({other.pk}, set())
    other.delete()
    assert found("ministers") == set()


@ONLY_SQLITE
@pytest.mark.django_db
def test_the_index_is_asked_and_not_the_texts():
    query = str(Meeting.objects.filter(with_words(Query("ministers trade"))).query)
    assert TABLE in query
    assert "LIKE" not in query


@ONLY_SQLITE
@pytest.mark.django_db
@pytest.mark.parametrize("lost", ["TRIGGER articles_meeting_words_new", "TABLE articles_meeting_words"])
def test_what_a_migration_takes_away_is_made_anew(lost):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP {lost}")
    meeting = stored(TEXTS[0]) if lost.startswith("TRIGGER") else None
    call_command("migrate", verbosity=0)
    assert found("ministers") == ({meeting.pk} if meeting else set())
    assert found("plan") == set()
    later = stored(TEXTS[2])
    assert found("plan") == {later.pk}


@ONLY_SQLITE
@pytest.mark.django_db
def test_without_the_index_every_text_is_read():
    with connection.cursor() as cursor:
        for name in ("new", "gone", "changed"):
            cursor.execute(f"DROP TRIGGER articles_meeting_words_{name}")
        cursor.execute(f"DROP TABLE {TABLE}")
    meeting = stored(TEXTS[1])
    assert found("dien dam") == {meeting.pk}
