"""Two parties: every contact on one axis, who spoke at what level, what was raised when, what was promised."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from pyroaring import BitMap

from .index import Sets, current
from .models import Agreement, Country, Fact, Meeting, Official
from .models.choices import Aspect, Kind, Role
from .pictures.axis import Axis, axis
from .pictures.grid import Grid, topics_by_year
from .promises import Promise, promises
from .resolution import dates

LONG_SILENCE = 180  # days without a contact on record that the page says in words
MOST_SILENCES = 5
MOST_SPEAKERS = 8  # of a side in an office
MOST_AGREEMENTS = 30
NEWEST = 12


@dataclass(frozen=True, slots=True)
class Contact:
    """A meeting of both, without its facts: all of them are read, however many there are."""

    pk: int
    slug: str
    kind: str
    date_edtf: str
    date_earliest: date | None
    date_latest: date | None
    parties: int

    @property
    def is_between_two(self) -> bool:
        return self.parties == 2

    @property
    def is_date_sure(self) -> bool:
        return dates.is_certain(self.date_edtf)

    @property
    def kind_label(self) -> str:
        return Kind(self.kind).label

    @property
    def address(self) -> str:
        return reverse("call", args=[self.slug])


@dataclass(frozen=True, slots=True)
class Tally:
    """How many contacts of a kind there were of the two alone, and with others present."""

    kind: Kind
    between_two: int
    with_others: int


@dataclass(frozen=True, slots=True)
class Silence:
    since: Contact
    until: Contact
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
    first: Contact
    last: Contact
    contacts: int


class Relationship:
    """Read in a fixed number of queries, however many contacts there were."""

    def __init__(self, one: Country, other: Country) -> None:
        self.one, self.other = sorted((one, other), key=lambda country: not country.is_home)
        self.meetings = Meeting.objects.published().between(one, other)

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
        parties = Fact.objects.published().of(Aspect.PARTY).filter(meeting=OuterRef("pk")).order_by()
        number = parties.values("meeting").annotate(number=Count("country", distinct=True)).values("number")
        columns = ("pk", "slug", "kind", "date_edtf", "date_earliest", "date_latest")
        rows = self.meetings.oldest_first().annotate(parties=Coalesce(Subquery(number), 0))
        return [Contact(*row) for row in rows.values_list(*columns, "parties")]

    @cached_property
    def newest(self) -> list[Meeting]:
        return list(self.meetings.newest_first().for_list()[:NEWEST])

    @cached_property
    def dated(self) -> list[Contact]:
        return [contact for contact in self.contacts if contact.date_earliest]

    @property
    def has_unsure(self) -> bool:
        return any(not contact.is_date_sure for contact in self.dated)

    @property
    def undated(self) -> int:
        return len(self.contacts) - len(self.dated)

    @property
    def last_call(self) -> Contact | None:
        """By telephone or video, of the two alone."""
        calls = (Kind.PHONE_CALL, Kind.VIDEO_CALL)
        return next((c for c in reversed(self.dated) if c.kind in calls and c.is_between_two), None)

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
        pairs = zip(self.dated, self.dated[1:], strict=False)
        found = [Silence(a, b, (b.date_earliest - (a.date_latest or a.date_earliest)).days) for a, b in pairs]
        found = [silence for silence in found if silence.days >= LONG_SILENCE]
        return sorted(found, key=lambda silence: -silence.days)[:MOST_SILENCES]

    @cached_property
    def axis(self) -> Axis | None:
        return axis(self.dated, [(silence.since, silence.until, silence.days) for silence in self.silences])

    @cached_property
    def topics(self) -> Grid:
        return topics_by_year(self._sets, self._members, **self._wanted)

    @cached_property
    def levels(self) -> list[Level]:
        """By office, the highest first; each side's people by number of contacts."""
        parts = self._facts.published().of(Aspect.PARTICIPANT).filter(country__in=(self.one, self.other)).order_by()
        rows = list(parts.values_list("role", "country", "official").annotate(number=Count("meeting", distinct=True)))
        people = Official.objects.in_bulk({row[2] for row in rows})
        spoke: dict[str, dict[str, list[Speaker]]] = defaultdict(lambda: defaultdict(list))
        for role, country, official, number in rows:
            if official in people:  # one that is gone was joined to another while the page was made
                spoke[role or Role.OTHER][country].append(Speaker(people[official], number))
        return [
            Level(role, _ranked(spoke[role][self.one.pk]), _ranked(spoke[role][self.other.pk]))
            for role in Role
            if role in spoke
        ]

    @cached_property
    def agreements(self) -> list[Named]:
        """Those that most of the contacts name, the first named first; those of unknown year come last."""
        places = self._naming
        most = sorted(places, key=lambda pk: (-len(places[pk]), pk))[:MOST_AGREEMENTS]
        known = Agreement.objects.in_bulk(most)
        ordered = sorted(known, key=lambda pk: (min(places[pk]), str(known[pk])))
        contacts = self.contacts
        return [
            Named(known[pk], contacts[min(places[pk])], contacts[max(places[pk])], len(places[pk])) for pk in ordered
        ]

    @property
    def more_agreements(self) -> int:
        return len(self._naming) - len(self.agreements)

    @cached_property
    def _naming(self) -> dict[int, list[int]]:
        """For each agreement the places, among the contacts, of those that name it."""
        place = {contact.pk: index for index, contact in enumerate(self.contacts)}
        named = ((agreement, told & self._members) for agreement, told in self._sets.by("agreement").items())
        # What is stored while the page is made may be in the sets and not among the contacts.
        places = ((agreement, [place[pk] for pk in told if pk in place]) for agreement, told in named)
        return {agreement: found for agreement, found in places if found}

    @cached_property
    def promises(self) -> list[Promise]:
        """Invitations, and what was promised of visits, with the first meeting in person after each."""
        spoken_by = Q(country__in=(self.one, self.other)) | Q(official__country__in=(self.one, self.other))
        return promises(self._facts.filter(spoken_by), self._facts, self.dated)

    @cached_property
    def _sets(self) -> Sets:
        return current()

    @cached_property
    def _members(self) -> BitMap:
        return self._sets.of("party", self.one.pk) & self._sets.of("party", self.other.pk)

    @property
    def _facts(self) -> QuerySet:
        return Fact.objects.filter(meeting__in=self.meetings.order_by().values("pk"))


def _ranked(speakers: list[Speaker]) -> Speakers:
    ranked = sorted(speakers, key=lambda speaker: (-speaker.contacts, speaker.official.name))
    return Speakers(ranked[:MOST_SPEAKERS], max(0, len(ranked) - MOST_SPEAKERS))
