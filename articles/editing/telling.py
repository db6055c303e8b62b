"""An article in which the machine read no call, or not this one, and an editor did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext

from articles.ingest.lock import writing
from articles.models import Article, Country, Meeting, Ruling
from articles.models.choices import DateBasis, Verdict
from articles.resolution.sighting import TOLD, AccountKey

from . import values
from .acts import accounts_of
from .enact import Draft, Outcome, Seen, enact
from .errors import EditError
from .evidence import Span
from .values import Saying


def put_to(meeting: Meeting, span: Span, by: AbstractBaseUser, reason: str = "", seen: Iterable[Seen] = ()) -> Outcome:
    """The article of this sentence tells of that meeting as well. Raises EditError if it is one of its articles."""
    accounts = accounts_of(meeting)
    if span.article in {source for source, _ in accounts}:
        raise EditError(gettext("The article is one of this call's already."))
    with writing():
        account = next_account(span.article)
        groups = [[list(account)], [list(key) for key in accounts]]
        joined = Draft(Verdict.SAME_CALL, groups, (account, *accounts))
        return enact([_tells(account, _sketch_of(meeting), span), joined], by, reason, seen)


def make_meeting(
    kind: str,
    edtf: str,
    parties: Sequence[Country],
    span: Span,
    by: AbstractBaseUser,
    reason: str = "",
) -> Outcome:
    """The article of this sentence tells of a contact of these parties. `edtf` may be empty: the day is not known.

    Raises EditError for a date that is none, or fewer than two parties. The meeting may turn out to be one that the
    archive has: the rulings are then on that.
    """
    if len({party.pk for party in parties}) < 2:
        raise EditError(gettext("Choose two parties at least."))
    sayings = [values.kind(kind), *([values.date(edtf)] if edtf else []), *map(values.party, parties)]
    sketch = {
        "kind": kind,
        "date": edtf or None,
        "date_basis": DateBasis.EDITOR.value if edtf else None,
        "countries": sorted(party.pk for party in parties),
        "participants": [],
    }
    with writing():
        account = next_account(span.article)
        return enact([_tells(account, sketch, span), *(_says(account, said, span) for said in sayings)], by, reason)


def next_account(source: str) -> AccountKey:
    """A place that no ruling has named, not even one that was undone: what was said of one is never said of another."""
    given = Ruling.objects.filter(verdict=Verdict.TELLS).naming([source]).values_list("subject", flat=True)
    places = [position for subject in given for named, position in subject if named == source]
    return source, max(places, default=TOLD - 1) + 1


def told_of(article: Article) -> list[Ruling]:
    """The standing rulings that say what the article tells of."""
    rulings = Ruling.objects.standing().filter(verdict=Verdict.TELLS).naming([article.source_id])
    return [ruling for ruling in rulings if ruling.subject[0][0] == article.source_id]


def _sketch_of(meeting: Meeting) -> dict[str, Any]:
    people = [(fact.official.name, fact.country_id) for fact in meeting.participants if fact.official]
    return {
        "kind": meeting.kind,
        "date": meeting.date_edtf or None,
        "date_basis": meeting.date_basis or None,
        "countries": sorted(party.pk for party in meeting.parties),
        "participants": [{"name": name, "country": country} for name, country in people],
    }


def _tells(account: AccountKey, sketch: dict[str, Any], span: Span) -> Draft:
    value = {"account": sketch, "evidence": [span.as_dict()]}
    return Draft(Verdict.TELLS, [list(account)], (account,), value=value)


def _says(account: AccountKey, saying: Saying, span: Span) -> Draft:
    value = {**saying.value, "evidence": [span.as_dict()]}
    return Draft(Verdict.ASSERT, [list(account)], (account,), saying.aspect, saying.key, value)
