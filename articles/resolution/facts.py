"""What the archive says of a meeting, worked out from all its accounts and the rulings on it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from articles.extraction.facts import DATE_BASES, KINDS, Span, Support
from articles.extraction.text import fold

from . import dates
from .cluster import Cluster
from .people import People, Person, people_of
from .rulings import ASSERT, CONFIRM, TELLS, FactRuling
from .sighting import Sighting, is_told

SINGLE = ("kind", "date", "initiator")
# The surest way to know a date first; one that an editor set is above all.
_BASES = {basis: -rank for rank, basis in enumerate(("editor", *DATE_BASES))}
# What of a fact's value is its content; the rest is how it was written or found.
_CONTENT = ("value", "country", "official", "topic", "agreement", "role")


@dataclass(frozen=True)
class PlannedFact:
    """A fact as it will stand in the archive.

    `value`: what it says, by natural keys alone: "value", "basis", "country", "official" (the key),
    "name" (as the accounts have it), "topic", "agreement" (the name), "acronym", "kind", "role", "title" as its
    aspect needs. `evidence`: spans by article;
    `quoted`: what an editor marked. `weight` ranks machine facts of one aspect, `ruled` rulings, the latest highest.
    """

    aspect: str
    key: str
    value: Mapping[str, Any]
    origin: str = "machine"
    status: str = "proposed"
    published: bool = True
    confidence: float = 0.0
    rule: str = ""
    evidence: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    quoted: tuple[Mapping[str, Any], ...] = ()
    weight: tuple[Any, ...] = ()
    ruled: int = 0


def machine_facts(cluster: Cluster, people: People) -> tuple[list[PlannedFact], list[Person]]:
    """What the accounts say together, each fact with the evidence of every account that says so.

    Those that an editor gave say nothing of themselves: rulings do.
    """
    cluster = tuple(sighting for sighting in cluster if not is_told(sighting.key))
    year = next((s.year for s in cluster if s.year), None)
    persons = people_of(((s.key, p) for s in cluster for p in s.account.participants), people, year)
    facts = [
        *_singles(cluster),
        *_participants(persons),
        *_coded(cluster, "party", "country", lambda account: account.countries),
        *_coded(cluster, "topic", "topic", lambda account: account.topics),
        *_agreements(cluster),
        *_statements(cluster, persons),
    ]
    return facts, persons


def _gathered(said: Iterable[tuple[str, str, Mapping[str, Any], Support, tuple]], aspect: str) -> list[PlannedFact]:
    """One fact a key from (key, source, value, support, weight); the weightiest saying gives value and rule."""
    by_key: dict[str, list[tuple[tuple, str, Mapping[str, Any], Support]]] = defaultdict(list)
    for key, source, value, support, weight in said:
        by_key[key].append((weight, source, value, support))
    facts = []
    for key, sayings in sorted(by_key.items()):
        sayings.sort(key=lambda s: (s[0], s[3].confidence, sorted(s[2].items(), key=str), s[1]), reverse=True)
        weight, _, value, support = sayings[0]
        evidence: dict[str, tuple[Span, ...]] = {}
        for _, source, _, other in sayings:
            evidence[source] = tuple(sorted({*evidence.get(source, ()), *other.spans}))
        facts.append(
            PlannedFact(
                aspect,
                key,
                value,
                confidence=max(other.confidence for *_, other in sayings),
                rule=support.rule,
                evidence=dict(sorted(evidence.items())),
                weight=(*weight, len(sayings)),
            )
        )
    return facts


def _singles(cluster: Cluster) -> list[PlannedFact]:
    """Kind, date and initiator: each value that an account gives is kept, the best supported is published."""
    kinds = [(k.code, s.key[0], {"value": k.code}, k.support, ()) for s in cluster for k in [s.account.kind]]
    days = [
        (d.edtf, s.key[0], {"value": d.edtf, "basis": d.basis}, d.support, _date_weight(s))
        for s in cluster
        if (d := s.account.date)
    ]
    askers = [(i.code, s.key[0], {"country": i.code}, i.support, ()) for s in cluster if (i := s.account.initiator)]
    return [
        *_one_published(_gathered(kinds, "kind"), lambda fact: -KINDS.index(fact.key)),
        *_one_published(_gathered(days, "date"), lambda fact: [-ord(letter) for letter in fact.key]),
        *_one_published(_gathered(askers, "initiator"), lambda fact: fact.key),
    ]


def _date_weight(sighting: Sighting) -> tuple[bool, bool, int, float]:
    """A day before anything vaguer, a certain one before an inferred one, then the better basis."""
    found = sighting.account.date
    assert found is not None
    return dates.is_day(found.edtf), dates.is_certain(found.edtf), _BASES[found.basis], found.support.confidence


def _one_published(facts: list[PlannedFact], last_resort: Callable[[PlannedFact], Any]) -> list[PlannedFact]:
    """Rank the values; only the first is published, the others are kept as what some account says."""
    ranked = [replace(fact, weight=(fact.weight, fact.confidence, last_resort(fact))) for fact in facts]
    best = max(ranked, key=lambda fact: fact.weight, default=None)
    return [replace(fact, published=fact is best) for fact in ranked]


def _coded(cluster: Cluster, aspect: str, field_: str, codes) -> list[PlannedFact]:
    said = [
        (coded.code, sighting.key[0], {field_: coded.code}, coded.support, ())
        for sighting in cluster
        for coded in codes(sighting.account)
    ]
    return _gathered(said, aspect)


def _participants(persons: Sequence[Person]) -> list[PlannedFact]:
    said = []
    for person in persons:
        best = person.best
        value = {
            "official": person.key,
            "name": person.name,
            "country": person.country,
            "role": best.role,
            "title": best.title,
        }
        said += [
            (person.key, account[0], value, mention.support, (mention is best,)) for account, mention in person.mentions
        ]
    return _gathered(said, "participant")


def _agreements(cluster: Cluster) -> list[PlannedFact]:
    said = [
        (
            agreement.name,
            sighting.key[0],
            {"agreement": agreement.name, "acronym": agreement.acronym, "kind": agreement.kind},
            agreement.support,
            (),
        )
        for sighting in cluster
        for agreement in sighting.account.agreements
    ]
    return _gathered(said, "agreement")


def _statements(cluster: Cluster, persons: Sequence[Person]) -> list[PlannedFact]:
    """Each article's statements are its own; the speaker is a participant of this meeting or a party."""
    by_name = {mention.name: person.key for person in persons for _, mention in person.mentions}
    said = []
    for sighting in cluster:
        codes = {coded.code for coded in sighting.account.countries}
        for statement in sighting.account.statements:
            if statement.speaker in by_name:
                who = {"official": by_name[statement.speaker]}
            elif statement.speaker in codes:
                who = {"country": statement.speaker}
            else:
                continue
            source = sighting.key[0]
            quotes = [sighting.text[start:end] for start, end in statement.support.spans]
            key = statement_key(statement.act, next(iter(who.values())), quotes)
            said.append((key, source, {"value": statement.act, **who}, statement.support, ()))
    return _gathered(said, "statement")


