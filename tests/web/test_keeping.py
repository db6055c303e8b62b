"""Pages are kept until the archive changes: no visitor sees another archive, another language, another's page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.editing import records
from articles.index.changes import revision
from articles.ingest.lock import writing
from articles.ingest.pipeline import ingest
from articles.ingest.rebuild import rebuild
from articles.ingest.reference import load_reference
from articles.models import Agreement, Article, Country, Meeting, Official, Topic
from tests.admin.conftest import member

TEXT = """Foreign Minister Bui Thanh Son spoke by phone with British Foreign Secretary David Lammy on 20 December 2024.

They talked about climate change.
"""


@pytest.fixture
def keeping(settings):
    settings.PAGES_KEPT_MB = 1


@pytest.fixture
def visitor(keeping):
    return Client(headers={"host": "127.0.0.1"})


@pytest.fixture
def text(tmp_path):
    file = tmp_path / "lammy.txt"
    file.write_text(TEXT)
    return file


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


ADDRESSES = ["/", "/calls/", "/calls/?country=vn", "/countries/", "/countries/gb/", "/countries/gb/vn/", "/officials/",
             "/topics/", "/agreements/", "/timeline/", "/map/", "/network/", "/search/?q=son", "/about/"]  # fmt: skip


def test_the_page_of_each_kind_of_record(visitor, archive):
    official, article, agreement = Official.objects.first(), Article.objects.first(), Agreement.objects.first()
    for record in (Meeting.objects.first(), official, article, agreement, Topic.objects.first()):
        visitor.get(record.get_absolute_url())
        assert queries(visitor, record.get_absolute_url()) == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_second_visit_asks_for_the_revision_alone(visitor, archive, address):
    first = visitor.get(address)
    with CaptureQueriesContext(connection) as asked:
        second = visitor.get(address)
    assert len(asked) == 1
    assert second.content == first.content
    same = {name: value for name, value in first.headers.items() if name != "X-Request-ID"}
    assert {name: value for name, value in second.headers.items() if name != "X-Request-ID"} == same
    assert second.headers["X-Request-ID"] != first.headers["X-Request-ID"]


def test_who_has_the_page_is_told_so(visitor, archive):
    etag = visitor.get("/calls/").headers["ETag"]
    answer = visitor.get("/calls/", headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_an_edit_shows_in_the_next_page(visitor, archive, db):
    climate = Topic.objects.get(code="climate_environment")
    assert "Climate of the Earth" not in visitor.get("/topics/").content.decode()
    records.describe(climate, {"names": {**climate.names, "en": "Climate of the Earth"}}, member("an-editor"))
    assert "Climate of the Earth" in visitor.get("/topics/").content.decode()


def test_another_language_is_another_page(visitor, archive):
    english = visitor.get("/calls/").content
    assert b'lang="en"' in english
    assert b'<html lang="vi">' in visitor.get("/calls/", headers={"accept-language": "vi-VN, vi;q=0.9"}).content
    visitor.cookies["django_language"] = "vi"
    assert b'<html lang="vi">' in visitor.get("/calls/").content
    del visitor.cookies["django_language"]
    assert visitor.get("/calls/").content == english


def test_a_page_that_sets_a_cookie_is_made_for_each(visitor, archive):
    for _ in range(2):
        assert "django_language" in visitor.get("/calls/?lang=vi").cookies


def test_compressed_for_those_who_take_it(visitor, archive):
    assert visitor.get("/calls/", headers={"accept-encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in visitor.get("/calls/").headers
    assert visitor.get("/calls/", headers={"accept-encoding": "gzip"}).headers["Content-Encoding"] == "gzip"


def test_another_host_is_another_page(visitor, archive, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "archive.example"]
    assert b"archive.example" not in visitor.get("/calls/").content
    assert b"http://archive.example/" in visitor.get("/calls/", headers={"host": "archive.example"}).content
    assert visitor.get("/calls/", headers={"host": "evil.example"}).status_code == 400


def test_who_is_signed_in_has_pages_of_their_own(visitor, archive):
    visitor.get("/calls/")
    visitor.force_login(member("an-editor"))
    for _ in range(2):
        assert queries(visitor, "/calls/") > 1


@pytest.mark.parametrize("address", ["/subscribe/", "/calls/{slug}/report/"])
def test_a_form_with_a_token_is_made_for_each(visitor, archive, address):
    address = address.format(slug=Meeting.objects.first().slug)
    for _ in range(2):
        assert "csrftoken" in visitor.get(address).cookies
        visitor.cookies.clear()


WRITERS = {
    "load_reference": lambda text: load_reference(),
    "ingest": lambda text: ingest([str(text)]),
    "rebuild": lambda text: rebuild(),
    "describe": lambda text: records.describe(
        Country.objects.get(code="GB"), {"aliases": ["Albion"]}, member("an-editor")
    ),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_whoever_writes_makes_a_new_revision(reference, text, writer):
    ingest([str(text)])
    before = revision()
    text.write_text(TEXT.replace("climate change", "trade"))
    WRITERS[writer](text)
    assert revision() > before


def test_what_was_not_written_makes_none(archive):
    before = revision()
    with pytest.raises(ZeroDivisionError), writing():
        1 / 0  # noqa: B018
    assert revision() == before


def test_old_pages_give_way(visitor, archive, settings):
    """The memory has a limit; what was asked for longest ago goes first."""
    settings.SEARCH_RATE = ""
    for number in range(150):
        visitor.get(f"/calls/?q=word{number}")
    assert queries(visitor, "/calls/?q=word149") == 1
    assert queries(visitor, "/calls/?q=word0") > 1
