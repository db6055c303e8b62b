"""A list by e-mail, from the form to the last letter, as its reader goes through it."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from articles.models import Meeting, Subscription
from articles.subscribing import sending
from articles.subscribing.asking import canonical
from tests import factories as make
from tests.web.conftest import english, son_lammy  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db
LIST = "/subscribe/?country=gb"


@pytest.fixture(autouse=True)
def archive_of_its_own(db, settings, monkeypatch):
    make.country("GB")
    monkeypatch.setattr(sending, "SETTLED", timedelta(0))
    settings.ARCHIVE_URL = "https://archive.example.org/"


def ask(client, where: str = LIST, status: int = 302, **said):
    response = client.post(where, {"email": "reader@example.org", "rhythm": "daily"} | said)
    assert response.status_code == status, response.content.decode()
    return response


def link_in(letter) -> str:
    (link,) = set(re.findall(r"https://archive\.example\.org(/subscriptions/[\w-]+/)", letter.body))
    return link


def subscribed(client, where: str = LIST, **said) -> Subscription:
    ask(client, where, **said)
    client.post(link_in(mail.outbox.pop()))
    return Subscription.objects.latest("pk")


def days_later(subscription: Subscription, days: float) -> None:
    at = subscription.last_sent_at - timedelta(days=days)
    Subscription.objects.filter(pk=subscription.pk).update(last_sent_at=at)


def test_nothing_is_sent_before_the_link_in_the_letter_was_confirmed(client, son_lammy):  # noqa: F811
    page = client.get(ask(client)["Location"]).content.decode()
    assert "Look into your mailbox" in page
    (letter,) = mail.outbox
    assert letter.to == ["reader@example.org"]
    assert "Calls with the United Kingdom" in letter.body
    # A program that looks at mail follows the link: that alone confirms nothing.
    assert "Confirm your subscription" in client.get(link_in(letter)).content.decode()
    assert not Subscription.objects.confirmed().exists()
    assert "You are subscribed" in client.post(link_in(letter)).content.decode()
    assert Subscription.objects.confirmed().get().query == "country=gb"


def test_a_digest_tells_of_what_was_entered_since_and_of_nothing_twice(client, son_lammy):  # noqa: F811
    subscription = subscribed(client)
    new = make.meeting(date="2025-05-06", parties=("VN", "GB"), people=[("Keir Starmer", "GB", "head_of_government")])
    make.meeting(date="2025-05-07", parties=("VN", "US"))
    days_later(subscription, 1)
    Meeting.objects.filter(pk=son_lammy.pk).update(entered_at=timezone.now() - timedelta(days=3))
    call_command("send_digests")
    (letter,) = mail.outbox
    assert letter.subject == "Hotline: 1 new call"
    assert f"https://archive.example.org{new.get_absolute_url()}" in letter.body
    assert "6 May 2025" in letter.body
    assert "https://archive.example.org/calls/?country=gb" in letter.body
    assert son_lammy.get_absolute_url() not in letter.body
    call_command("send_digests")
    days_later(Subscription.objects.get(), 1)
    Meeting.objects.update(entered_at=timezone.now() - timedelta(days=3))
    call_command("send_digests")
    assert len(mail.outbox) == 1


def test_what_is_entered_while_letters_go_out_is_told_in_the_next(client, db, monkeypatch):
    """A transaction that began before the run and ends after it, as that of a long ingest."""
    monkeypatch.setattr(sending, "SETTLED", timedelta(minutes=15))
    days_later(subscribed(client), 1)
    call_command("send_digests")
    late = make.meeting(date="2025-05-06", parties=("VN", "GB"))
    Meeting.objects.update(entered_at=timezone.now() - timedelta(minutes=1))
    days_later(Subscription.objects.get(), 1)
    Meeting.objects.update(entered_at=timezone.now() - timedelta(days=1, minutes=1))
    call_command("send_digests")
    assert late.get_absolute_url() in mail.outbox[0].body


@pytest.mark.parametrize(
    ("rhythm", "days", "letters"), [("daily", 0.5, 0), ("daily", 1, 1), ("weekly", 6, 0), ("weekly", 7, 1)]
)
def test_once_a_day_or_once_a_week(client, db, rhythm, days, letters):
    subscription = subscribed(client, rhythm=rhythm)
    days_later(subscription, days)
    make.meeting(date="2025-05-06", parties=("VN", "GB"))
    call_command("send_digests")
    assert len(mail.outbox) == letters


def test_a_mail_program_s_button_ends_it_at_once(client, db):
    """RFC 8058: a POST without a cookie, without a page in between."""
    subscription = subscribed(client)
    days_later(subscription, 1)
    make.meeting(parties=("VN", "GB"))
    call_command("send_digests")
    parsed = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert parsed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    there = re.fullmatch(r"<https://archive\.example\.org(/\S+)>", parsed["List-Unsubscribe"].strip())[1]
    anybody = Client(enforce_csrf_checks=True)
    assert anybody.get(there).status_code == 405
    response = anybody.post(there, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert not Subscription.objects.exists()
    assert anybody.post(there).status_code == 404


def test_the_page_behind_the_link_ends_it(client, db):
    subscription = subscribed(client)
    page = client.get(subscription.page_address).content.decode()
    assert f'action="{subscription.page_address}end/"' in page
    assert "You are unsubscribed" in client.post(f"{subscription.page_address}end/").content.decode()
    assert client.get(subscription.page_address).status_code == 404


def test_the_volume_is_told_before(client, db):
    today = timezone.localdate()
    for days in (1, 30, 60, 400):
        make.meeting(date=str(today - timedelta(days=days)), parties=("VN", "GB"))
    page = client.get(LIST).content.decode()
    assert "3 contacts of this list took place in the past twelve months." in page
    assert "That is about one in 122 days." in page
    assert "letters will be rare" in client.get("/subscribe/?country=gb&from=2000&to=2001").content.decode()


@pytest.mark.parametrize(
    ("said", "message"),
    [({"email": ""}, "Say where to send it."), ({"email": "nobody"}, "This is no e-mail address.")],
)
def test_a_wrong_address_is_said_beside_the_field(client, db, said, message):
    page = ask(client, status=400, **said).content.decode()
    assert f'<span class="field-error" id="id_email_error">{message}</span>' in page
    assert mail.outbox == []


def test_a_program_that_fills_in_every_field_gets_no_letter(client, db):
    ask(client, website="https://spam.example")
    assert mail.outbox == []


def test_nobody_floods_a_mailbox_from_here(client, db):
    for country in ("gb", "gb", "us", "cn"):  # the same list again within the hour: no second letter
        make.country(country.upper())
        ask(client, f"/subscribe/?country={country}")
    assert len(mail.outbox) == 3
    response = ask(client, "/subscribe/", status=429)
    assert response["Retry-After"] == "3600"
    for number in range(2):
        ask(client, "/subscribe/", email=f"other{number}@example.org")
    ask(client, "/subscribe/", status=429, email="another@example.org")
    assert len(mail.outbox) == 5


def test_who_is_subscribed_cannot_be_found_out(client, db):
    subscribed(client)
    Subscription.objects.update(asked_at=timezone.now() - timedelta(days=2))
    again, first = ask(client), ask(client, email="somebody@example.org")
    assert again["Location"] == first["Location"]
    assert "subscribed to it already" in mail.outbox[0].body


def test_what_is_never_confirmed_is_forgotten_after_a_week(client, db):
    ask(client)
    Subscription.objects.update(asked_at=timezone.now() - timedelta(days=8))
    call_command("send_digests")
    assert not Subscription.objects.exists()


class Broken(EmailBackend):
    """A mail server that refuses one reader."""

    def send_messages(self, messages):
        if any("refused@example.org" in message.to for message in messages):
            raise OSError("connection refused")
        return super().send_messages(messages)


def test_a_letter_that_cannot_be_sent_holds_up_no_other_and_is_tried_again(client, db, settings):
    for email in ("refused@example.org", "reader@example.org"):
        days_later(subscribed(client, email=email), 1)
    make.meeting(parties=("VN", "GB"))
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    with pytest.raises(CommandError, match="1 could not be sent"):
        call_command("send_digests")
    assert [letter.to for letter in mail.outbox] == [["reader@example.org"]]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("send_digests")
    assert [letter.to for letter in mail.outbox] == [["reader@example.org"], ["refused@example.org"]]


def test_without_a_mail_server_the_reader_is_told_and_nothing_kept(client, db, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Broken"
    response = ask(client, status=503, email="refused@example.org")
    assert "The letter could not be sent" in response.content.decode()
    assert not Subscription.objects.exists()


def test_letters_come_in_the_language_they_were_asked_for(client, son_lammy):  # noqa: F811
    client.cookies["django_language"] = "vi"
    subscription = subscribed(client)
    days_later(subscription, 1)
    call_command("send_digests")
    assert "điện đàm" in mail.outbox[0].body
    assert mail.outbox[0].subject.startswith("Hotline: 1 ")


def test_a_long_digest_names_some_and_counts_the_rest(client, db, monkeypatch):
    monkeypatch.setattr("articles.subscribing.sending.MOST_NAMED", 2)
    subscription = subscribed(client)
    for day in range(1, 6):
        make.meeting(date=f"2025-05-0{day}", parties=("VN", "GB"))
    days_later(subscription, 1)
    call_command("send_digests")
    (letter,) = mail.outbox
    assert letter.subject == "Hotline: 5 new calls"
    assert letter.body.count("* ") == 2
    assert "And 3 more, in the list." in letter.body


def test_a_list_that_can_no_longer_be_made_sends_nothing(client, db):
    make.country("GB")
    subscription = subscribed(client)
    days_later(subscription, 1)
    Subscription.objects.update(query="country=zz")
    make.meeting(parties=("VN", "US"))
    call_command("send_digests")
    assert mail.outbox == []
    assert client.get(subscription.page_address).status_code == 200


def test_one_list_has_one_spelling():
    spellings = ["topic=energy&country=gb&page=2&lang=vi&sort=oldest&x=1", "country=gb&topic=energy&country=gb"]
    assert {canonical(QueryDict(query)) for query in spellings} == {"country=gb&topic=energy"}


def test_the_form_of_a_list_that_is_wrong_leads_to_the_lists(client, db):
    assert client.get("/subscribe/?country=zz")["Location"] == "/calls/"
