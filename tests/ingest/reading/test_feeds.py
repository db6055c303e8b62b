"""RSS and Atom: an entry is a document; its markup is text; what harms is refused."""

import socket
from datetime import UTC, datetime

import pytest
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed

from articles.extraction import extract
from articles.ingest.pipeline import ingest
from articles.models import Article

from .samples import PARAGRAPHS

CONTENT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Example Daily &amp;amp; Sunday</title><link>https://daily.example/</link><description>News</description>
{}</channel></rss>"""
ITEM = f"""<item><title>Fish &amp;amp; ships: &lt;b&gt;ministers&lt;/b&gt; speak</title>
<link>https://daily.example/1</link><guid isPermaLink="false">daily-1</guid>
<pubDate>Fri, 20 Dec 2024 19:05:00 +0700</pubDate><dc:creator>Lan Anh</dc:creator>
<description>The ministers spoke.</description>
<content:encoded><![CDATA[{CONTENT}<script>evil()</script>
<p>A <a href="/x">link</a> &amp; more.</p>]]></content:encoded>
</item>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Ministry</title><id>urn:ministry</id>
<updated>2024-12-21T00:00:00Z</updated>
<entry><id>urn:ministry:1</id><title type="html">Readout &amp;amp; statement</title>
<link rel="alternate" href="https://ministry.example/1"/><published>2024-12-20T10:00:00+07:00</published>
<updated>2024-12-21T00:00:00Z</updated><author><name>Press office</name></author><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{CONTENT}</div></content></entry>
</feed>"""


def test_rss_content_comes_before_the_description(reading):
    ((found,), said) = reading("news.rss", RSS.format(ITEM))
    document = found.document
    assert document.text == "\n".join([*PARAGRAPHS, "A link & more."])
    assert (document.title, document.publisher) == ("Fish & ships: ministers speak", "Example Daily & Sunday")
    assert (document.id, document.url) == ("daily-1", "https://daily.example/1")
    assert (document.published, found.byline, found.read_as) == ("2024-12-20T19:05:00+07:00", "Lan Anh", "feed")
    assert said == []


def test_atom(reading):
    ((found,), said) = reading("news.atom", ATOM)
    document = found.document
    assert document.text == "\n".join(PARAGRAPHS)
    assert (document.title, document.publisher, document.lang) == ("Readout & statement", "The Ministry", "en")
    assert (document.id, document.url) == ("urn:ministry:1", "https://ministry.example/1")
    assert (document.published, found.byline) == ("2024-12-20T10:00:00+07:00", "Press office")
    assert said == []
    assert [account.kind.code for account in extract(document).accounts] == ["phone_call"]


@pytest.mark.parametrize("kind", [Rss201rev2Feed, Atom1Feed])
def test_a_feed_as_django_writes_it(reading, kind):
    """The description is all that these have: that is said, and the text is in."""
    feed = kind("Example Daily", "https://daily.example/", "News", language="en")
    for number in (1, 2):
        moment = datetime(2024, 12, 20, 12, number, tzinfo=UTC)
        feed.add_item(f"Call {number}", f"https://daily.example/{number}", CONTENT, pubdate=moment, updateddate=moment)
    found, said = reading("news.xml", feed.writeString("utf-8"))
    assert [item.document.text for item in found] == ["\n".join(PARAGRAPHS)] * 2
    assert [item.document.published for item in found] == ["2024-12-20T12:01:00+00:00", "2024-12-20T12:02:00+00:00"]
    assert said == [
        f"news.xml, entry {number}: has no more than a summary: the page itself says more" for number in (1, 2)
    ]


def test_plain_text_stays_as_it_is(reading):
    item = "<item><guid>1</guid><description>First line: a &lt; b\n\nSecond line</description></item>"
    ((found,), _) = reading("news.rss", RSS.format(item))
    assert found.document.text == "First line: a < b\n\nSecond line"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://daily.example/1"])
def test_only_a_link_to_the_web_becomes_an_address(reading, link):
    item = f"<item><link>{link}</link><description>They spoke.</description>{{}}</item>"
    ((found,), _) = reading("news.rss", RSS.format(item.format("<guid isPermaLink='false'>1</guid>")))
    assert (found.document.id, found.document.url) == ("1", "")
    found, (said,) = reading("news.rss", RSS.format(item.format("")))
    assert not found
    assert said == "news.rss, entry 1: has neither an id nor a link to the web (http or https)"


def test_a_bad_entry_does_not_keep_the_others_out(reading):
    bad = ["<item/>", f"<item><guid>{'a' * 600}</guid><title>x</title></item>", "<item><guid>2</guid></item>"]
    found, said = reading("news.rss", RSS.format("".join(bad) + ITEM))
    assert [item.name.rpartition(", ")[2] for item in found] == ["entry 4"]
    assert [problem.partition(": ")[0] for problem in said] == [f"news.rss, entry {number}" for number in (1, 2, 3)]


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes(reading):
    found, said = reading("news.rss", RSS.format(ITEM + "<item><guid>2</guid><title>A & B</title></item>"))
    assert [item.document.id for item in found] == ["daily-1", "2"]
    assert said[0].startswith("news.rss: is not well-formed XML, entries may be missing: ")


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
HOSTILE = {
    "billion laughs": (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>'
        '<rss version="2.0"><channel><item><guid>1</guid><title>&l9;</title></item></channel></rss>',
        "declares entities",
    ),
    "external entity": (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        '<rss version="2.0"><channel><item><guid>1</guid><title>&x;</title></item></channel></rss>',
        "declares entities",
    ),
    "depth": (
        RSS.format("<item>" + "<a>" * 100_000 + "</a>" * 100_000 + "</item>"),
        "has elements within each other more than 100 deep",
    ),
    "other XML": ("<catalogue><book/></catalogue>", "is no RSS or Atom feed"),
    "no XML": ("They spoke by telephone.", "is no RSS or Atom feed"),
    "no entries": (RSS.format(""), "is a feed without entries"),
    "nothing": ("", "is empty"),
    "faulty and long": (RSS.format(ITEM + "<" * 3_000_000), "is not well-formed XML and larger than 2 MB"),
    "size": (RSS.format(ITEM + " " * 10_000_000), "is larger than 10 MB"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_feed_that_is_refused(reading, name):
    content, reason = HOSTILE[name]
    found, (said,) = reading("news.rss", content)
    assert not found
    assert said.startswith(f"news.rss: {reason}")


def test_entities_behind_a_fault_expand_to_nothing(reading):
    """A reader that mends faulty XML must not be a way round the refusal."""
    found, said = reading("news.rss", "<a></b>" + HOSTILE["billion laughs"][0])
    assert all("ha" * 100 not in item.document.full_text for item in found)
    assert said


def test_no_reader_asks_the_network(reading, monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    external = '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://daily.example/rss.dtd">'
    found, _ = reading("news.rss", RSS.format(ITEM).replace('<?xml version="1.0" encoding="utf-8"?>', external))
    assert [item.document.id for item in found] == ["daily-1"]
    reading("news.xml", "http://daily.example/feed")
    reading("page.html", '<!DOCTYPE html SYSTEM "http://daily.example/x.dtd"><base href="http://daily.example/"><p>Hi.')


@pytest.mark.django_db
def test_an_entry_that_comes_twice_is_one_article(tmp_path, reference):
    path = tmp_path / "news.rss"
    path.write_text(RSS.format(ITEM + ITEM.replace("stay in touch", "meet again")), encoding="utf-8")
    summary = ingest([str(path)])
    assert (summary.articles["new"], summary.articles["changed"], summary.read_as) == (1, 1, {"feed": 2})
    article = Article.objects.get()
    assert ("meet again" in article.text, article.read_as, article.versions.count()) == (True, "feed", 1)
