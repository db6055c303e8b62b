"""Readers report mistakes; programs and floods do not get through."""

import pytest
from django.urls import reverse

from articles import editing
from articles.editing import values
from articles.editing.reports import MOST_OF_ONE, answer, fact_of, too_many
from articles.models import Report

from .archive import again, fact, son_lammy

pytestmark = pytest.mark.usefixtures("reference")
SENTENCE = "He congratulated Mr. Son on progress in offshore wind."
WRONG = "It was on the 19th: the readout is dated the 20th."


@pytest.fixture
def page():
    return reverse("report", args=[son_lammy().slug])


def test_the_form_names_the_facts_of_the_page(client, page):
    html = client.get(page).content.decode()
    assert "Topic: Energy" in html
    assert "Date: 20 December 2024" in html


def test_a_report_keeps_the_fact_and_its_sentence(client, page):
    call = again(son_lammy())
    energy = fact(call, "topic", "energy")
    answer_ = client.post(page, {"fact": energy.pk, "message": WRONG, "contact": ""}, follow=True)
    assert "Thank you" in answer_.content.decode()
    report = Report.objects.get()
    assert (report.aspect, report.key, report.said, report.quote) == ("topic", "energy", "Energy", SENTENCE)
    assert (report.subject, report.message, report.slug) == ([["lammy.txt", 0]], WRONG, call.slug)
    assert "127.0.0.1" not in report.sender
    assert fact_of(report, call) == energy


def test_on_the_page_as_a_whole(client, page):
    client.post(page, {"fact": "", "message": WRONG, "contact": "reader@example.org"})
    report = Report.objects.get()
    assert (report.aspect, report.contact) == ("", "reader@example.org")


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"message": ""}, "Say what is wrong."),
        ({"message": "no"}, "Say a little more"),
        ({"message": WRONG, "contact": "me at home"}, "This is no e-mail address."),
        ({"message": WRONG, "fact": "999999"}, "choose again"),
        ({"message": WRONG, "fact": "DROP TABLE"}, "choose again"),
        ({"message": "x" * 2001}, "2000"),
    ],
)
def test_errors_are_told_beside_their_field(client, page, sent, told):
    response = client.post(page, {"fact": "", "contact": "", **sent})
    assert response.status_code == 400
    assert told in response.content.decode()
    assert not Report.objects.exists()


def test_who_fills_in_every_field_is_a_program(client, page):
    sent = {"fact": "", "message": "Buy now " * 5, "contact": "", "website": "https://spam.example"}
    assert client.post(page, sent, follow=True).status_code == 200, "and is told nothing"
    assert not Report.objects.exists()


def test_only_so_many_in_an_hour(client, page):
    sent = {"fact": "", "message": WRONG, "contact": ""}
    assert [client.post(page, sent).status_code for _ in range(MOST_OF_ONE)] == [302] * MOST_OF_ONE
    refused = client.post(page, sent)
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    assert Report.objects.count() == MOST_OF_ONE
    assert client.post(page, sent, REMOTE_ADDR="203.0.113.7").status_code == 302, "another reader may still write"
    assert too_many("127.0.0.1")


def test_behind_a_proxy_the_address_is_the_one_that_the_proxy_wrote(client, page, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    sent = {"fact": "", "message": WRONG, "contact": ""}
    for number in range(MOST_OF_ONE + 1):
        last = client.post(page, sent, headers={"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.5"})
    assert last.status_code == 429, "what a sender claims of itself does not count"


def test_an_old_address_leads_on(client, page, editor):
    call = again(son_lammy())
    editing.correct(fact(call, "date"), values.date("2024-12-19"), editor)
    assert client.get(page)["Location"] == reverse("report", args=[again(call).slug])


def test_of_a_meeting_that_was_ruled_out_there_is_no_form(client, page, editor):
    editing.dismiss(again(son_lammy()), editor)
    assert client.get(page).status_code == 404


def test_a_report_is_answered_once(client, page, editor, other_editor):
    client.post(page, {"fact": "", "message": WRONG, "contact": ""})
    report = Report.objects.get()
    assert answer(report, editor, accepted=True)
    assert not answer(report, other_editor, accepted=False)
    report.refresh_from_db()
    assert (report.state, report.answered_by_name) == ("accepted", "an-editor")
