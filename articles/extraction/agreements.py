"""Treaties, partnerships, plans and mechanisms that a text names.

Three rules, the surest first: a name or acronym of the list; a level of relations
("strategic partnership") with its parties; a run of capitalised words around a head
("U.S.-Caribbean Resilience Partnership", "Công ước Lisbon").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .facts import Agreement
from .page import Page
from .parties import beside, codes, english
from .relevance import certainty
from .runs import run_around
from .tokens import Hit
from .voices import Voice

ENOUGH = 0.5  # a name counts where the text is at least so much about the contact
SURE = {"name": 0.95, "level": 0.9, "pattern": 0.75}
_YEARS_NEAR = 8  # tokens after a plan in which its years stand


@dataclass(frozen=True, slots=True)
class _Named:
    first: int
    last: int
    rule: str
    name: str
    kind: str
    acronym: str = ""
    parties: tuple[str, ...] = ()


def agreements(
    page: Page, weight: Sequence[float], parties: Sequence[str], voices: Mapping[int, Sequence[Voice]]
) -> tuple[Agreement, ...]:
    """Agreements named where a text is about the contact, in the order of the text. `parties`: of the contact."""
    found: dict[str, list[_Named]] = {}
    named = _longest(_named(page, weight, parties, voices))
    listed = {(n.kind, n.parties) for n in named if n.rule == "name" and n.parties}
    for item in named:
        # "the free trade agreement between the UK and Vietnam (UKVFTA)" is one.
        if item.rule == "name" or item.kind == "partnership" or (item.kind, item.parties) not in listed:
            found.setdefault(item.name, []).append(item)
    return tuple(_agreement(page, weight, places) for places in found.values())


def _agreement(page: Page, weight: Sequence[float], places: Sequence[_Named]) -> Agreement:
    best = max(places, key=lambda named: SURE[named.rule] * weight[named.first])
    sure = SURE[best.rule] * (0.5 + 0.5 * weight[best.first]) * certainty(page)
    support = page.support([(n.first, n.last) for n in places], f"agreement.{best.rule}", sure)
    return Agreement(best.name, best.kind, best.parties, support, best.acronym)


def _longest(named: Iterator[_Named]) -> list[_Named]:
    """Names that no other name contains, from left to right; of two that overlap, the surer."""
    chosen: list[_Named] = []
    for item in sorted(named, key=lambda n: (n.first, -n.last, -SURE[n.rule])):
        if chosen and item.last <= chosen[-1].last:
            continue
        if chosen and item.first < chosen[-1].last and item.rule != "name":
            continue
        chosen.append(item)
    return chosen


def _named(
    page: Page, weight: Sequence[float], parties: Sequence[str], voices: Mapping[int, Sequence[Voice]]
) -> Iterator[_Named]:
    known: set[int] = set()
    for hit in page.deeds:
        category = hit.phrase.category
        if category not in ("agreement", "level", "head") or weight[hit.first] < ENOUGH:
            continue
        if category == "agreement":
            if _is_of_something_else(page, hit.first, hit.last):
                continue
            known.update(range(hit.first, hit.last))
            yield _of_list(hit)
        elif category == "level":
            named = _of_level(page, hit, parties, voices)
            if named is not None:
                yield named
        elif hit.first not in known:
            named = _of_head(page, hit)
            if named is not None:
                yield named


def _is_of_something_else(page: Page, first: int, last: int) -> bool:
    """Whether these tokens are part of a longer name that is no agreement: "North Atlantic Treaty Organization"."""
    deeds = page.deeds_in[page.tokens.sentence_of[first]]
    return any(h.first <= first and last <= h.last for h in deeds if h.phrase.category == "no_agreement")


def _of_list(hit: Hit) -> _Named:
    entry: dict[str, Any] = hit.phrase.value
    parties = tuple(entry.get("parties", ()))
    return _Named(hit.first, hit.last, "name", entry["name"], entry["kind"], entry.get("acronym", ""), parties)


def _of_level(page: Page, hit: Hit, parties: Sequence[str], voices: Mapping[int, Sequence[Voice]]) -> _Named | None:
    level: dict[str, Any] = hit.phrase.value
    pair, first, last = beside(page, hit.first, hit.last)
    if level.get("pair") and len(pair) < 2:
        return None
    pair = _completed(page, hit, pair, parties, voices)
    if len(pair) != 2:
        return None
    years = _years(page, last) if level.get("years") else ""
    if level.get("years") and not years:
        return None
    if level.get("named"):
        # As written where the language puts the parties first, else in English.
        written = first < hit.first and page.language.agreements["runs"]["order"] == "head_last"
        name = page.written(first, hit.last) if written else f"{'-'.join(sorted(map(english, pair)))} {level['name']}"
    else:
        name = f"{level['name']}{years} ({codes(pair)})"
    return _Named(first, last, "level", name, level["kind"], "", tuple(sorted(pair)))


def _completed(
    page: Page, hit: Hit, pair: Collection[str], parties: Sequence[str], voices: Mapping[int, Sequence[Voice]]
) -> set[str]:
    """The two parties: those beside the words, one of them with the other side of the contact, or the contact's own."""
    found = set(pair)
    if len(found) == 1:
        others = set(parties) - found
        if len(others) > 1:  # "the partnership with ASEAN" is the speaker's
            heard = voices.get(page.tokens.sentence_of[hit.first], ())
            others &= {who for voice in heard if voice.hit.first < hit.first for who in voice.parties}
        return found | others if len(others) == 1 else set()
    return found or set(parties)


def _years(page: Page, at: int) -> str:
    """ " 2024-2026" where the years of a plan stand within the next words."""
    words = page.tokens.words
    for index in range(at, min(at + _YEARS_NEAR, len(words) - 1)):
        one, other = words[index], words[index + 1]
        if one.isdigit() and other.isdigit() and len(one) == len(other) == 4 and one < other:
            return f" {one}-{other}"
    return ""


def _of_head(page: Page, hit: Hit) -> _Named | None:
    head: dict[str, Any] = hit.phrase.value
    run = run_around(page, hit, page.language.agreements["runs"])
    if run is None or (head.get("pair") and len(run.parties) < 2):
        return None
    if _is_of_something_else(page, run.first, run.last):
        return None
    name = f"{run.name} {head['english']}" if "english" in head else run.name
    if len(run.parties) == 2 and run.rest:
        name = f"{run.rest} ({codes(run.parties)})"
    return _Named(run.first, run.last, "pattern", name, head["kind"], "", tuple(sorted(run.parties)))
