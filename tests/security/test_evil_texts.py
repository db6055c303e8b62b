"""What a publisher wrote is text on every page and in every answer, whatever it looks like."""

import json
from urllib.parse import quote

import pytest
from django.core.cache import cache
from lxml import etree, html

from articles.models import Article, Country, Official
from tests import factories as make
from tests.web.conftest import english  # noqa: F401 (fixture)

from .site import HOST

EVIL = (
    """<evil onload="x">]]>&lt;b&gt;'"</title></script><script>alert(1)</script>{{ 7|add:"0" }}{% now "Y" %}\x0b\x1b"""
)
SEEN = "<evil onload"


@pytest.fixture
def call(db, followed):
    for code in ("VN", "GB"):
        make.country(code)
    Country.objects.filter(code="GB").update(name=f"Kingdom {EVIL}")
    text = f"David {EVIL} Lammy telephoned Vietnam. He said {EVIL} on energy."
    article = make.article(
        text, title=f"Title {EVIL}", publisher=f"Publisher {EVIL}", url="https://example.org/?a='\"<evil>"
    )
    make.agreement(f"Pact {EVIL}")
    call = make.meeting(
        parties={"VN": "Vietnam", "GB": f"David {EVIL} Lammy"},
        people=[(f"David {EVIL} Lammy", "GB", "foreign_minister", f"David {EVIL} Lammy")],
        topics={"energy": "energy"},
        agreements=[f"Pact {EVIL}"],
        statements=[("GB", "affirm", f"He said {EVIL} on energy.")],
        articles=[article],
    )
    return call


@pytest.fixture
def pages(call) -> list[str]:
    person, article = Official.objects.get(), Article.objects.get()
    records = [call.get_absolute_url(), person.get_absolute_url(), article.get_absolute_url(), "/countries/gb/"]
    records += ["/countries/gb/vn/", *(a.get_absolute_url() for a in (call.facts.get(aspect="agreement").agreement,))]
    lists = ["/", "/calls/", "/officials/", "/countries/", "/agreements/", "/topics/energy/", "/timeline/", "/map/"]
    typed = [
        "/calls/?q=",
        "/search/?q=",
        "/calls/?from=",
        "/calls/?country=",
        "/officials/?q=",
        "/api/?q=",
        "/nothing/",
    ]
    return [*records, *lists, "/network/", f"{call.get_absolute_url()}report/", *(t + quote(EVIL) for t in typed)]


def test_pages(client, pages):
    shown = 0
    for page in pages:
        cache.clear()
        text = client.get(page).content.decode()
        shown += "&lt;evil onload" in text
        document = html.document_fromstring(text, base_url=HOST)
        assert not document.xpath("//evil | //b[.='']"), page
        assert not document.xpath("//@*[starts-with(name(), 'on')]"), page
        assert not [there for there in document.xpath("//@href | //@src | //@action") if "javascript:" in there], page
        assert not document.xpath("//script[not(@src) and not(@type='application/ld+json')]"), page
        assert "70" not in document.xpath("string(//title)"), f"{page}: what was written is no template"
    assert shown > 10, "it does stand there, as text"


def test_what_stands_in_linked_data_ends_no_script(client, call):
    """`</script>` within JSON-LD would end the element, wherever it stands."""
    text = client.get(call.get_absolute_url()).content.decode()
    document = html.document_fromstring(text)
    blocks = [json.loads(block) for block in document.xpath("//script[@type='application/ld+json']/text()")]
    assert blocks
    assert SEEN in json.dumps(blocks)


XML = [
    "/calls.atom",
    "/officials.atom",
    "/agreements.atom",
    "/oai?verb=ListRecords&metadataPrefix=oai_dc",
    "/oai?verb=%3Cevil%3E%0B",
    "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=%3Cevil%20onload%3D%22x%22%3E",
    "/sitemap.xml",
    "/sitemap-calls.xml",
    "/opensearch.xml",
]


@pytest.mark.parametrize("address", XML)
def test_answers_in_xml(client, call, settings, address):
    settings.ARCHIVE_TITLE = "Archive <evil onload='x'> & ]]>"
    document = etree.fromstring(client.get(address).content, etree.XMLParser(resolve_entities=False))
    assert not document.xpath("//*[local-name()='evil']")
    if "atom" in address or "ListRecords" in address:
        assert SEEN in " ".join(document.itertext()), "it does stand there, as text"


@pytest.mark.parametrize("address", ["accounts.atom", "cite.bib", "cite.ris", "cite.json"])
def test_answers_about_one_call(client, call, address):
    answer = client.get(call.get_absolute_url() + address)
    assert answer.status_code == 200
    assert not answer["Content-Type"].startswith("text/html")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", " javascript:alert(1)"])
def test_no_address_of_an_article_runs_anything(client, call, url):
    """Even if one should stand in the database: readers take http and https only."""
    Article.objects.update(url=url)
    for page in (call.get_absolute_url(), Article.objects.get().get_absolute_url()):
        links = html.document_fromstring(client.get(page).content.decode()).xpath("//@href")
        assert not [link for link in links if link.strip().startswith(("javascript:", "data:", "vbscript:"))], page
