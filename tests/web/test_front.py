"""The front page, the empty archive, and pages for what went wrong."""

import pytest
from django.test import Client

from articles.index import current
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_the_front_page_leads_into_the_archive(client, archive):
    response = client.get("/")
    text = response.content.decode()
    assert response.status_code == 200
    assert 'action="/search/"' in text
    assert text.index("Lê Hoài Trung and Yvette Cooper") < text.index("Tô Lâm and Donald Trump")
    assert 'href="/calls/?year=2024"' in text
    assert 'href="/calls/?country=gb"' in text


def test_an_empty_archive_says_how_to_fill_it(client):
    text = client.get("/").content.decode()
    assert "python manage.py ingest articles/samples" in text


def test_an_empty_list_says_that_there_is_nothing_yet(client):
    text = client.get("/calls/").content.decode()
    assert "The archive has no contact on record yet." in text
    assert "Narrow the list" not in text


def test_an_archive_of_articles_without_contacts_says_so(client):
    make.article("Bài phân tích.")
    assert "1 article has been read, but no contact was found in it." in client.get("/").content.decode()


def test_nothing_here(client):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "Nothing at this address" in response.content.decode()


def test_a_fault_is_a_page_that_needs_nothing(monkeypatch, archive):
    def fail(*args, **kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("articles.views.front.Listing", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    text = response.content.decode()
    assert "The archive has a fault" in text
    assert "secret detail" not in text


def test_the_other_language_is_one_click_away(client, archive):
    page = client.get("/calls/?country=gb").content.decode()
    link = "/language/vi/?next=%2Fcalls%2F%3Fcountry%3Dgb"
    assert f'href="{link}"' in page
    response = client.get(link)
    assert response.url == "/calls/?country=gb"
    assert 'lang="vi"' in client.get("/calls/").content.decode()[:200]


@pytest.mark.parametrize("there", ["abc", "https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_switch_leads_nowhere_else(client, there):
    assert client.get("/language/vi/", {"next": there}).url == "/"


def test_health(client):
    assert client.get("/healthz").content == b"ok"


def test_number_of_queries(client, archive, django_assert_max_num_queries):
    for number in range(20):
        make.meeting(date=f"2023-01-{number + 1:02}", topics=("energy",), articles=[make.article("x")])
    current()
    with django_assert_max_num_queries(12):
        client.get("/")
