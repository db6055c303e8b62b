"""Feeds as a feed reader takes them: parsed by feedparser, valid by RFC 4287, in pages by RFC 5005."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import feedparser
import pytest
from django.utils import timezone

from articles.models import Meeting, SlugRedirect
from tests import factories as make
from tests.web.conftest import archive, english, son_lammy  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def fetched(client, address: str, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200, response.content
    return response


def parsed(client, address: str):
    response = fetched(client, address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def links(feed) -> dict[str, str]:
    return {link.rel: link.href for link in feed.feed.links}


def test_the_calls_of_a_list_are_its_entries(client, archive):  # noqa: F811
    listed = {f"http://testserver{m.get_absolute_url()}" for m in Meeting.objects.published().with_party("GB")}
    feed = parsed(client, "/calls.atom?country=gb")
    assert {entry.link for entry in feed.entries} == listed != set()
    assert feed.feed.title == "Calls with the United Kingdom · Hotline"
    assert links(feed)["alternate"] == "http://testserver/calls/?country=gb"
    assert links(feed)["self"] == "http://testserver/calls.atom?country=gb"


def test_an_entry_says_what_the_list_says(client, son_lammy):  # noqa: F811
    (entry,) = parsed(client, "/calls.atom").entries
    assert entry.title == "Bùi Thanh Sơn and David Lammy speak by telephone, 20 December 2024"
    assert entry.id == entry.link == f"http://testserver{son_lammy.get_absolute_url()}"
    assert {tag.term for tag in entry.tags} == {"Climate and environment", "Energy", "Migration and consular"}
    assert "GOV.UK" in entry.summary
    assert '<a href="http://testserver/topics/energy/">' in entry.summary  # made whole by xml:base
    assert datetime(*entry.updated_parsed[:6], tzinfo=UTC) == son_lammy.changed_at.replace(microsecond=0)


def test_every_element_that_atom_asks_for_is_there(client, son_lammy):  # noqa: F811
    """RFC 4287, 4.1.1 and 4.1.2: one id, title and updated each; an author for the feed."""
    root = ET.fromstring(fetched(client, "/calls.atom").content)
    for element in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, (element.tag, name)
    assert root.find(f"{ATOM}author/{ATOM}name").text
    assert root.find(f"{ATOM}rights").text


def test_what_changed_last_comes_first(client, db):
    made = [make.meeting(date=f"2024-01-0{day}") for day in (1, 2, 3)]
    Meeting.objects.filter(pk=made[1].pk).update(changed_at=timezone.now() + timedelta(minutes=1))
    assert parsed(client, "/calls.atom").entries[0].link.endswith(made[1].get_absolute_url())


def test_pages_lead_on_to_each_other_and_hold_every_call_once(client, db):
    at = timezone.now()
    for number in range(120):
        make.meeting(date=f"2020-{number // 28 + 1:02}-{number % 28 + 1:02}", parties=("VN", "US"))
    Meeting.objects.update(changed_at=at)  # of one moment, as after an ingest
    seen, address, pages = [], "/calls.atom?country=us", 0
    while address:
        feed = parsed(client, address)
        seen += [entry.id for entry in feed.entries]
        pages += 1
        assert links(feed)["first"] == "http://testserver/calls.atom?country=us"
        assert links(feed)["last"] == "http://testserver/calls.atom?country=us&page=3"
        assert ("previous" in links(feed)) == (pages > 1)
        address = links(feed).get("next", "").removeprefix("http://testserver")
    assert pages == 3
    assert len(seen) == len(set(seen)) == 120


def test_a_reader_that_has_it_already_is_told_so(client, son_lammy):  # noqa: F811
    first = fetched(client, "/calls.atom")
    assert client.get("/calls.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304
    make.meeting(date="2025-01-01")
    assert client.get("/calls.atom", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_an_empty_feed_is_valid_and_stays_the_same(client, db):
    first, again = fetched(client, "/calls.atom"), fetched(client, "/calls.atom")
    assert first.content == again.content
    assert parsed(client, "/calls.atom").entries == []


@pytest.mark.parametrize(
    ("query", "status"),
    [("country=zz", 400), ("page=x", 400), ("page=0", 404), ("page=99", 404), ("from=2025-13", 400)],
)
def test_what_cannot_be_is_said(client, son_lammy, query, status):  # noqa: F811
    response = client.get(f"/calls.atom?{query}")
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", ["officials", "countries", "agreements", "topics"])
def test_registers_have_feeds(client, son_lammy, name):  # noqa: F811
    feed = parsed(client, f"/{name}.atom")
    assert feed.entries
    for entry in feed.entries:
        assert client.get(entry.link.removeprefix("http://testserver")).status_code == 200


def test_a_call_has_a_feed_of_its_accounts(client, son_lammy):  # noqa: F811
    feed = parsed(client, f"{son_lammy.get_absolute_url()}accounts.atom")
    assert {entry.title.split(":")[0] for entry in feed.entries} == {"VOV5", "GOV.UK"}
    SlugRedirect.objects.create(old_slug="once", meeting=son_lammy)
    assert client.get("/calls/once/accounts.atom")["Location"] == f"{son_lammy.get_absolute_url()}accounts.atom"
    assert client.get("/calls/never/accounts.atom").status_code == 404


@pytest.mark.parametrize(
    ("page", "feed"),
    [
        ("/", "/calls.atom?lang=en"),
        ("/calls/?country=gb&page=1", "/calls.atom?country=gb&lang=en"),
        ("/countries/gb/", "/calls.atom?country=gb&lang=en"),
        ("/countries/gb/vn/", "/calls.atom?country=vn&country=gb&all=country&lang=en"),
        ("/officials/david-lammy/", "/calls.atom?official=david-lammy&lang=en"),
        ("/topics/energy/", "/calls.atom?topic=energy&lang=en"),
    ],
)
def test_a_page_names_its_feed(client, son_lammy, page, feed):  # noqa: F811
    text = fetched(client, page).content.decode().replace("&amp;", "&")
    assert 'type="application/atom+xml" title=' in text
    assert f'href="{feed}"' in text
    parsed(client, feed)


def test_in_vietnamese(client, son_lammy):  # noqa: F811
    feed = parsed(client, "/calls.atom?country=gb&lang=vi")
    assert feed.feed.language == "vi"
    assert "điện đàm" in feed.entries[0].title


def test_the_page_of_feeds_leads_to_feeds(client, archive):  # noqa: F811
    text = fetched(client, "/feeds/").content.decode().replace("&amp;", "&")
    addresses = set(re.findall(r'href="(/[a-z]+\.atom[^"]*)"', text))
    assert len(addresses) > 5
    for address in addresses:
        parsed(client, address)


def test_queries_do_not_grow(client, db, django_assert_max_num_queries):
    for number in range(40):
        make.meeting(date=f"2021-03-{number % 28 + 1:02}", parties=("VN", "GB"), topics=["energy"])
    client.get("/calls.atom")
    with django_assert_max_num_queries(8):
        client.get("/calls.atom?country=gb")
