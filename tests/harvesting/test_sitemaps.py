"""What search engines and browsers find: sitemaps, robots.txt, the description of the search."""

import re
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest

from articles.harvesting import sitemaps
from tests import factories as make
from tests.web.conftest import archive, english, son_lammy  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
HERE = "http://testserver"


def parsed(client, address: str) -> ET.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return ET.fromstring(response.content)


def maps(client) -> list[str]:
    root = parsed(client, "/sitemap.xml")
    assert root.tag == f"{MAP}sitemapindex"
    return [loc.text.removeprefix(HERE) for loc in root.iter(f"{MAP}loc")]


def test_every_page_that_is_named_is_there_and_no_record_is_left_out(client, archive):  # noqa: F811
    named = {url.find(f"{MAP}loc").text for address in maps(client) for url in parsed(client, address)}
    for address in named:
        assert client.get(address.removeprefix(HERE)).status_code == 200, address
    shown = client.get("/calls/").content.decode()
    for kind in ("calls", "countries", "officials", "topics"):
        for link in re.findall(rf'href="(/{kind}/[\w-]+/)"', shown):
            assert HERE + link in named


def test_each_has_its_day_and_its_address_in_each_language(client, son_lammy):  # noqa: F811
    (url,) = parsed(client, "/sitemap-calls.xml")
    page = HERE + son_lammy.get_absolute_url()
    assert url.find(f"{MAP}lastmod").text == son_lammy.changed_at.date().isoformat()
    links = {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
    assert links == {"en": f"{page}?lang=en", "vi": f"{page}?lang=vi", "x-default": page}
    text = client.get(son_lammy.get_absolute_url()).content.decode()
    assert dict(re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', text)) == links


def test_a_long_list_comes_in_several_files(client, db, monkeypatch):
    monkeypatch.setattr(sitemaps._Calls, "limit", 3)
    sitemaps.SECTIONS["calls"].__dict__.pop("paginator", None)
    for day in range(1, 8):
        make.meeting(date=f"2024-02-0{day}")
    files = [address for address in maps(client) if "calls" in address]
    assert len(files) == 3
    urls = [url.find(f"{MAP}loc").text for address in files for url in parsed(client, address)]
    assert len(urls) == len(set(urls)) == 7


def test_an_empty_archive_has_a_sitemap(client, db):
    assert len(maps(client)) == len(sitemaps.SECTIONS)
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_robots_may_read_records_and_not_every_combination_of_filters(client):
    robots = RobotFileParser()
    lines = client.get("/robots.txt").content.decode().splitlines()
    robots.parse(lines)
    assert robots.site_maps() == [f"{HERE}/sitemap.xml"]
    assert robots.can_fetch("any", f"{HERE}/calls/2024-12-20-united-kingdom-vietnam/")
    assert robots.can_fetch("any", f"{HERE}/calls/")
    assert "Disallow: /calls/?*" in lines
    for address in ("/admin/", "/subscribe/?country=gb", "/search/?q=x"):
        assert not robots.can_fetch("any", HERE + address)


def test_a_browser_learns_how_to_search(client, son_lammy):  # noqa: F811
    page = client.get("/").content.decode()
    (address,) = re.findall(r'<link rel="search"[^>]*href="([^"]+)"', page)
    response = client.get(address)
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    root = ET.fromstring(response.content)
    urls = {url.get("type"): url.get("template") for url in root if url.tag.endswith("}Url")}
    search = urls["text/html"].removeprefix(HERE).replace("{searchTerms}", "lammy")
    assert "David Lammy" in client.get(search).content.decode()
    feed = urls["application/atom+xml"].removeprefix(HERE).replace("{searchTerms}", "lammy")
    assert client.get(feed.replace("{startPage?}", "1")).status_code == 200
