"""The pages of what meetings refer to: countries, officials, agreements, topics."""

import pytest
from django.urls import reverse

from articles.index import current
from articles.models import SlugRedirect
from articles.models.choices import Kind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    """Three contacts of Vietnam and the United Kingdom, one of Vietnam and the United States."""
    text = "Bui Thanh Son spoke with David Lammy on offshore wind. Lammy promised help with the Just Energy Transition."
    article = factories.article(text, title="A call", publisher="Hotline sample", url="https://example.org/a")
    winter = factories.meeting(
        date="2024-12-20",
        people=[
            ("Bùi Thanh Sơn", "VN", "foreign_minister", "Bui Thanh Son"),
            ("David Lammy", "GB", "foreign_minister"),
        ],
        topics={"energy": "offshore wind"},
        agreements={"Just Energy Transition Partnership": "Just Energy Transition"},
        statements=[("David Lammy", "commit", "Lammy promised help with the Just Energy Transition.")],
        articles=[article],
    )
    factories.official("Bùi Thanh Sơn", "VN").aliases.create(name="Bui Thanh Son", folded="bui thanh son")
    factories.meeting(
        date="2025-10-18",
        people=[("Lê Hoài Trung", "VN", "foreign_minister"), ("Yvette Cooper", "GB", "foreign_minister")],
        topics=["bilateral_relations"],
    )
    factories.meeting(date="2021-04-08", kind=Kind.MULTILATERAL, parties=("ASEAN", "VN", "GB"), topics=["energy"])
    factories.meeting(date="2023-03-29", parties=("VN", "US"), people=[("Joe Biden", "US", "head_of_state")])
    return winter


PAGES = [
    (reverse("country-list"), ["United Kingdom", "2021–2025", "ASEAN"]),
    ("/countries/gb/", ["3 contacts on record", "David Lammy", "Vietnam", "Topics over time", "/countries/gb/vn/"]),
    (reverse("official-list"), ["Bùi Thanh Sơn", "Yvette Cooper", "5 officials"]),
    ("/officials/?q=bui", ["Bùi Thanh Sơn", "1 official"]),
    ("/officials/?q=nobody", ["Nobody by that name"]),
    ("/officials/bui-thanh-son/", ["Also written", "Bui Thanh Son", "1 contact on record", "David Lammy"]),
    ("/officials/david-lammy/", ["committed", "Lammy promised help", "in the article", "at the publisher"]),
    (reverse("agreement-list"), ["Just Energy Transition Partnership", "2024"]),
    ("/agreements/just-energy-transition-partnership/", ["Named in 1 contact", "First named", "20 December 2024"]),
    (reverse("topic-list"), ["Energy", "year=2021"]),
    ("/topics/energy/", ["Talked about in 2 contacts", "First talked about", "8 April 2021"]),
    (reverse("about"), ["4 contacts", "How contacts are counted"]),
]


@pytest.mark.parametrize(("address", "words"), PAGES)
def test_page_says(client, archive, address, words):
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert [word for word in words if word not in page] == []


@pytest.mark.parametrize("address", [address for address, _words in PAGES])
def test_page_of_an_empty_archive(client, address):
    """Every register has something to say before anything is ingested; a record that is not there is a 404."""
    assert client.get(address).status_code == (200 if address.count("/") == 2 else 404)


@pytest.mark.parametrize(
    "address",
    [
        "/countries/zz/",
        "/countries/gb/zz/",
        "/countries/gb/gb/",
        "/officials/nobody/",
        "/officials/?page=99",
        "/officials/?page=abc",
        "/agreements/nothing/",
        "/agreements/?page=0",
        "/topics/weather/",
        "/articles/999999/",
        "/articles/99999999999999999999/",
    ],
)
def test_nothing_there(client, archive, address):
    assert client.get(address).status_code == 404


def test_name_with_a_null_byte_finds_what_is_left_of_it(client, archive):
    assert "Bùi Thanh Sơn" in client.get("/officials/", {"q": "bui\0"}).content.decode()


def test_old_address_of_an_official_leads_to_the_new_one(client, archive):
    SlugRedirect.objects.create(old_slug="son", official=factories.official("Bùi Thanh Sơn", "VN"))
    response = client.get("/officials/son/")
    assert (response.status_code, response["Location"]) == (301, "/officials/bui-thanh-son/")


@pytest.mark.parametrize(
    ("asked", "answered"), [("/countries/GB/", "/countries/gb/"), ("/countries/vn/gb/", "/countries/gb/vn/")]
)
def test_one_address_for_one_record(client, archive, asked, answered):
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, answered)


def test_meeting_ruled_out_is_not_counted(client, archive):
    archive.kind = ""
    archive.save()
    assert "2 contacts on record" in client.get("/countries/gb/").content.decode()
    assert "David Lammy" not in client.get("/officials/").content.decode()


MOST_QUERIES = [
    ("/countries/", 2),
    ("/countries/vn/", 12),
    ("/officials/", 3),
    ("/officials/bui-thanh-son/", 14),
    ("/agreements/", 4),
    ("/agreements/just-energy-transition-partnership/", 12),
    ("/topics/", 2),
    ("/topics/energy/", 12),
    ("/about/", 2),
]


@pytest.mark.parametrize(("address", "most"), MOST_QUERIES)
def test_number_of_queries_does_not_grow(client, archive, django_assert_max_num_queries, address, most):
    for number in range(1, 15):
        factories.meeting(
            date=f"2020-01-{number:02}",
            parties=("VN", "JP"),
            people=[("Bùi Thanh Sơn", "VN", "foreign_minister"), (f"Minister {number}", "JP", "other_minister")],
            topics=["energy"],
            agreements=["Just Energy Transition Partnership", f"Plan {number}"],
        )
    current()
    with django_assert_max_num_queries(most):
        assert client.get(address).status_code == 200
