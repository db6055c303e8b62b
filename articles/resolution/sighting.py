"""An account as resolution looks at it: who, with whom, when, and where it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from articles.extraction.facts import Account

from . import dates
from .names import same_name
from .people import AccountKey, People, is_listed

# Contacts that one source may call a call and the other a video conference or a meeting of several.
_FAMILIES = (
    frozenset({"phone_call", "video_call", "multilateral"}),
    frozenset({"in_person", "multilateral"}),
    frozenset({"letter"}),
)
# News of a contact comes within days; an undated account is of one that lies this far before it at most.
NEWS_DAYS = 10
DAY = timedelta(days=1)
# From here on are the places of accounts that an editor gave an article, however many the machine reads in it.
TOLD = 1000


@dataclass(frozen=True)
class Sighting:
    """One account of one article, with what resolution needs to know of the article.

    `side`: the country whose press or government it comes from, where known. `text`: what spans count in.
    """

    key: AccountKey
    account: Account
    lang: str = "und"
    published: date | None = None
    side: str = ""
    text: str = ""
    people: People = field(default_factory=People, compare=False, repr=False)

    @cached_property
    def parties(self) -> frozenset[str]:
        return frozenset(coded.code for coded in self.account.countries)

    @property
    def block(self) -> str:
        """The parties as one string; accounts of one meeting have comparable blocks."""
        return "+".join(sorted(self.parties))

    @property
    def date(self) -> str:
        return self.account.date.edtf if self.account.date else ""

    @cached_property
    def has_day(self) -> bool:
        return dates.is_day(self.date)

    @cached_property
    def days(self) -> tuple[str, ...]:
        """The dates it can mean, without their marks of doubt; none where it gives no date."""
        return tuple(dates.members(self.date)) if self.date else ()

    @property
    def year(self) -> int | None:
        """The year that it is most likely of."""
        window = self.window
        return window[0].year if window else self.published.year if self.published else None

    @cached_property
    def names(self) -> dict[str | None, tuple[tuple[str, str], ...]]:
        """Participants by party, each by key and name."""
        found: dict[str | None, tuple[tuple[str, str], ...]] = {}
        for person in self.account.participants:
            key = self.people.key(person.name, person.country, self.year, self.key)
            found[person.country] = (*found.get(person.country, ()), (key, person.name))
        return found

    @cached_property
    def is_complete(self) -> bool:
        """The day is known and each of the parties, two at least, has a name to it."""
        return self.has_day and len(self.parties) > 1 and all(self.names.get(party) for party in self.parties)

    @cached_property
    def window(self) -> tuple[date, date] | None:
        """First and last day on which it can have taken place, if that is known at all."""
        first, last = dates.bounds(self.date)
        if first and last:
            return first, last
        if self.published and not self.date:
            return self.published - NEWS_DAYS * DAY, self.published + DAY
        return None


def is_told(key: AccountKey) -> bool:
    """Whether an editor says that the article tells of a meeting, not the machine."""
    return key[1] >= TOLD


def comparable(one: frozenset[str], other: frozenset[str]) -> bool:
    """The same parties, or all of one's among the other's (two at least: a lone party says too little)."""
    if one == other:
        return bool(one)
    few, many = sorted((one, other), key=len)
    return len(few) > 1 and few < many


def may_be_one(a: Sighting, b: Sighting) -> bool:
    """Whether nothing in the two accounts speaks against their being of one meeting.

    Not transitive: see `cluster` for what is made of it.
    """
    return (
        _are_two_witnesses(a.key, b.key)
        and comparable(a.parties, b.parties)
        and any({a.account.kind.code, b.account.kind.code} <= family for family in _FAMILIES)
        and _days_agree(a, b)
        and _people_agree(a, b)
    )


def _are_two_witnesses(one: AccountKey, other: AccountKey) -> bool:
    """An article tells of one meeting once; what an editor found in it the machine may come to read there as well."""
    return one[0] != other[0] or is_told(one) != is_told(other)


def _days_agree(a: Sighting, b: Sighting) -> bool:
    if a.date and b.date:
        return dates.compatible(a.date, b.date, DAY if _may_differ_by_a_day(a, b) else timedelta(0))
    if a.window and b.window:
        return a.window[0] <= b.window[1] and b.window[0] <= a.window[1]
    return True


def _may_differ_by_a_day(a: Sighting, b: Sighting) -> bool:
    """Two time zones (as two sides or two languages tell), or a day that was counted from the day of publication."""
    bases = {s.account.date.basis for s in (a, b) if s.account.date}
    sides = {s.side for s in (a, b) if s.side}
    return a.lang != b.lang or len(sides) > 1 or "relative_to_published" in bases


def _people_agree(a: Sighting, b: Sighting) -> bool:
    """Where both name people of one party, they name one in common, and they do so at least once.

    Accounts that share no named party agree only if one of them names nobody.
    """
    shared = [party for party in a.names if party in b.names]
    if not shared:
        return not a.names or not b.names
    return all(any(_same_person(x, y) for x in a.names[party] for y in b.names[party]) for party in shared)


def _same_person(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if one[0] == other[0] or (is_listed(one[0]) and is_listed(other[0])):
        return one[0] == other[0]
    return same_name(one[1], other[1])
