"""Two parties: every contact on one axis, who spoke at what level, what was raised when, what was promised."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from pyroaring import BitMap

from .contacts import Contact, Entry, between, contacts, entries
from .index import Selection, Sets, current
from .models import Agreement, Country, Meeting, Official
from .models.choices import Kind, Role
from .pictures.axis import Axis, Mark, axis
from .pictures.grid import Grid, topics_by_year
from .promises import Promise, promises

LONG_SILENCE = 180  # days without a contact on record that the page says in words
MOST_SILENCES = 5
MOST_SPEAKERS = 8  # of a side in an office
MOST_AGREEMENTS = 30
NEWEST = 12
_PART = 200  # contacts among which promises are looked for first


@dataclass(frozen=True, slots=True)
class Tally:
    """How many contacts of a kind there were of the two alone, and with others present."""

    kind: Kind
    between_two: int
    with_others: int


@dataclass(frozen=True, slots=True)
class Silence:
    since: Entry
    until: Entry
    days: int


@dataclass(frozen=True, slots=True)
class Speaker:
    official: Official
    contacts: int


@dataclass(frozen=True, slots=True)
class Speakers:
    """Those with the most contacts, and how many more there were."""

    shown: list[Speaker]
    more: int


@dataclass(frozen=True, slots=True)
class Level:
    """An office, and who spoke in it for each of the two."""

    role: Role
    one: Speakers
    other: Speakers


@dataclass(frozen=True, slots=True)
class Named:
    """An agreement, the first and the last contact that named it, and how many did."""

    agreement: Agreement
    first: Entry
    last: Entry
    contacts: int


class Relationship:
    """Counted out of the sets; read is only what the page shows, however many contacts there were."""

    def __init__(self, one: Country, other: Country) -> None:
        self.one, self.other = sorted((one, other), key=lambda country: not country.is_home)

    @property
    def params(self) -> QueryDict:
        """Of the list of its contacts, as the address has them."""
        return QueryDict(urlencode(self._wanted, doseq=True))

    @property
    def heading(self) -> str:
        return f"{self.one} – {self.other}"

    @property
    def address(self) -> str:
        """The list of its contacts."""
        return f"{reverse('meeting-list')}?{urlencode(self._wanted, doseq=True)}"

    @property
    def _wanted(self) -> dict:
        return {"country": [self.one.slug, self.other.slug], "all": "country"}

    @cached_property
    def contacts(self) -> list[Contact]:
        """Every one, the oldest first, those of unknown year last."""
        return contacts(self._sets, self.one.pk, self.other.pk)

    @cached_property
    def newest(self) -> list[Meeting]:
        def described():
            return Meeting.objects.published().between(self.one, self.other)

        return Selection(self._sets, self._members, described, lambda meetings: meetings.for_list())[:NEWEST]

    @cached_property
    def dated(self) -> list[Contact]:
        return [contact for contact in self.contacts if contact.date_earliest]

    @property
    def has_unsure(self) -> bool:
        return any(not contact.is_date_sure for contact in self.dated)

    @property
    def undated(self) -> int:
        return len(self.contacts) - len(self.dated)

    @cached_property
    def last_call(self) -> Entry | None:
        """By telephone or video, of the two alone."""
        calls = (Kind.PHONE_CALL, Kind.VIDEO_CALL)
        last = next((c for c in reversed(self.dated) if c.kind in calls and c.is_between_two), None)
        return entries([last]).get(last.pk) if last else None

    @cached_property
    def tallies(self) -> list[Tally]:
        counts = Counter((contact.kind, contact.is_between_two) for contact in self.contacts)
        tallies = [Tally(kind, counts[kind, True], counts[kind, False]) for kind in Kind]
        return [tally for tally in tallies if tally.between_two or tally.with_others]

    @cached_property
    def calls(self) -> int:
        """What the heading counts: by telephone, of the two alone."""
        return sum(contact.kind == Kind.PHONE_CALL and contact.is_between_two for contact in self.contacts)

    @cached_property
    def silences(self) -> list[Silence]:
        """The longest times without a contact, the longest first."""
        linked = entries(contact for since, until, _days in self._silences for contact in (since, until))
        return [
            Silence(linked[since.pk], linked[until.pk], days)
            for since, until, days in self._silences
            if since.pk in linked and until.pk in linked
        ]

    @cached_property
    def _silences(self) -> list[tuple[Contact, Contact, int]]:
        pairs = zip(self.dated, self.dated[1:], strict=False)
        found = [(a, b, (b.date_earliest - (a.date_latest or a.date_earliest)).days) for a, b in pairs]
        found = [silence for silence in found if silence[2] >= LONG_SILENCE]
        return sorted(found, key=lambda silence: -silence[2])[:MOST_SILENCES]

    @cached_property
    def axis(self) -> Axis | None:
        """Marks of one contact have its entry, by which they lead to it."""
        drawn = axis(self.dated, self._silences)
        if not drawn:
            return None
        linked = entries(mark.contacts[0] for mark in drawn.marks if len(mark.contacts) == 1)
        marks = (_linked(mark, linked) for mark in drawn.marks)
        return replace(drawn, marks=[mark for mark in marks if mark])

    @cached_property
    def topics(self) -> Grid:
        return topics_by_year(self._sets, self._members, **self._wanted)

    @cached_property
    def levels(self) -> list[Level]:
        """By office, the highest first; each side's people by number of contacts."""
        spoke: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
        for (country, role, official), theirs in self._sets.by("speaker").items():
            if country in (self.one.pk, self.other.pk) and (number := theirs.intersection_cardinality(self._members)):
                spoke[role or Role.OTHER, country][official] += number
        people = Official.objects.in_bulk({pk for found in spoke.values() for pk in _foremost(found)})
        return [
            Level(role, _ranked(spoke[role, self.one.pk], people), _ranked(spoke[role, self.other.pk], people))
            for role in Role
            if (role, self.one.pk) in spoke or (role, self.other.pk) in spoke
        ]

    @cached_property
    def agreements(self) -> list[Named]:
        """Those that most of the contacts name, the first named first; those of unknown year come last."""
        naming = self._naming
        most = sorted(naming, key=lambda pk: (-len(naming[pk]), pk))[:MOST_AGREEMENTS]
        known = Agreement.objects.in_bulk(most)
        ends = {pk: self._ends(naming[pk]) for pk in known}
        linked = entries(contact for _place, first, last in ends.values() for contact in (first, last))
        return [
            Named(known[pk], linked[first.pk], linked[last.pk], len(naming[pk]))
            for pk, (_place, first, last) in sorted(ends.items(), key=lambda item: (item[1][0], str(known[item[0]])))
            if first.pk in linked and last.pk in linked
        ]

    def _ends(self, told: BitMap) -> tuple[int, Contact, Contact]:
        """The first of these contacts, after its place among all, and the last."""
        place, first = next((place, contact) for place, contact in enumerate(self.contacts) if contact.pk in told)
        return place, first, next(contact for contact in reversed(self.contacts) if contact.pk in told)

    @property
    def more_agreements(self) -> int:
        return len(self._naming) - len(self.agreements)

    @cached_property
    def _naming(self) -> dict[int, BitMap]:
        """For each agreement the contacts that name it."""
        named = ((agreement, told & self._members) for agreement, told in self._sets.by("agreement").items())
        return {agreement: told for agreement, told in named if told}

    @cached_property
    def promises(self) -> list[Promise]:
        """Invitations, and what was promised of visits, with the first meeting in person after each."""
        spoken_by = Q(country__in=(self.one, self.other)) | Q(official__country__in=(self.one, self.other))
        made = promises(self._newest_parts(), spoken_by)
        after = [self._in_person_after(promise.meeting) for promise in made]
        linked = entries(contact for contact in after if contact)
        return [
            replace(promise, followed_by=linked.get(contact.pk) if contact else None)
            for promise, contact in zip(made, after, strict=True)
        ]

    def _newest_parts(self) -> Iterator[list[int]]:
        """Those in which anything was promised, the newest first, in parts as large as all before.

        What is wanted is mostly in the first.
        """
        promising = BitMap.union(BitMap(), *self._sets.by("promise").values())
        newest = (*reversed(self.dated), *self.contacts[len(self.dated) :])
        newest = [contact.pk for contact in newest if contact.pk in promising]
        start, stop = 0, _PART
        while start < len(newest):
            yield newest[start:stop]
            start, stop = stop, 2 * stop

    def _in_person_after(self, meeting: Meeting) -> Contact | None:
        day = meeting.date_latest
        later = (c for c in self.dated if c.kind == Kind.IN_PERSON and day and c.date_earliest > day)
        return next(later, None)

    @cached_property
    def _sets(self) -> Sets:
        return current()

    @cached_property
    def _members(self) -> BitMap:
        return between(self._sets, self.one.pk, self.other.pk)


def _linked(mark: Mark, linked: dict[int, Entry]) -> Mark | None:
    """The mark of one contact with its entry; of one that is gone since it was counted, none."""
    if len(mark.contacts) > 1:
        return mark
    entry = linked.get(mark.contacts[0].pk)
    return replace(mark, contacts=[entry]) if entry else None


def _foremost(contacts: Counter[int]) -> list[int]:
    """Who may be among those shown: by number of contacts, with all who have as many as the last of them."""
    ranked = contacts.most_common()
    least = ranked[:MOST_SPEAKERS][-1][1] if ranked else 0
    return [official for official, number in ranked if number >= least]


def _ranked(contacts: Counter[int], people: dict[int, Official]) -> Speakers:
    # One that is gone was joined to another while the page was made.
    known = [Speaker(people[official], contacts[official]) for official in _foremost(contacts) if official in people]
    ranked = sorted(known, key=lambda speaker: (-speaker.contacts, speaker.official.name))
    return Speakers(ranked[:MOST_SPEAKERS], max(0, len(contacts) - MOST_SPEAKERS))
