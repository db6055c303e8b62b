"""Datable events that texts name: elections, summits, disasters, visits ..., read from `events/`.

An event is named where one phrase of each of its groups stands in one sentence. The
table tells when it was; what that says about the day of a report is decided elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path

from ..datafiles import load
from .lexicon import language
from .offices import bound
from .tokens import Tokens, Trie

FOLDER = Path(__file__).parent / "events"
# Nothing is known of what came after; the tables were last gone over on this day.
KNOWN_UNTIL = date(2026, 11, 22)
# Kinds that are known of before they take place.
FORESEEN = frozenset(("anniversary", "election", "inauguration", "sport", "summit", "trade", "treaty", "visit"))

# Kinds that no one speaks of before they strike.
SUDDEN = frozenset(("attack", "death", "disaster", "pandemic"))

Stretch = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened once, or as often as `stretches` says (first and last day of each)."""

    id: str
    kind: str
    stretches: tuple[Stretch, ...]
    groups: tuple[tuple[str, ...], ...]
    examples: tuple[str, ...]

    @property
    def foreseen(self) -> bool:
        return self.kind in FORESEEN

    @property
    def sudden(self) -> bool:
        return self.kind in SUDDEN


@dataclass(frozen=True, slots=True)
class Named:
    """An event that a sentence names, and the tokens of the phrases that name it.

    `whole`: False where one group is missing, so that only the event's day beside it can tell.
    """

    event: Event
    sentence: int
    places: tuple[tuple[int, int], ...]
    whole: bool = True


@cache
def events() -> tuple[Event, ...]:
    """All events of the table, by file and order in it."""
    return tuple(
        Event(
            row["id"],
            row["kind"],
            tuple((bound(a), bound(b, last=True)) for a, b in ((row["from"], row["to"]), *row.get("also", ()))),
            tuple(map(tuple, row["words"])),
            tuple(row["examples"]),
        )
        for path in sorted(FOLDER.glob("*.toml"))
        for row in load(path).get("event", ())
    )


@cache
def all_known_calls() -> dict[frozenset[str], tuple[date, ...]]:
    rows = load(FOLDER / "calls.toml")["pair"]
    return {frozenset(row["people"]): tuple(map(date.fromisoformat, row["days"])) for row in rows}


def known_calls(one: str, other: str) -> tuple[date, ...]:
    """The days on which two persons of the table of office-holders are known to have spoken, in order."""
    return all_known_calls().get(frozenset((one, other)), ())


@dataclass(frozen=True, slots=True)
class _Index:
    """The phrases of one language. `sought`: for each phrase the events that it may name; `sure`: the same for those
    of the group of each event that fewest events share, by which it is found at all."""

    phrases: Trie
    sure: dict[str, tuple[Event, ...]]
    sought: dict[str, tuple[Event, ...]]


def named_events(tokens: Tokens, code: str, sentences: Iterable[int], dated: Collection[int] = ()) -> list[Named]:
    """Events that these sentences of a text in that language name, in order.

    `dated`: sentences with a day of a month; there an event is given even where one of its groups is missing.
    """
    index = _index(code)
    places: dict[int, dict[str, tuple[int, int]]] = {sentence: {} for sentence in sorted(sentences)}
    for hit in index.phrases.find(tokens):
        told = places.get(tokens.sentence_of[hit.first])
        if told is not None:
            told.setdefault(hit.phrase.value, (hit.first, hit.last))
    return [named for sentence, told in places.items() for named in _named_in(index, sentence, told, sentence in dated)]


def _named_in(index: _Index, sentence: int, places: Mapping[str, tuple[int, int]], dated: bool) -> Iterator[Named]:
    """`places`: the phrases of the sentence, each with the tokens where it stands first."""
    sought = index.sought if dated else index.sure
    events = {event.id: event for phrase in places for event in sought.get(phrase, ())}
    for event in events.values():
        found = [next((places[phrase] for phrase in group if phrase in places), None) for group in event.groups]
        told = tuple(sorted({place for place in found if place}))
        missing = found.count(None)
        if not missing or (missing == 1 and dated and len(found) > 2):
            yield Named(event, sentence, told, whole=not missing)


@cache
def _index(code: str) -> _Index:
    tongue = language(code)
    used = Counter(phrase for event in events() for group in event.groups for phrase in group)
    sure: dict[str, list[Event]] = {}
    sought: dict[str, list[Event]] = {}
    for event in events():
        groups = sorted(event.groups, key=lambda group: max(used[phrase] for phrase in group))
        for phrase in groups[0]:
            sure.setdefault(phrase, []).append(event)
        for phrase in chain(*groups[: 2 if len(groups) > 2 else 1]):
            sought.setdefault(phrase, []).append(event)
    phrases = Trie(folded=tongue.folded)
    for phrase in used:
        if tongue.folded and _is_vietnamese(phrase):
            continue
        phrases.add(phrase, "event", phrase, cased=" " not in phrase and phrase[0].isupper())
    return _Index(phrases, _frozen(sure), _frozen(sought))


def _frozen(found: dict[str, list[Event]]) -> dict[str, tuple[Event, ...]]:
    return {phrase: tuple(events) for phrase, events in found.items()}


def _is_vietnamese(phrase: str) -> bool:
    """Read without its marks such a phrase would be another word: `nổ` is no `no`."""
    marks = set(unicodedata.normalize("NFD", phrase)) & set("\u0300\u0301\u0303\u0309\u0323\u031b\u0306\u0302đĐ")
    return bool(marks) and not phrase.isascii()
