"""What readers report, from the form to an editor's answer."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.crypto import salted_hmac

from articles.models import Evidence, Fact, Meeting, Report
from articles.passages import sentence_span

from .acts import accounts_of
from .values import of_fact
from .words import Words

# One sender's reports in an hour, and everybody's: a queue that nobody can read through helps nobody.
MOST_OF_ONE = 5
MOST_OF_ALL = 200
HOUR = timedelta(hours=1)


def too_many(address: str) -> bool:
    """Whether this sender, or all together, have reported as much as an hour allows."""
    recent = Report.objects.filter(at__gt=timezone.now() - HOUR)
    return recent.filter(sender=sender_of(address)).count() >= MOST_OF_ONE or recent.count() >= MOST_OF_ALL


def sender_of(address: str) -> str:
    """Tells senders apart for a day without keeping who they are."""
    return salted_hmac("articles.report", f"{timezone.now():%Y-%m-%d} {address}", algorithm="sha256").hexdigest()


def report(meeting: Meeting, fact: Fact | None, message: str, contact: str, address: str) -> Report:
    """Keep a reader's word, with what the page says now and on what it rests."""
    return Report.objects.create(
        subject=[list(key) for key in accounts_of(meeting)],
        slug=meeting.slug,
        aspect=fact.aspect if fact else "",
        key=fact.key if fact else "",
        said=Words().of(fact.aspect, of_fact(fact).value)[:400] if fact else "",
        quote=_sentence(fact) if fact else "",
        message=message,
        contact=contact,
        sender=sender_of(address),
        at=timezone.now(),
    )


def _sentence(fact: Fact) -> str:
    """The first that it rests on."""
    evidence = Evidence.objects.filter(fact=fact, is_gone=False).select_related("article").first()
    if evidence is None:
        return ""
    text = evidence.article.full_text
    return text[slice(*sentence_span(text, evidence.start, evidence.end))].strip()


def answer(report: Report, by: AbstractBaseUser, *, accepted: bool) -> bool:
    """Close a report; False if another editor did so before."""
    state = Report.State.ACCEPTED if accepted else Report.State.DISMISSED
    return bool(
        Report.objects.open()
        .filter(pk=report.pk)
        .update(state=state, answered_at=timezone.now(), answered_by_name=by.get_username())
    )


def fact_of(report: Report, meeting: Meeting) -> Fact | None:
    """The fact that the report is on, as it stands now."""
    facts = meeting.facts.filter(aspect=report.aspect, key=report.key)
    return facts.order_by("-published").first() if report.aspect else None
