"""What editors did to a record: who, what, when, what stood before and what they said. It is all in the rulings."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from articles.models import Meeting, Official, Ruling
from articles.models.choices import Verdict

from .acts import accounts_of
from .enact import accounts_of as named_in
from .words import Words


@dataclass(frozen=True, slots=True)
class Entry:
    """One ruling, told."""

    ruling: Ruling
    before: tuple[str, ...]
    after: str


def of_meeting(meeting: Meeting) -> list[Entry]:
    """Rulings on any of its accounts, the latest first; those on its officials are in the officials' histories."""
    accounts = set(accounts_of(meeting))
    rulings = Ruling.objects.naming({source for source, _ in accounts}).order_by("-at", "-pk")
    on_meetings = rulings.exclude(verdict__in=[Verdict.SAME_PERSON, Verdict.DESCRIBE])
    return told(ruling for ruling in on_meetings if named_in(ruling) & accounts)


def of_official(official: Official) -> list[Entry]:
    rulings = Ruling.objects.naming([official.key]).order_by("-at", "-pk")
    persons = [Verdict.SAME_PERSON, Verdict.DIFFERENT_PERSON, Verdict.DESCRIBE]
    return told(rulings.filter(verdict__in=persons))


def of_record(what: str, key: str) -> list[Entry]:
    """Of a country, a topic or an agreement: how it was described."""
    rulings = Ruling.objects.naming([key]).filter(verdict=Verdict.DESCRIBE).order_by("-at", "-pk")
    return told(ruling for ruling in rulings if ruling.subject == {what: key})


@dataclass(frozen=True, slots=True)
class Act:
    """The rulings that were given together and are undone together."""

    entries: tuple[Entry, ...]

    @property
    def ruling(self) -> Ruling:
        return self.entries[0].ruling

    @property
    def stands(self) -> bool:
        return self.ruling.undone_at is None


def acts_of(entries: Iterable[Entry]) -> list[Act]:
    """Entries act by act, in the order in which they come."""
    acts: dict[uuid.UUID, list[Entry]] = {}
    for entry in entries:
        acts.setdefault(entry.ruling.act, []).append(entry)
    return [Act(tuple(given)) for given in acts.values()]


def told(rulings: Iterable[Ruling]) -> list[Entry]:
    words = Words()
    return [Entry(ruling, tuple(before(ruling, words)), after(ruling, words)) for ruling in rulings]


def before(ruling: Ruling, words: Words) -> Iterable[str]:
    for stood in ruling.before:
        if "aspect" in stood:
            if stood["published"]:
                yield words.of(stood["aspect"], stood["value"])
        elif "title" in stood:
            yield f"{stood['title']} ({stood['slug']})"
        else:
            yield "; ".join(f"{name}: {_plain(value)}" for name, value in stood.items())


def after(ruling: Ruling, words: Words) -> str:
    if ruling.verdict == Verdict.DESCRIBE:
        return "; ".join(f"{name}: {_plain(value)}" for name, value in ruling.value.items())
    if ruling.verdict in (Verdict.SAME_PERSON, Verdict.DIFFERENT_PERSON):
        return ", ".join(words.official(key) for key in ruling.subject)
    if ruling.verdict == Verdict.TELLS:
        quotes = "; ".join(f"“{said['quote']}”" for said in ruling.value["evidence"])
        return f"{ruling.subject[0][0]}: {quotes}"
    if ruling.aspect:
        return words.of(ruling.aspect, ruling.value)
    return " | ".join(", ".join(source for source, _ in group) for group in ruling.subject)


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(said)}" for key, said in value.items() if said)
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    return str(value)