def statement_key(act: str, speaker: str, quotes: Iterable[str]) -> str:
    """By what was said, not where it stands: a text that was changed elsewhere still has the statement."""
    said = hashlib.sha256(fold(" ".join(quotes)).encode()).hexdigest()[:16]
    return f"{act}|{speaker}|{said}"


def ruled(facts: list[PlannedFact], rulings: Iterable[FactRuling]) -> list[PlannedFact]:
    """The facts with the editors' last word on each: what they entered stands beside what the machine says."""
    rulings = list(rulings)
    last = {(r.aspect, r.key): (order, r) for order, r in enumerate(rulings, 1) if r.verdict != TELLS}
    table = {(fact.aspect, fact.key, fact.origin): fact for fact in facts}
    for (aspect, key), (order, ruling) in last.items():
        bare = PlannedFact(aspect, key, ruling.value, quoted=ruling.evidence, ruled=order)
        # What the editor saw stays beside what the machine reads now: a source may have changed since.
        said = replace(table.get((aspect, key, "machine"), bare), quoted=ruling.evidence, ruled=order)
        if ruling.verdict == ASSERT or (ruling.verdict == CONFIRM and _says_otherwise(said, ruling)):
            table[aspect, key, "editor"] = replace(bare, origin="editor", status="confirmed", confidence=1.0)
        elif ruling.verdict == CONFIRM:
            value = {**said.value, **ruling.value}
            table[aspect, key, "machine"] = replace(said, value=value, status="confirmed")
        else:
            table[aspect, key, "machine"] = replace(said, status="rejected")
    told = tuple(said for ruling in rulings if ruling.verdict == TELLS for said in ruling.evidence)
    return [_also_told(fact, told) for fact in _settled(list(table.values()))]


def _also_told(fact: PlannedFact, told: tuple[Mapping[str, Any], ...]) -> PlannedFact:
    """That there was a contact at all is what an article that tells of it says."""
    if fact.aspect != "kind" or not fact.published or not told:
        return fact
    return replace(fact, quoted=(*fact.quoted, *(said for said in told if said not in fact.quoted)))


def _says_otherwise(fact: PlannedFact, ruling: FactRuling) -> bool:
    """Whether the machine now gives a fact that was confirmed another content, such as a person another office."""
    return any((fact.value.get(part) or "") != (ruling.value.get(part) or "") for part in _CONTENT)


def _settled(facts: list[PlannedFact]) -> list[PlannedFact]:
    """Which facts are published: one a key (one in all for kind, date, initiator), the last ruled on, none rejected."""
    best: dict[tuple[str, str], PlannedFact] = {}
    for fact in facts:
        if fact.status != "rejected":
            place = (fact.aspect, "" if fact.aspect in SINGLE else fact.key)
            best[place] = max(best.get(place, fact), fact, key=lambda f: (f.ruled, f.origin == "editor", f.weight))
    kept = {id(fact) for fact in best.values()}
    # Most stay as they are, and each copy costs as much as all that was asked about the fact.
    return [
        fact if fact.published == (id(fact) in kept) else replace(fact, published=id(fact) in kept) for fact in facts
    ]
