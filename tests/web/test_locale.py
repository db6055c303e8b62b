"""Two languages of interface: nothing untranslated, nothing outside of the catalogue, good Vietnamese typography."""

import re
import unicodedata

import pytest
from django.conf import settings
from django.utils import translation

from articles import wording
from articles.templatetags.languages import grouped
from diplomacy import catalogue
from tests import factories

LANGUAGES = [code for code in dict(settings.LANGUAGES) if code != settings.LANGUAGE_CODE]
UPDATE = "run `python manage.py catalogue`, translate what is new, run it again"
MESSAGES = {language: [message for message in catalogue.read(language) if message.id] for language in LANGUAGES}
EVERY = [(language, message) for language in LANGUAGES for message in MESSAGES[language]]


def _strings(message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [message.string]


def _ids(message) -> list[str]:
    return list(message.id) if isinstance(message.id, tuple) else [message.id]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_in_the_catalogue(language):
    wanted = {(message.id, message.context) for message in catalogue.extracted() if message.id}
    there = {(message.id, message.context) for message in MESSAGES[language]}
    assert wanted - there == set(), UPDATE
    assert there - wanted == set(), f"no longer used: {UPDATE}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_string_is_translated(language):
    assert [m.id for m in MESSAGES[language] if not catalogue.is_translated(m)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_compiled_catalogue_is_that_of_the_source(language):
    """The compiled file is kept beside its source, so that a clone speaks Vietnamese without a step of building."""
    file = catalogue.catalogue_file(language).with_suffix(".mo")
    assert file.read_bytes() == catalogue.compiled(catalogue.read(language)), UPDATE


def test_translations_have_the_placeholders_and_the_markup_of_the_original():
    parts = re.compile(r"%\(\w+\)[sd]|%s|</?\w+|href=\"[^\"]*\"")
    wrong = [
        (message.id, string)
        for _language, message in EVERY
        for string in _strings(message)
        if sorted(parts.findall(string)) not in [sorted(parts.findall(original)) for original in _ids(message)]
    ]
    assert wrong == []


def test_strings_of_a_template():
    """Plurals, contexts, line breaks, and a comment whose apostrophe begins no string."""
    template = (
        "{% load i18n %}{# it isn't one #}It's {% translate 'one' %}{% blocktranslate count n=n %}{{ n }} call"
        "{% plural %}{{ n }} calls{% endblocktranslate %}{% translate 'May' context 'month' %}"
        "{% blocktranslate trimmed %}\n two\n lines\n{% endblocktranslate %}"
    )
    assert list(catalogue.strings_of(template)) == [
        ("one", None),
        (("%(n)s call", "%(n)s calls"), None),
        ("May", "month"),
        ("two lines", None),
    ]


TYPOGRAPHY = [
    ("straight quotation marks", r'"(?![^<]*>)'),
    ("three full stops for an ellipsis", r"\.\.\."),
    ("a space before a mark of punctuation", r"\s[,.;:?!](?:\s|$)"),
    ("two spaces", r"  "),
    ("a hyphen for a dash", r"\s-\s"),
]


@pytest.mark.parametrize(("fault", "pattern"), TYPOGRAPHY)
def test_vietnamese_typography(fault, pattern):
    found = [string for message in MESSAGES["vi"] for string in _strings(message) if re.search(pattern, string)]
    assert found == [], fault


def test_vietnamese_letters_are_composed():
    strings = [string for message in MESSAGES["vi"] for string in _strings(message)]
    assert [string for string in strings if unicodedata.normalize("NFC", string) != string] == []


# What a template may say in any language.
NEUTRAL = re.compile(
    r"&(?:\w+|#\d+);|BibTeX|RIS|CSL|Chicago|MLA|Popolo|JSON|JSONL|CSV|XLSX|Atom"
    r"|Hotline|Website|python manage\.py [\w /.-]+"
)
MARKED = re.compile(
    r"\{#.*?#\}|\{% comment.*?endcomment %\}|\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}"
    r"|\{% block bodyclass %\}.*?\{% endblock %\}|<(script|style)\b.*?</\1>|\{%.*?%\}|\{\{.*?\}\}",
    re.DOTALL,
)
SPOKEN = re.compile(r'\s(?:aria-label|title|placeholder|alt|content)="([^"]*)"')


@pytest.mark.parametrize(
    "path",
    sorted(path for path in (settings.BASE_DIR / "templates").rglob("*") if path.suffix in (".html", ".txt")),
    ids=lambda path: path.name,
)
def test_template_says_nothing_outside_of_the_catalogue(path):
    source = MARKED.sub(" ", path.read_text())
    source = re.sub(
        r"<meta name=\"(?:viewport|color-scheme|robots)\"[^>]*>|<pre>.*?</pre>|<code>.*?</code>", "", source
    )
    said = SPOKEN.findall(source) + re.sub(r"<[^>]*>", "\n", source).split("\n")
    assert [words.strip() for words in said if re.search(r"[^\W\d_]{2,}", NEUTRAL.sub("", words))] == []


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2024-12-20", "20 tháng 12 năm 2024"),
        ("2021-04", "tháng 4 năm 2021"),
        ("2021", "2021"),
        ("XXXX-03-28", "28 tháng 3, chưa rõ năm"),
        ("[2017-03-28,2018-03-28]", "28 tháng 3 năm 2017 hoặc 28 tháng 3 năm 2018"),
        ("", "chưa rõ ngày"),
    ],
)
def test_dates_in_vietnamese(edtf, words):
    with translation.override("vi"):
        assert wording.date_in_words(edtf) == words


