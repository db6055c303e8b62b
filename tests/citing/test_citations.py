"""Citations read back by the programs that researchers use, and facts under addresses of their own."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qs

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from django.utils import translation
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from articles.citing import Work, bibtex, csl, ris
from articles.citing.plain import chicago, mla
from articles.models import Fact, SlugRedirect
from articles.models.choices import Aspect, DateBasis, Origin, Status
from tests import factories as make
from tests.web.conftest import english, son_lammy  # noqa: F401 (fixtures)

TODAY = date(2026, 11, 25)
HARD = 'Tariffs & "50%" of {quotas}: $5_000 #1 ~ ^ \\ “priority” – Điện đàm'


def work(**said) -> Work:
    fields = {
        "key": "2024-12-20-united-kingdom-vietnam", "title": "Bùi Thanh Sơn and David Lammy speak by telephone",
        "address": "https://archive.example.org/calls/2024-12-20-united-kingdom-vietnam/", "language": "en",
        "accessed": TODAY, "archive": "Hotline", "event": "2024-12-20",
    }  # fmt: skip
    return Work(**fields | said)


NEWS = {
    "key": "article-7", "title": HARD, "address": "https://archive.example.org/articles/7/", "event": "",
    "published": "2024-12-21", "publisher": "Báo Mẫu", "original": "https://news.example.vn/a_1?x=1&y=2%203",
}  # fmt: skip


def of_bibtex(text: str) -> tuple[str, str, dict]:
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    (entry,) = library.entries
    return entry.entry_type, entry.key, {name: field.value for name, field in entry.fields_dict.items()}


@pytest.mark.parametrize(
    ("said", "chicago_says", "mla_says"),
    [
        (
            {},
            "“Bùi Thanh Sơn and David Lammy speak by telephone.” Hotline. Accessed November 25, 2026. "
            "https://archive.example.org/calls/2024-12-20-united-kingdom-vietnam/.",
            "“Bùi Thanh Sơn and David Lammy speak by telephone.” Hotline, "
            "https://archive.example.org/calls/2024-12-20-united-kingdom-vietnam/. Accessed 25 Nov. 2026.",
        ),
        (
            {"title": "Topic: trade", "container": "A “frank” call", "sources": ("VOV5", "GOV.UK")},
            "“Topic: trade.” “A ‘frank’ call.” Based on VOV5 and GOV.UK. Hotline. Accessed November 25, 2026. "
            "https://archive.example.org/calls/2024-12-20-united-kingdom-vietnam/.",
            "“Topic: trade.” “A ‘frank’ call.” Based on VOV5 and GOV.UK. Hotline, "
            "https://archive.example.org/calls/2024-12-20-united-kingdom-vietnam/. Accessed 25 Nov. 2026.",
        ),
        (
            NEWS | {"title": "Who called whom?"},
            "“Who called whom?” Báo Mẫu, December 21, 2024. https://news.example.vn/a_1?x=1&amp;y=2%203. Hotline. "
            "Accessed November 25, 2026. https://archive.example.org/articles/7/.",
            "“Who called whom?” Báo Mẫu, 21 Dec. 2024, https://news.example.vn/a_1?x=1&amp;y=2%203. Hotline, "
            "https://archive.example.org/articles/7/. Accessed 25 Nov. 2026.",
        ),
    ],
)
def test_as_the_styles_put_it(said, chicago_says, mla_says):
    assert strip_tags(chicago(work(**said))) == chicago_says
    assert strip_tags(mla(work(**said))) == mla_says


def test_an_archive_s_name_is_set_as_a_title_and_nothing_is_markup():
    assert "<cite>Hotline</cite>" in chicago(work())
    assert "&lt;b&gt;" in chicago(work(title="<b>bold</b>"))


def test_in_vietnamese():
    with translation.override("vi"):
        assert "Truy cập 25 tháng 11 năm 2026." in chicago(work())


@pytest.mark.parametrize("title", ["Two leaders speak", HARD, "{{nested} braces}", "a\nb\r\n c"])
def test_bibtex_is_read_back(title):
    kind, key, fields = of_bibtex(bibtex.write(work(title=title, container=title)))
    assert (kind, key) == ("online", "2024-12-20-united-kingdom-vietnam")
    plain = " ".join(title.split())
    # The decoder takes braces for grouping, and writes a circumflex of its own.
    bare = str.maketrans("ˆ", "^", "{}")
    assert fields["title"].translate(bare) == plain.translate(bare)
    assert fields["maintitle"].translate(bare) == plain.translate(bare)
    assert fields["eventdate"] == "2024-12-20"
    assert fields["urldate"] == "2026-11-25"


def test_bibtex_of_an_article():
    kind, _key, fields = of_bibtex(bibtex.write(work(**NEWS)))
    assert kind == "article"
    assert fields["journaltitle"] == "Báo Mẫu"
    assert fields["date"] == "2024-12-21"
    # Verbatim, as biblatex reads this field.
    assert "  url = {https://news.example.vn/a_1?x=1&y=2%203}," in bibtex.write(work(**NEWS)).splitlines()


@given(st.text(max_size=80))
def test_no_title_breaks_a_format(title):
    made = work(title=title, sources=(title,), container=title)
    assert not bibtexparser.parse_string(bibtex.write(made)).failed_blocks
    (entry,) = rispy.loads(ris.write(made))
    assert entry["id"] == made.key
    assert json.loads(csl.write(made))[0]["id"] == made.key


def test_ris_is_read_back():
    (entry,) = rispy.loads(ris.write(work(**NEWS, sources=("VOV5",))))
    assert entry["type_of_reference"] == "NEWS"
    assert entry["title"] == HARD
    assert entry["secondary_title"] == "Báo Mẫu"
    assert entry["date"] == "2024/12/21/"
    assert entry["urls"] == [NEWS["original"], NEWS["address"]]
    text = ris.write(work())
    assert text.startswith("TY  - ELEC\r\n")
    assert text.endswith("ER  - \r\n")
    assert "N1  - EDTF: 2024-12-20\r\n" in text


@pytest.mark.parametrize("edtf", ["2024-12-20?", "XXXX-12-20", "[2023-05-04,2024-05-04]", ""])
def test_a_doubtful_day_is_given_as_edtf_and_as_nothing_surer(edtf):
    made = work(event=edtf)
    assert "DA  - " not in ris.write(made)
    assert of_bibtex(bibtex.write(made))[2].get("eventdate", "") == edtf
    item = csl.item(made)
    assert item.get("event-date") == ({"raw": edtf} if edtf else None)


def test_csl_json_is_set_by_citeproc():
    source = CiteProcJSON(json.loads(csl.write(work())))
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem(work().key)]))
    (entry,) = bibliography.bibliography()
    assert "2024" in str(entry)
    assert "Bùi Thanh Sơn and David Lammy speak by telephone" in str(entry)
    assert work().address in str(entry)


class Head(HTMLParser):
    """The `meta` and `link` tags of a page, and its COinS."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta, self.links, self.coins = {}, {}, []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "meta" and "name" in said:
            self.meta[said["name"]] = said.get("content")
        if tag == "link" and "type" in said:
            self.links[said["type"]] = said["href"]
        if said.get("class") == "Z3988":
            self.coins.append(parse_qs(said["title"], strict_parsing=True))


