"""Digests: what was entered in a list since the last one, by e-mail."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import ngettext

from articles.models import Subscription

from .asking import entered_since, heading, whole

# What was entered this lately waits for the next letter: its transaction may not have ended when another's had.
SETTLED = timedelta(minutes=15)
MOST_NAMED = 50  # calls in one letter; the list has all of them
log = logging.getLogger(__name__)


@dataclass
class Sent:
    """What a run did: letters sent, subscriptions with nothing new, those whose letter could not be sent."""

    letters: int = 0
    nothing_new: int = 0
    failed: int = 0
    forgotten: int = 0


def send_digests(
    now: datetime | None = None, on_failure: Callable[[Subscription, Exception], None] | None = None
) -> Sent:
    """Send every digest that is due, each on its own: one address that fails holds up no other, and is tried again.

    A digest is noted before it goes out: who kills the run may lose one reader one letter, none gets it twice.
    Subscriptions that were never confirmed are forgotten after a week.
    """
    now = now or timezone.now()
    done = Sent()
    old = Subscription.objects.filter(confirmed_at=None, asked_at__lt=now - Subscription.FORGOTTEN)
    done.forgotten = old.delete()[0]
    with get_connection() as connection:
        for subscription in Subscription.objects.due(now).order_by("pk").iterator():
            _send(subscription, now, connection, done, on_failure)
    return done


def _send(subscription: Subscription, now: datetime, connection, done: Sent, on_failure) -> None:
    before, until = subscription.last_sent_at, now - SETTLED
    with translation.override(subscription.language):
        letter = digest(subscription, until)
    # Only one of two runs at the same time gets to send it.
    mine = Subscription.objects.filter(pk=subscription.pk, last_sent_at=before)
    if not mine.update(last_sent_at=until):
        return
    if letter is None:
        done.nothing_new += 1
        return
    letter.connection = connection
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        Subscription.objects.filter(pk=subscription.pk).update(last_sent_at=before)
        done.failed += 1
        log.warning("The digest of subscription %s could not be sent: %s", subscription.pk, error)
        if on_failure:
            on_failure(subscription, error)
    else:
        done.letters += 1


def digest(subscription: Subscription, until: datetime) -> EmailMessage | None:
    """The letter, in the language that is active; None where nothing was entered since the last one."""
    entered = entered_since(subscription).filter(entered_at__lte=until)
    calls = list(entered[: MOST_NAMED + 1])
    if not calls:
        return None
    count = len(calls) if len(calls) <= MOST_NAMED else entered.order_by().count()
    unsubscribe = whole(subscription.page_address + "end/")
    context = {
        "calls": [(call, whole(call.get_absolute_url())) for call in calls[:MOST_NAMED]],
        "list": heading(subscription),
        "address": whole(subscription.list_address),
        "more": max(count - MOST_NAMED, 0),
        "page": whole(subscription.page_address),
    }
    subject = ngettext("%(archive)s: %(n)s new call", "%(archive)s: %(n)s new calls", count)
    return EmailMessage(
        subject % {"archive": settings.ARCHIVE_TITLE, "n": count},
        render_to_string("articles/mail_digest.txt", context),
        to=[subscription.email],
        headers={
            # RFC 2369 and RFC 8058: the mail program's own button ends it, without a page in between.
            "List-Unsubscribe": f"<{unsubscribe}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
            "Precedence": "bulk",
        },
    )
