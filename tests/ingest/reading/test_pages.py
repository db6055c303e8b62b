"""HTML files: the article and nothing of what stands around it, and what the page says of itself."""

import codecs
import re
import unicodedata

import pytest

from articles.extraction import extract
from articles.ingest.reading import Problem
from articles.ingest.reading.files import read

from .samples import PARAGRAPHS, VIETNAMESE, page

HEAD = """<link rel="canonical" href="https://daily.example/world/1">
<meta property="article:published_time" content="2024-12-20T19:05:00+07:00"><meta name="author" content="Lan Anh">"""


def test_a_page_gives_its_article_and_what_it_says_of_itself(reading):
    ((found,), said) = reading("saved.html", page(head=HEAD))
    document = found.document
    assert document.text == "\n".join(PARAGRAPHS)
    assert (document.title, document.publisher, found.byline) == (
        "Ministers speak by telephone",
        "Example Daily",
        "Lan Anh",
    )
    assert document.id == document.url == "https://daily.example/world/1"
    assert (document.published, document.lang, found.read_as) == ("2024-12-20T19:05:00+07:00", "en", "html")
    assert said == []


def test_what_is_read_as_a_page_is_extracted_as_a_text(reading):
    ((found,), _) = reading("saved.html", page(head=HEAD))
    (account,) = extract(found.document).accounts
    assert (account.kind.code, account.date.edtf) == ("phone_call", "2024-12-20")
    assert {person.name for person in account.participants} == {"Bui Thanh Son", "David Lammy"}


@pytest.mark.parametrize("suffix", ["html", "htm", "HTML", "xhtml"])
def test_a_page_without_an_address_goes_by_its_file(reading, suffix):
    ((found,), _) = reading(f"call.{suffix}", page())
    assert (found.document.id, found.document.url) == (f"call.{suffix}", "")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "/world/1",
        "https://",
        "http://[half",
        "https://daily.example/",  # the front page: a template that names the same address on every page
        "https://daily.example/a b",
        "https://daily.example/" + "a" * 3000,
    ],
)
def test_only_an_address_of_the_web_becomes_one(reading, address):
    ((found,), _) = reading("call.html", page(head=f'<link rel="canonical" href="{address}">'))
    assert (found.document.id, found.document.url) == ("call.html", "")


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-12-20">', "2024-12-20"),
        ('<meta name="pubdate" content="2024-12-20T08:00:00Z">', "2024-12-20T08:00:00Z"),
        # Of two that agree on the day, the one with the time.
        (
            '<meta name="date" content="2024-12-20"><meta name="dcterms.issued" content="2024-12-20T08:00:00Z">',
            "2024-12-20T08:00:00Z",
        ),
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
            '"datePublished": "2024-12-20T19:05:00+07:00", "dateModified": "2025-01-02"}]}</script>',
            "2024-12-20T19:05:00+07:00",
        ),
        # What is no date, and data that is no JSON, are passed over.
        ('<meta name="date" content="today"><script type="application/ld+json">{"</script>', None),
        # A year in a footer and a day in the text are not the day of publication.
        ("", None),
    ],
)
def test_when_a_page_was_published(reading, head, published):
    ((found,), _) = reading("call.html", page(head=head))
    assert found.document.published == published


def test_the_text_says_its_language_where_a_template_says_another(reading):
    ((found,), _) = reading("call.html", page(VIETNAMESE, title="Hai Bộ trưởng điện đàm", lang="en"))
    assert found.document.lang == "vi"


def test_paragraphs_line_breaks_and_lists_are_lines(reading):
    text = page(["First line,<br>second line of the <em>same</em> paragraph.", *PARAGRAPHS[:2]])
    text = text.replace("</article>", "<ul><li>Offshore wind</li><li>Maritime security</li></ul></article>")
    ((found,), _) = reading("call.html", text)
    lines = found.document.text.splitlines()
    assert lines[:2] == ["First line,", "second line of the same paragraph."]
    assert lines[2:4] == list(PARAGRAPHS[:2])
    assert [line.lstrip("- ") for line in lines[4:]] == ["Offshore wind", "Maritime security"]


CHARSETS = {
    "meta": ('<meta charset="windows-1258">', "cp1258", b""),
    "http-equiv": ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">', "cp1258", b""),
    "unstated": ("", "utf-8", b""),
    "mark": ("", "utf-16-le", codecs.BOM_UTF16_LE),
    "mark over meta": ('<meta charset="iso-8859-1">', "utf-8", codecs.BOM_UTF8),
}


@pytest.mark.parametrize("way", CHARSETS)
def test_the_charset_is_the_one_that_the_page_states(reading, way):
    head, codec, mark = CHARSETS[way]
    text = page(VIETNAMESE, head=head)
    ((found,), said) = reading("call.html", mark + (_as_1258(text) if codec == "cp1258" else text).encode(codec))
    assert unicodedata.normalize("NFC", found.document.text) == "\n".join(VIETNAMESE)
    assert said == []