@pytest.fixture
def archive(son_lammy):  # noqa: F811
    return son_lammy


def page(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_zotero_picks_the_page_of_a_call_up(client, archive):
    head = Head(page(client, archive.get_absolute_url()))
    assert head.meta["citation_title"].startswith("Bùi Thanh Sơn and David Lammy speak by telephone")
    assert head.meta["citation_publication_date"] == "2024/12/20"
    assert head.meta["citation_public_url"] == f"http://testserver{archive.get_absolute_url()}"
    (coins,) = head.coins
    assert coins["ctx_ver"] == ["Z39.88-2004"]
    assert coins["rft.date"] == ["2024-12-20"]
    assert coins["rft.identifier"] == [f"http://testserver{archive.get_absolute_url()}"]
    for media_type in ("application/x-bibtex", "application/x-research-info-systems"):
        response = client.get(head.links[media_type])
        assert response["Content-Type"] == f"{media_type}; charset=utf-8"
        assert response["Content-Disposition"].startswith(f'attachment; filename="{archive.slug}.')


def test_an_article_is_cited_with_its_publisher(client, archive):
    article = archive.accounts.get(article__language="vi").article
    head = Head(page(client, article.get_absolute_url()))
    assert head.meta["citation_publisher"] == "VOV5"
    assert head.meta["citation_language"] == "vi"
    entry = client.get(head.links["application/x-bibtex"]).content.decode()
    assert of_bibtex(entry)[2]["url"] == "https://vov.example.vn/a1"


def test_one_fact_has_an_address_and_a_citation_of_its_own(client, archive):
    call = page(client, archive.get_absolute_url())
    addresses = set(re.findall(rf'href="({archive.get_absolute_url()}facts/[^"/]+/)"', call))
    assert len(addresses) == archive.facts.published().count()
    energy = archive.facts.get(aspect=Aspect.TOPIC, topic="energy")
    text = page(client, energy.get_absolute_url())
    assert "<h1>Topic: Energy</h1>" in text
    assert "<mark>offshore wind</mark>" in text
    assert "biến đổi" not in text
    (item,) = json.loads(client.get(f"{energy.get_absolute_url()}cite.json").content)
    assert item["title"] == "Topic: Energy"
    assert item["container-title"].startswith("Bùi Thanh Sơn and David Lammy speak by telephone")
    assert "GOV.UK" in item["note"]
    assert "VOV5" not in item["note"]


def test_the_address_is_the_same_after_everything_was_worked_out_anew(archive):
    fact = archive.facts.get(aspect=Aspect.TOPIC, topic="energy")
    before = fact.get_absolute_url()
    Fact.objects.filter(pk=fact.pk).update(confidence=0.1, rule="another")
    fact.delete()
    again = Fact.objects.create(meeting=archive, aspect=Aspect.TOPIC, key="energy", topic_id="energy")
    assert again.get_absolute_url() == before


def test_a_call_that_moved_takes_its_facts_along(client, archive):
    fact = archive.facts.get(aspect=Aspect.KIND)
    SlugRedirect.objects.create(old_slug="2024-12-20-once", meeting=archive)
    for rest in ("", "cite.ris"):
        old = client.get(f"/calls/2024-12-20-once/facts/{fact.name}/{rest}")
        assert (old.status_code, old["Location"]) == (301, fact.get_absolute_url() + rest)
    assert client.get("/calls/2024-12-20-once/cite.bib")["Location"] == f"{archive.get_absolute_url()}cite.bib"


def test_a_withdrawn_fact_is_said_to_be_withdrawn(client, archive):
    once = archive.facts.get(aspect=Aspect.DATE)
    Fact.objects.filter(pk=once.pk).update(published=False)
    Fact.objects.create(
        meeting=archive, aspect=Aspect.DATE, key="2024-12-21", value="2024-12-21", basis=DateBasis.EDITOR,
        origin=Origin.EDITOR, status=Status.CONFIRMED,
    )  # fmt: skip
    text = page(client, once.get_absolute_url(), 410)
    assert "<s>Date: 20 December 2024</s>" in text
    assert ">Date: 21 December 2024</a>" in text
    assert client.get(f"{once.get_absolute_url()}cite.bib").status_code == 410


@pytest.mark.parametrize("name", ["date-000000000000", "x"])
def test_what_never_was_is_not_found(client, archive, name):
    assert client.get(f"{archive.get_absolute_url()}facts/{name}/").status_code == 404
    assert client.get(f"/calls/never/facts/{name}/").status_code == 404


def test_a_fact_s_page_costs_the_same_whatever_the_call(client, archive, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        client.get(archive.facts.get(aspect=Aspect.KIND).get_absolute_url())
    many = make.meeting(date="2025-01-02", topics=["energy"], articles=[make.article(f"energy {n}") for n in range(20)])
    with django_assert_max_num_queries(8):
        client.get(many.facts.get(aspect=Aspect.TOPIC).get_absolute_url())
