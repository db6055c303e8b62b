"""What an editor can do to a meeting and to the persons of the archive.

Each act is one transaction and leaves rulings behind, never an edited fact: so it stands whatever is ingested,
read anew or rebuilt, and it can be undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext

from articles.models import Fact, Meeting, Official, Ruling
from articles.models.choices import SINGLE_ASPECTS, Aspect, Origin, Status, Verdict
from articles.resolution.sighting import AccountKey

from . import values
from .enact import Draft, Outcome, Seen, accounts_with, enact, withdraw
from .errors import EditError
from .evidence import Span
from .records import withdraw_description
from .values import Saying


def confirm(facts: Iterable[Fact], by: AbstractBaseUser, reason: str = "", seen: Iterable[Seen] = ()) -> Outcome:
    """These facts are right."""
    return enact([draft for fact in facts for draft in confirmed(fact)], by, reason, seen)


def reject(facts: Iterable[Fact], by: AbstractBaseUser, reason: str = "", seen: Iterable[Seen] = ()) -> Outcome:
    """These facts are wrong, and do not come back however often a machine reads them."""
    return enact([draft for fact in facts for draft in rejected(fact)], by, reason, seen)


def correct(
    fact: Fact,
    saying: Saying,
    by: AbstractBaseUser,
    evidence: Sequence[Span] = (),
    reason: str = "",
    seen: Iterable[Seen] = (),
) -> Outcome:
    """It should read so."""
    return enact(corrected(fact, saying, evidence), by, reason, seen)


def add(
    meeting: Meeting,
    saying: Saying,
    evidence: Sequence[Span],
    by: AbstractBaseUser,
    reason: str = "",
    seen: Iterable[Seen] = (),
) -> Outcome:
    """A fact that the machine missed, with the sentence that says so."""
    return enact(added(meeting, saying, evidence), by, reason, seen)


def dismiss(meeting: Meeting, by: AbstractBaseUser, reason: str = "", seen: Iterable[Seen] = ()) -> Outcome:
    """This is no diplomatic contact at all: every kind that it is said to be is wrong."""
    return reject(meeting.facts.of(Aspect.KIND).exclude(status=Status.REJECTED), by, reason, seen)


def merge(meetings: Sequence[Meeting], by: AbstractBaseUser, reason: str = "", seen: Iterable[Seen] = ()) -> Outcome:
    """These are one contact."""
    groups = [accounts_of(meeting) for meeting in meetings]
    if len(groups) < 2:
        raise EditError(gettext("Choose two meetings at least."))
    return enact([_on_groups(Verdict.SAME_CALL, groups)], by, reason, seen)


def split(
    meeting: Meeting, parting: Iterable[AccountKey], by: AbstractBaseUser, reason: str = "", seen: Iterable[Seen] = ()
) -> Outcome:
    """These accounts of it report another contact than the rest."""
    together, parting = accounts_of(meeting), set(parting)
    parts = [[key for key in together if key in parting], [key for key in together if key not in parting]]
    if not all(parts):
        raise EditError(gettext("Some of the articles stay and some go: choose at least one, and not all."))
    # Whoever joined them once said that all are one; those who go together still are.
    drafts = [_on_groups(Verdict.DIFFERENT_CALL, parts)]
    drafts += [_on_groups(Verdict.SAME_CALL, [[key] for key in part]) for part in parts if len(part) > 1]
    return enact(drafts, by, reason, seen)


def keep_apart(
    meetings: Sequence[Meeting], by: AbstractBaseUser, reason: str = "", seen: Iterable[Seen] = ()
) -> Outcome:
    """These are different contacts, however alike."""
    groups = [accounts_of(meeting) for meeting in meetings]
    return enact([_on_groups(Verdict.DIFFERENT_CALL, groups)], by, reason, seen)


def same_person(stays: Official, others: Sequence[Official], by: AbstractBaseUser, reason: str = "") -> Outcome:
    """All of these are one person, who goes by the first's name."""
    keys = [stays.key, *(other.key for other in others if other != stays)]
    if len(keys) < 2:
        raise EditError(gettext("Choose two officials at least."))
    return enact([Draft(Verdict.SAME_PERSON, keys, tuple(accounts_with(keys)))], by, reason)