def _as_1258(text: str) -> str:
    """As Windows-1258 spells Vietnamese: a letter with its hat, and the tone as a character of its own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    letters = re.findall(
        rf"(.[\u0302\u0306\u031b]?)([{tones}]?)([\u0302\u0306]?)", unicodedata.normalize("NFD", text), re.S
    )
    return "".join(unicodedata.normalize("NFC", base + hat) + tone for base, tone, hat in letters)


def test_bytes_that_had_to_be_replaced_are_reported_and_the_page_is_in(reading):
    data = page(head='<meta charset="utf-8">').encode().replace(b"Mr Lammy", b"M\xff Lamm\xfe")
    ((found,), said) = reading("call.html", data)
    assert "M\ufffd Lamm\ufffd" in found.document.text
    assert said == ["call.html: is not utf-8 in 2 places: \ufffd stands there instead"]


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("", "names no charset"),
        ('<meta charset="idna">', "names a charset that is not known ('idna')"),
        ('<meta charset="unicode-escape">', "names a charset that is not known ('unicode-escape')"),
        ('<meta charset="hex">', "names a charset that is not known ('hex')"),
        ('<meta charset="klingon">', "names a charset that is not known ('klingon')"),
    ],
)
def test_a_page_whose_charset_is_anybody_s_guess(reading, head, said):
    ((found,), (problem,)) = reading("call.html", page(["Señor Lammy spoke. " * 9], head=head).encode("cp1252"))
    assert "Señor" in found.document.text
    assert problem == f"call.html: {said} and is not UTF-8: it was read as Windows-1252, and letters may be wrong"


BAD = {
    "nothing": (b" \n", "is empty"),
    "zero bytes": (page().replace("Mr", "M\0r").encode(), "holds zero bytes"),
    "no article": (b"<html><body><img src=x></body></html>", "holds no text that could be an article"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "holds zero bytes"),
    "depth": (b"<html><body>" + b"<div>" * 100_000 + b"They spoke. " * 50, "within each other"),
    "width": (b"<html><body>" + b"<p>They" * 40_000, "more than 30,000 elements"),
    "size": (b"<html><body>" + b"They spoke. " * 900_000, "is larger than 10 MB"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_page_that_cannot_be_read_is_named_with_the_reason(reading, name):
    data, reason = BAD[name]
    found, said = reading("bad.html", data)
    assert [problem for problem in said if problem.startswith("bad.html: ") and reason in problem]
    assert not found


def test_characters_that_no_database_stores_do_not_come_through(reading):
    found, said = reading("call.html", page(["They&#0; spoke&#xD800; by telephone &#x1F4DE; on Friday. " * 5]))
    assert said or not {"\0", "\ud800"} & set(found[0].document.text)


def test_scripts_styles_and_what_stands_around_are_not_the_article(reading):
    hidden = '<p>On Friday they spoke.<script>alert("in the article")</script><style>.a{}</style><!-- a comment --></p>'
    ((found,), _) = reading("call.html", page([*PARAGRAPHS, hidden]))
    for words in ("not of the article", "evil", "alert", ".a{", "a comment", "Front page", "All rights", "color"):
        assert words not in found.document.full_text


def test_a_page_is_read_the_same_a_thousand_times_over(reading):
    """No memory of pages before: paragraphs that come again and again stay in."""
    texts = {reading("call.html", page())[0][0].document.text for _ in range(5)}
    assert texts == {"\n".join(PARAGRAPHS)}


def test_two_files_of_one_name_are_two_pages_if_they_state_addresses(tmp_path):
    for folder in ("one", "two", "three", "four"):
        (tmp_path / folder).mkdir()
        head = f'<link rel="canonical" href="https://daily.example/{folder}">' if folder in ("one", "two") else ""
        (tmp_path / folder / "index.html").write_text(page(head=head), encoding="utf-8")
    items = list(read([str(tmp_path)]))
    problems = [item for item in items if isinstance(item, Problem)]
    assert {item.document.id for item in items if item not in problems} == {
        "https://daily.example/one",
        "https://daily.example/two",
    }
    assert len(problems) == 2
    assert all("another file of this run has the same name" in problem.reason for problem in problems)


MHTML = """From: <Saved by a browser>
Snapshot-Content-Location: https://daily.example/world/1
Subject: Ministers speak by telephone
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----parts"

------parts
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable
Content-Location: https://daily.example/world/1

{}
------parts
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://daily.example/picture.png

iVBORw0KGgo=
------parts--
"""


def test_a_page_saved_with_its_pictures(reading):
    body = codecs.encode(page(head='<meta charset="utf-8">').encode(), "quopri").decode()
    ((found,), said) = reading("saved.mhtml", MHTML.format(body))
    assert (found.document.id, found.document.text) == ("https://daily.example/world/1", "\n".join(PARAGRAPHS))
    assert said == []


@pytest.mark.parametrize(
    "content", ["no parts at all", "", "Content-Type: multipart/related; boundary=a\n\n--a\n" * 3000]
)
def test_a_saved_page_without_a_page(reading, content):
    found, (said,) = reading("saved.mhtml", content)
    assert not found
    assert said.startswith("saved.mhtml: ")
