"""The page of one call: the answers in their order, each with its sentence."""

import re

import pytest

from articles import index
from articles.models import SlugRedirect
from tests import factories as make

pytestmark = pytest.mark.django_db


def page(client, meeting) -> str:
    response = client.get(meeting.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_the_answers_stand_in_order(client, son_lammy):
    text = page(client, son_lammy)
    order = [
        "Bùi Thanh Sơn and David Lammy speak by telephone",
        "Friday 20 December 2024",
        "at whose request: not said",
        "On what",
        "What was agreed or promised",
        "Agreements named",
        "What each account says",
        "The accounts",
    ]
    places = [text.index(words) for words in order[:1]] + [text.index(words, text.index("<h1>")) for words in order[1:]]
    assert places == sorted(places)


def test_every_fact_has_its_sentence(client, son_lammy):
    text = page(client, son_lammy)
    energy = text[text.index("Energy</a>") :]
    assert "progress in <mark>offshore wind</mark> and said" in energy
    climate = text[text.index("Khí hậu" if "Khí hậu và" in text else "Climate and environment</a>") :]
    assert '<span lang="vi">Hai bên nhất trí phối hợp ứng phó với <mark>biến đổi khí hậu</mark>' in climate


def test_the_head_rests_on_numbered_sentences(client, son_lammy):
    text = page(client, son_lammy)
    note = re.search(r'<li id="note-2" value="2">.*?</li>', text, re.DOTALL)[0]
    assert '<mark class="m-who">David Lammy</mark>' in note
    assert '<mark class="m-when">20 December 2024</mark>' in note
    date = text[text.index("Friday 20 December 2024") :][:400]
    assert 'href="#note-2"' in date


def test_a_sentence_leads_to_its_place_here_and_at_the_publisher(client, son_lammy):
    text = page(client, son_lammy)
    article = son_lammy.accounts.get(article__language="en").article
    start = article.full_text.index("offshore wind")
    assert f'href="/articles/{article.pk}/#c{start}"' in text
    link = "https://www.gov.uk/call#:~:text=He%20congratulated%20Mr.%20Son%20on,"
    assert f'href="{link}' in text, "the page's own fragment gives way"


def test_what_only_one_side_reports_stands_out(client, son_lammy):
    text = page(client, son_lammy)
    table = re.search(r'<table class="matrix">.*?</table>', text, re.DOTALL)[0]
    assert "Side of Vietnam" in table
    assert "Side of the United Kingdom" in table
    row = re.search(r'<tr class="only"><th scope="row"><a href="/topics/migration_consular/">.*?</tr>', table)[0]
    assert "only on the side of the United Kingdom" in row
    assert row.count("●") == 1


def test_a_missing_side_is_named(client, archive):
    from articles.models import Meeting

    text = page(client, Meeting.objects.get(date_edtf="2025-10-18?"))
    assert "No account from the side of the United Kingdom is on record." in text
    assert "One account is on record" in text


def test_before_and_after(client, archive):
    text = page(client, archive)
    near = text[text.index('class="near"') :]
    assert "8 April 2021" in near
    assert "1,352 days before" in near
    assert "18 October 2025" in near
    assert "302 days after" in near
    assert "1,352 days after the contact before it." in text


def test_a_call_at_request(client, archive):
    from articles.models import Meeting

    text = page(client, Meeting.objects.get(date_edtf="2025-04-04"))
    assert "at the request of Vietnam" in text
    assert 'class="m-asked">at Vietnam&#x27;s request</mark>' in text


@pytest.mark.parametrize(
    ("date", "basis", "words"),
    [
        ("2024-12-20?", "year_from_context", "the year is inferred from who held office"),
        ("2024-12-20", "relative_to_published", "Counted from the day on which the text was published."),
        ("[2017-03-28,2018-03-28]", "year_from_context", "28 March 2017 or 28 March 2018"),
        ("XXXX-03-28", "explicit", "nothing in it or around it tells the year"),
        ("2021-04", "explicit", "April 2021"),
        ("", "", "No account on record says when it took place."),
    ],
)
def test_dates_say_how_they_are_known(client, db, date, basis, words):
    assert words in page(client, make.meeting(date=date, basis=basis))


def test_a_publishers_text_is_text(client, archive):
    from articles.models import Meeting

    text = page(client, Meeting.objects.get(kind="video_call"))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_accounts_that_give_other_days(client, db):
    meeting = make.meeting(articles=[make.article("One.", publisher="A"), make.article("Two.", publisher="B")])
    account = meeting.accounts.get(article__publisher="B")
    account.reading = {"date": "2024-12-21"}
    account.save()
    text = page(client, meeting)
    assert "A gives 20 December 2024." in text
    assert "B gives 21 December 2024." in text


def test_old_addresses_lead_on(client, son_lammy):
    SlugRedirect.objects.create(old_slug="2024-12-20-vn-gb", meeting=son_lammy)
    response = client.get("/calls/2024-12-20-vn-gb/")
    assert (response.status_code, response.url) == (301, son_lammy.get_absolute_url())
    assert client.get("/calls/never-was/").status_code == 404


def test_two_acts_in_one_sentence_are_one_statement(client, db):
    sentence = "Lammy congratulated Hanoi and welcomed the plan."
    call = make.meeting(
        people=[("David Lammy", "GB", "foreign_minister")],
        statements=[("David Lammy", "congratulate", sentence), ("David Lammy", "welcome", sentence)],
        articles=[make.article(sentence)],
    )
    text = page(client, call)
    assert "<b>congratulated and welcomed</b>" in text
    assert text.count('<ul><li><p class="act">') == 1


def test_what_both_sides_did_stands_once(client, db):
    sentence = "Both agreed to meet again."
    call = make.meeting(
        people=[("David Lammy", "GB", "foreign_minister")],
        statements=[("David Lammy", "agree", sentence), ("VN", "agree", sentence)],
        articles=[make.article(sentence)],
    )
    text = page(client, call)
    assert "<h3>Both sides</h3>" in text
    assert text.count(f'<span lang="en">{sentence}') == 1


@pytest.mark.parametrize(
    ("article", "name"),
    [
        ({"publisher": "VNA", "url": "https://example.vn/1"}, "VNA"),
        ({"url": "https://www.gov.uk/call"}, "gov.uk"),
        ({"title": "Việt Nam - Anh điện đàm"}, "“Việt Nam - Anh điện đàm”"),
    ],
)
def test_a_source_has_a_name(client, db, article, name):
    call = make.meeting(topics={"energy": "wind"}, articles=[make.article("On wind.", **article)])
    assert f"<footer>{name}, English" in page(client, call)


def test_what_the_machine_doubts_is_said_to_be_doubtful(client, son_lammy):
    fact = son_lammy.facts.get(topic="energy")
    fact.confidence = 0.5
    fact.save()
    assert page(client, son_lammy).count("The machine is not sure of this.") == 1
    fact.status = "confirmed"
    fact.save()
    text = page(client, son_lammy)
    assert "The machine is not sure of this." not in text
    assert "Checked by an editor." in text


def test_a_bare_meeting_has_a_page(client, db):
    text = page(client, make.meeting(parties=()))
    assert "Unnamed parties" in text


def test_number_of_queries(client, archive, django_assert_max_num_queries):
    articles = [make.article(f"Lammy {n} nói về khí hậu. JETP được nhắc lại.", language="vi") for n in range(8)]
    big = make.meeting(
        date="2024-06-01",
        people=[(f"Người {n}", "VN", "other", "Lammy") for n in range(12)],
        topics={"climate_environment": "khí hậu", "energy": "JETP"},
        agreements={f"Agreement {n}": "JETP" for n in range(9)},
        statements=[("VN", "affirm", f"Lammy {n} nói về khí hậu.") for n in range(8)],
        articles=articles,
    )
    index.current()  # a server reads the archive once
    with django_assert_max_num_queries(12):
        page(client, big)


def test_a_reprint_is_said_to_be_one(client, db):
    publishers = ("The Agency", "The Mirror", "Elsewhere", "A Late Copy")
    groups = (7, 7, None, 7)
    told = [
        make.article("They spoke by telephone.", publisher=name, syndication=group)
        for name, group in zip(publishers, groups, strict=True)
    ]
    text = page(client, make.meeting(articles=told))
    said = [
        re.findall(r'same text as <a href="#source-(\d+)">([^<]+)</a>', part) for part in text.split('class="source"')
    ]
    first = (str(told[0].pk), "The Agency")
    assert said[1:] == [[], [first], [], [first]]
