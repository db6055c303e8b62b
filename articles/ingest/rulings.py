"""Editors' rulings as the steps of the pipeline read them.

What a ruling's `subject` is, by verdict:

- confirm, reject, assert: the accounts of the meeting, `[[source_id, position], ...]`; `aspect` and `key`
  name the fact, `value` is the fact whole (`PlannedFact.value`), its spans beside it under `evidence`:
  `[{"article": source_id, "start": 10, "end": 20, "quote": "..."}]`.
- same_call, different_call: groups of accounts, `[[[source_id, position], ...], ...]`.
- tells: the account that an editor gave an article, `[[source_id, position]]`, what it is told by under `account`.
- same_person: officials' keys, that of the one who stays first.
- different_person: two officials' keys: who goes by the first in the accounts that `value["accounts"]` names
  is the second (with no accounts named: they are only not to be proposed as one).
- describe: what and which, `{"official": key}`, `{"country": code}`, `{"topic": code}`, `{"agreement": name}`;
  `value` holds the fields that read so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from articles.models import Ruling
from articles.models.choices import Verdict
from articles.resolution import FactRuling, Links, People, links
from articles.resolution.known import current_key
from articles.resolution.sighting import AccountKey

_FACTS = (Verdict.CONFIRM, Verdict.REJECT, Verdict.ASSERT, Verdict.TELLS)
_CALLS = {Verdict.SAME_CALL: "same", Verdict.DIFFERENT_CALL: "different"}


@dataclass(frozen=True)
class Standing:
    """All rulings that stand, in the order in which they were given.

    `told`: accounts that editors gave, each with its sketch.
    """

    facts: tuple[FactRuling, ...] = ()
    links: Links = field(default_factory=Links)
    people: People = field(default_factory=People)
    told: Mapping[AccountKey, dict[str, Any]] = field(default_factory=dict)

    @cached_property
    def _by_source(self) -> dict[str, list[int]]:
        numbers: dict[str, list[int]] = {}
        for number, ruling in enumerate(self.facts):
            for source in {source for source, _ in ruling.accounts}:
                numbers.setdefault(source, []).append(number)
        return numbers

    def on(self, keys: Iterable[AccountKey]) -> list[FactRuling]:
        """Rulings on facts that were given on accounts of these articles, in the order in which they were given."""
        numbers = {number for source, _ in keys for number in self._by_source.get(source, ())}
        return [self.facts[number] for number in sorted(numbers)]

    def fellows(self, keys: Iterable[AccountKey]) -> set[str]:
        """Articles that one ruling names together with any of these accounts."""
        keys = list(keys)
        return {
            *(source for ruling in self.on(keys) for source, _ in ruling.accounts),
            *(source for key in keys for source, _ in self.links.joined_with(key)),
        }


def standing() -> Standing:
    facts, calls, same, parted, told = [], [], [], {}, {}
    for ruling in Ruling.objects.standing():
        if ruling.verdict in _FACTS:
            facts.append(_fact_ruling(ruling))
            if ruling.verdict == Verdict.TELLS:
                told |= dict.fromkeys(_keys(ruling.subject), ruling.value["account"])
        elif ruling.verdict in _CALLS:
            calls.append((_CALLS[ruling.verdict], [_keys(group) for group in ruling.subject]))
        elif ruling.verdict == Verdict.SAME_PERSON:
            same.append([current_key(key) for key in ruling.subject])
        elif ruling.verdict == Verdict.DIFFERENT_PERSON:
            key, other = ruling.subject
            parted |= {(current_key(key), account): other for account in _keys(ruling.value.get("accounts", ()))}
    return Standing(tuple(facts), links(calls), People(_survivors(same), parted), told)


def described(what: str) -> dict[str, dict[str, Any]]:
    """What editors said that records of a kind ("official", "country" ...) read like, by the record's key."""
    said: dict[str, dict[str, Any]] = {}
    for ruling in Ruling.objects.standing().filter(verdict=Verdict.DESCRIBE):
        if what in ruling.subject:
            said.setdefault(ruling.subject[what], {}).update(ruling.value)
    return said


def _fact_ruling(ruling: Ruling) -> FactRuling:
    value = {name: said for name, said in ruling.value.items() if name != "evidence"}
    return FactRuling(
        ruling.verdict,
        tuple(_keys(ruling.subject)),
        ruling.aspect,
        ruling.key,
        value,
        tuple(ruling.value.get("evidence", ())),
    )


def _keys(accounts: Iterable[list]) -> list[AccountKey]:
    return [(source, position) for source, position in accounts]


def _survivors(groups: Iterable[list[str]]) -> dict[str, str]:
    """Each merged official's key with the key of the one who stays; a later ruling follows earlier ones."""
    survivor: dict[str, str] = {}
    for stays, *others in groups:
        end = survivor.get(stays, stays)
        for key, target in list(survivor.items()):
            if target in others:
                survivor[key] = end
        survivor.update({other: end for other in others if other != end})
        survivor.pop(end, None)
    return survivor