@pytest.mark.parametrize(("number", "words"), [(1, "1 cuộc tiếp xúc"), (2, "2 cuộc tiếp xúc")])
def test_vietnamese_has_one_form_for_every_number(number, words):
    with translation.override("vi"):
        assert translation.ngettext("%(n)s contact", "%(n)s contacts", number) % {"n": number} == words


@pytest.mark.parametrize(("language", "words"), [("en", "1,352"), ("vi", "1.352")])
def test_thousands_are_grouped_as_the_language_does(language, words):
    with translation.override(language):
        assert grouped(1352) == words


@pytest.fixture
def archive(db):
    factories.topic("energy", vi="Năng lượng")
    return factories.meeting(
        people=[("Bùi Thanh Sơn", "VN", "foreign_minister"), ("David Lammy", "GB", "foreign_minister")],
        topics=["energy"],
        articles=[factories.article("A text.")],
    )


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/countries/", ["Quốc gia và tổ chức", "Vương quốc Anh", "Việt Nam"]),
        ("/countries/gb/", ["1 cuộc tiếp xúc đã ghi", "20 tháng 12 năm 2024", "Năng lượng"]),
        ("/countries/gb/vn/", ["Việt Nam và Vương quốc Anh", "Đã ghi 1 cuộc điện đàm", "Bộ trưởng Ngoại giao"]),
        ("/officials/david-lammy/", ["Bùi Thanh Sơn", "Đã nói chuyện với"]),
        ("/topics/energy/", ["Năng lượng", "Được bàn trong 1 cuộc tiếp xúc"]),
        ("/timeline/", ["Đối tác theo năm"]),
        ("/map/", ["Thế giới bên đường dây"]),
        ("/network/", ["Ai nói chuyện với ai"]),
        ("/about/", ["Về kho lưu trữ"]),
    ],
)
def test_page_in_vietnamese(client, archive, address, words):
    page = client.get(address, {"lang": "vi"}).content.decode()
    assert '<html lang="vi">' in page
    assert [word for word in words if word not in page] == []


def test_language_of_the_address_is_remembered(client, archive):
    client.get("/countries/?lang=vi")
    assert '<html lang="vi">' in client.get("/topics/").content.decode()
    client.get("/countries/?lang=en")
    assert '<html lang="en">' in client.get("/topics/").content.decode()


def test_language_of_the_browser_counts_where_nothing_else_is_said(client, archive):
    response = client.get("/countries/", headers={"accept-language": "vi,en;q=0.5"})
    assert '<html lang="vi">' in response.content.decode()
    assert {"Accept-Language", "Cookie"} <= set(re.split(r",\s*", response["Vary"]))


@pytest.mark.parametrize("code", ["xx", "", "vi' OR 1", "../vi"])
def test_language_that_the_archive_does_not_speak(client, archive, code):
    response = client.get("/countries/", {"lang": code})
    assert response.status_code == 200
    assert settings.LANGUAGE_COOKIE_NAME not in response.cookies


def test_every_page_names_itself_in_each_language(client, archive):
    page = client.get("/countries/gb/?lang=vi").content.decode()
    links = dict(re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page))
    assert links == {
        "en": "http://testserver/countries/gb/?lang=en",
        "vi": "http://testserver/countries/gb/?lang=vi",
        "x-default": "http://testserver/countries/gb/",
    }
