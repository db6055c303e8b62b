"""The editors' rulings as resolution and the loading of reference data read them. Only those that stand count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from articles.models import Ruling
from articles.models.choices import Verdict
from articles.resolution import FactRuling, Links, links
from articles.resolution.sighting import AccountKey

ON_FACTS = (Verdict.CONFIRM, Verdict.REJECT, Verdict.ASSERT)
ON_CALLS = {Verdict.SAME_CALL: "same", Verdict.DIFFERENT_CALL: "different"}


def fact_rulings() -> list[FactRuling]:
    """In the order in which they were given: the last on a fact counts."""
    return [_fact_ruling(ruling) for ruling in Ruling.objects.standing().filter(verdict__in=ON_FACTS)]


def call_links() -> Links:
    """Which accounts editors joined and which they parted."""
    rulings = Ruling.objects.standing().filter(verdict__in=ON_CALLS)
    return links((ON_CALLS[ruling.verdict], [_accounts(group) for group in ruling.subject]) for ruling in rulings)


def merged_people() -> dict[str, str]:
    """Official's key -> key of the official whom an editor declared to be the same person, to the end of the chain."""
    merged: dict[str, str] = {}
    for ruling in Ruling.objects.standing().filter(verdict__in=[Verdict.SAME_PERSON, Verdict.DIFFERENT_PERSON]):
        survivor, *others = ruling.subject
        if ruling.verdict == Verdict.SAME_PERSON:
            merged.pop(survivor, None)
            merged.update(dict.fromkeys(others, survivor))
        else:
            merged = {key: into for key, into in merged.items() if not {key, into} <= set(ruling.subject)}
    return {key: _last(key, merged) for key in merged}


def described(kind: str) -> dict[str, dict[str, Any]]:
    """What editors said of records of a kind ("official", "country", "agreement", "topic"), by key; later words last."""
    found: dict[str, dict[str, Any]] = {}
    for ruling in Ruling.objects.standing().filter(verdict=Verdict.DESCRIBE):
        of, key = ruling.subject
        if of == kind:
            found[key] = {**found.get(key, {}), **ruling.value}
    return found


def _fact_ruling(ruling: Ruling) -> FactRuling:
    value = dict(ruling.value)
    evidence = tuple(value.pop("evidence", ()))
    return FactRuling(ruling.verdict, _accounts(ruling.subject), ruling.aspect, ruling.key, value, evidence)


def _accounts(subject: Iterable[list]) -> tuple[AccountKey, ...]:
    return tuple((source, position) for source, position in subject)


def _last(key: str, merged: dict[str, str]) -> str:
    seen = {key}
    while (following := merged.get(key)) and following not in seen:
        seen.add(following)
        key = following
    return key
