"""From the form to a confirmed subscription, and its end."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.editing.reports import sender_of
from articles.facets import changed
from articles.listing import Listing
from articles.models import Meeting, Subscription

# Confirmations that are sent in an hour: for one sender, to one address, and in all. A form that anybody can fill in
# with anybody's address must not become a way to flood it.
MOST_OF_ONE = 5
MOST_TO_ONE = 3
MOST_OF_ALL = 200
HOUR = timedelta(hours=1)
YEAR = timedelta(days=365)
log = logging.getLogger(__name__)


class TooManyError(Exception):
    """More was asked for than an hour allows."""


class CannotSendError(Exception):
    """The mail server did not take the letter; nothing was kept."""


@dataclass(frozen=True, slots=True)
class Volume:
    """What a list brings: contacts that took place in the past twelve months, and how many letters that makes."""

    contacts: int

    @property
    def a_week(self) -> float:
        return self.contacts / 52

    @property
    def days_between(self) -> int:
        """On average one in so many days; 0 if there was none."""
        return round(365 / self.contacts) if self.contacts else 0


def canonical(params: QueryDict) -> str:
    """The filters of a list as one spelling: what is no filter left out, each once and in order."""
    kept = QueryDict(changed(params, sort="").removeprefix("?"))
    pairs = sorted({(name, value) for name, values in kept.lists() for value in values if name != "lang"})
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return query.urlencode()


def volume(listing: Listing) -> Volume:
    today = timezone.localdate()
    recent = listing.filters.narrowed().filter(date_earliest__gt=today - YEAR, date_earliest__lte=today)
    return Volume(recent.order_by().count())


def ask(email: str, params: QueryDict, rhythm: str, language: str, address: str) -> Subscription:
    """Keep what is asked for and send the link that confirms it. Raises TooManyError, CannotSendError.

    Who asks again gets the link again; nobody learns by asking whether somebody else is subscribed.
    """
    recent = Subscription.objects.filter(asked_at__gt=timezone.now() - HOUR)
    sender, email = sender_of(address), email.lower()
    if (
        recent.filter(sender=sender).count() >= MOST_OF_ONE
        or recent.filter(email=email).count() >= MOST_TO_ONE
        or recent.count() >= MOST_OF_ALL
    ):
        raise TooManyError
    made, is_new = Subscription.objects.get_or_create(
        email=email,
        query=canonical(params),
        defaults={"rhythm": rhythm, "language": language, "sender": sender},
    )
    if not is_new:
        if made.asked_at > timezone.now() - HOUR:  # a letter is on its way
            return made
        made.sender, made.asked_at = sender, timezone.now()
        if made.confirmed_at is None:
            made.rhythm, made.language = rhythm, language
        made.save()
    try:
        _send_link(made)
    except (SMTPException, OSError) as error:
        if is_new:
            made.delete()
        log.error("The confirmation of a subscription could not be sent: %s", error)
        raise CannotSendError from error
    return made


def _send_link(subscription: Subscription) -> None:
    with translation.override(subscription.language):
        context = {
            "archive": settings.ARCHIVE_TITLE,
            "list": heading(subscription),
            "rhythm": subscription.get_rhythm_display(),
            "page": whole(subscription.page_address),
            "days": Subscription.FORGOTTEN.days,
            "is_confirmed": subscription.confirmed_at is not None,
        }
        EmailMessage(
            _("%(archive)s: please confirm") % {"archive": settings.ARCHIVE_TITLE},
            render_to_string("articles/mail_confirm.txt", context),
            to=[subscription.email],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()


def confirm(subscription: Subscription) -> None:
    """From now on; digests tell of what is entered after this."""
    if subscription.confirmed_at is None:
        subscription.confirmed_at = subscription.last_sent_at = timezone.now()
        subscription.save(update_fields=["confirmed_at", "last_sent_at"])


def end(subscription: Subscription) -> None:
    """Nothing of it is kept, the address least of all."""
    subscription.delete()


def listing_of(subscription: Subscription) -> Listing:
    return Listing(QueryDict(subscription.query), facets=())


def heading(subscription: Subscription) -> str:
    """The list in words: "Calls with the United Kingdom", "Calls · Topic: Energy · Kind: Call"."""
    listing = listing_of(subscription)
    chips = [f"{chip.label}: {chip.value}" for chip in listing.chips] if not listing.problems else []
    return " · ".join([str(listing.heading), *chips]) if len(chips) > 1 else str(listing.heading)


def whole(address: str) -> str:
    """The address on the archive's own host: a letter is written without a request."""
    return settings.ARCHIVE_URL.rstrip("/") + address


def entered_since(subscription: Subscription):
    """The contacts of its list that were entered since the last digest, in the order of their days."""
    listing = listing_of(subscription)
    if listing.problems:  # an official or a country of it is no longer there
        return Meeting.objects.none()
    entered = listing.filters.narrowed().filter(entered_at__gt=subscription.last_sent_at)
    return entered.for_list().defer("search_text").newest_first()
