"""The page of an article: its text whole and escaped, every fact marked, what was skipped greyed."""

import re
from datetime import date

import pytest
from django.utils.html import escape

from articles.models import Evidence
from articles.reading import Reading
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = (
    "Share\n"
    "On 20 December Bùi Thanh Sơn spoke by telephone with David Lammy on offshore wind.\n"
    "David Lammy promised help with the Energy Partnership.\n"
)


@pytest.fixture
def article():
    made = factories.article(
        TEXT,
        title="A <em>call</em>",
        publisher="Hotline sample",
        url="https://example.org/a?b=1&c=2",
        zones=[["boilerplate", 17, 22]],
    )
    factories.meeting(
        people=[("Bùi Thanh Sơn", "VN", "foreign_minister"), ("David Lammy", "GB", "foreign_minister")],
        topics={"energy": "offshore wind"},
        agreements={"Energy Partnership": "Energy Partnership"},
        statements=[("David Lammy", "commit", "David Lammy promised help with the Energy Partnership.")],
        articles=[made],
        says={"date": "20 December", "kind": "spoke by telephone"},
    )
    return made


@pytest.fixture
def page(client, article) -> str:
    return client.get(article.get_absolute_url()).content.decode()


def _text(page: str) -> str:
    return re.search(r'<div class="text page"[^>]*>(.*?)</div>', page, re.DOTALL)[1]


def test_text_is_whole_and_as_it_came_in(page, article):
    shown = re.sub(r"</?span[^>]*>", "", _text(page))
    assert shown == escape(article.full_text)


def test_markup_in_an_article_is_text(client):
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(2)> &amp; \"quoted\" 'single'"
    made = factories.article(hostile, title="</h1><script>alert(3)</script>", publisher="<b>Bold</b>")
    page = client.get(made.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>Bold</b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("who", "Bùi Thanh Sơn"),
        ("when", "20 December"),
        ("what", "offshore wind"),
        ("deal", "Energy Partnership"),
        ("asked", "spoke by telephone"),
        ("said", "David Lammy promised help with the "),
    ],
)
def test_fact_is_marked_has_a_switch_and_is_in_the_list(page, kind, words):
    assert re.search(rf'<span class="m-{kind}"[^>]*>{words}', _text(page))
    assert f'id="show-{kind}" checked' in page


def test_agreement_within_a_statement_is_marked_as_both(page):
    assert re.search(r'<span class="m-said"[^>]*><span class="m-deal">Energy Partnership</span></span>', _text(page))


def test_what_was_skipped_is_greyed(page):
    assert '<span class="zone">Share</span>' in _text(page)
    assert 'id="show-zone"' in page


def test_every_link_to_a_place_leads_somewhere(page):
    places = set(re.findall(r'href="#(c\d+)"', page))
    assert places
    assert places <= set(re.findall(r'id="(c\d+)"', page))


def test_no_two_elements_share_an_id(page):
    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(set(ids)) == sorted(ids)


def test_link_of_a_call_page_leads_to_the_marked_place(client, article):
    """Evidence elsewhere links to `#c` and its start: the place must be there, whatever else is marked around it."""
    page = client.get(article.get_absolute_url()).content.decode()
    starts = Evidence.objects.filter(article=article).values_list("start", flat=True)
    assert {f"c{start}" for start in starts} <= set(re.findall(r'id="(c\d+)"', page))


def test_gone_evidence_and_unpublished_facts_are_not_marked(article):
    Evidence.objects.filter(article=article, fact__aspect="topic").update(is_gone=True)
    fact = Evidence.objects.get(article=article, fact__aspect="agreement").fact
    fact.published = False
    fact.save()
    assert Reading(article).kinds == ["who", "when", "asked", "said"]


def test_article_without_a_contact(client):
    made = factories.article("The ministry published a report on rice.")
    assert "No contact was read in this article" in client.get(made.get_absolute_url()).content.decode()


def test_who_else_published_it_is_named_with_links(client, article, django_assert_max_num_queries):
    assert "Also published by" not in client.get(article.get_absolute_url()).content.decode()
    later = factories.article(TEXT, publisher="The <Late> Post", syndication=7, published_on=date(2024, 12, 22))
    early = factories.article(TEXT, url="https://www.early.example/1", syndication=7, published_on=date(2024, 12, 20))
    factories.article(TEXT, publisher="Another story", syndication=8)
    article.syndication = 7
    article.save()
    with django_assert_max_num_queries(8):
        page = client.get(article.get_absolute_url()).content.decode()
    names = re.search(r"Also published by (.*?)</p>", page)[1]
    assert re.findall(r'<a href="([^"]+)">([^<]+)</a>', names) == [
        (early.get_absolute_url(), "early.example"),
        (later.get_absolute_url(), "The &lt;Late&gt; Post"),
    ]
    assert "20 December 2024" in names


def test_not_more_reprints_are_named_than_anybody_reads(client, article):
    for _ in range(21):
        factories.article(TEXT, publisher="Mirror", syndication=7)
    article.syndication = 7
    article.save()
    page = client.get(article.get_absolute_url()).content.decode()
    assert (page.count(">Mirror</a>"), "and others" in page) == (20, True)


def test_number_of_queries(client, article, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        client.get(article.get_absolute_url())