def different_person(
    one: Official, other: Official, by: AbstractBaseUser, accounts: Iterable[AccountKey] = (), reason: str = ""
) -> Outcome:
    """Who goes by the first in these accounts is the second; with no accounts: the two are not to be taken for one."""
    keys = [one.key, other.key]
    named = sorted(accounts)
    value = {"accounts": [list(key) for key in named]} if named else {}
    touched = tuple(accounts_with(keys) | set(named))
    return enact([Draft(Verdict.DIFFERENT_PERSON, keys, touched, value=value)], by, reason)


def undo(ruling: Ruling, by: AbstractBaseUser) -> Outcome:
    """Take a ruling back, and with it the others of the same act."""
    if ruling.undone_at or not Ruling.objects.standing().filter(pk=ruling.pk).exists():
        raise EditError(gettext("This was undone already."))
    if ruling.verdict == Verdict.DESCRIBE:
        withdraw_description(ruling, by)
        return Outcome((ruling,), (), ())
    return withdraw(ruling.act, by)


def accounts_of(meeting: Meeting) -> list[AccountKey]:
    rows = meeting.accounts.order_by("article__source_id", "position")
    return list(rows.values_list("article__source_id", "position"))


# The rulings that an act on facts consists of, for those who put several into one act.


def confirmed(fact: Fact) -> list[Draft]:
    """It is so; where a meeting has one value only, what else was said of it is not."""
    # To confirm an editor's value is to say it again: a confirmation would bring the machine's back.
    verdict = Verdict.ASSERT if fact.origin == Origin.EDITOR else Verdict.CONFIRM
    saying = values.of_fact(fact)
    return [*_instead_of(fact, saying), _on_fact(verdict, fact.meeting, saying, standing_evidence(fact))]


def rejected(fact: Fact) -> list[Draft]:
    """It is not so, whoever said it, the machine or an editor."""
    return [_on_fact(Verdict.REJECT, fact.meeting, values.of_fact(fact), standing_evidence(fact))]


def corrected(fact: Fact, saying: Saying, evidence: Sequence[Span] = ()) -> list[Draft]:
    """The new value instead of the old, with its own evidence or, where that says so too, the old one's."""
    instead = rejected(fact) if fact.key != saying.key else []
    evidence = evidence or standing_evidence(fact)
    return [*instead, *_instead_of(fact, saying), _on_fact(Verdict.ASSERT, fact.meeting, saying, evidence)]


def added(meeting: Meeting, saying: Saying, evidence: Sequence[Span]) -> list[Draft]:
    if not evidence:
        raise EditError(gettext("No fact without evidence: mark or paste the sentence that says so."))
    others = meeting.facts.of(saying.aspect) if saying.aspect in SINGLE_ASPECTS else []
    instead = [draft for fact in others if _still_said(fact, saying) for draft in rejected(fact)]
    return [*instead, _on_fact(Verdict.ASSERT, meeting, saying, evidence)]


def standing_evidence(fact: Fact) -> list[Span]:
    """Where the fact stands now, in the texts as they are."""
    rows = fact.evidence.filter(is_gone=False).select_related("article")
    return [Span(row.article.source_id, row.start, row.end, row.quote) for row in rows]


def _instead_of(fact: Fact, saying: Saying) -> list[Draft]:
    """Rejections of the other values in a place that holds one: they were in view and are settled with it."""
    if fact.aspect not in SINGLE_ASPECTS:
        return []
    others = fact.meeting.facts.of(fact.aspect).exclude(key=fact.key)
    return [draft for other in others if _still_said(other, saying) for draft in rejected(other)]


def _still_said(fact: Fact, saying: Saying) -> bool:
    return fact.key != saying.key and fact.status != Status.REJECTED


def _on_fact(verdict: str, meeting: Meeting, saying: Saying, evidence: Iterable[Span]) -> Draft:
    accounts = accounts_of(meeting)
    return Draft(
        verdict,
        [list(key) for key in accounts],
        tuple(accounts),
        saying.aspect,
        saying.key,
        {**saying.value, "evidence": [span.as_dict() for span in evidence]},
    )


def _on_groups(verdict: str, groups: Sequence[Sequence[AccountKey]]) -> Draft:
    accounts = tuple(key for group in groups for key in group)
    return Draft(verdict, [[list(key) for key in group] for group in groups], accounts)
