"""Which records met: for each two that facts of one aspect name in one meeting, how many meetings did."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, F, Q

from articles.models import Fact
from articles.models.choices import Aspect, Kind

# Contacts in which two sides talk to each other; a conference of many says little of any two of them.
OF_TWO = (Kind.PHONE_CALL, Kind.VIDEO_CALL, Kind.IN_PERSON, Kind.LETTER)


@dataclass(frozen=True, slots=True)
class Pair:
    """`one` and `other` are primary keys, the smaller first."""

    one: str | int
    other: str | int
    meetings: int


def pairs_of_countries(most: int) -> list[Pair]:
    return _pairs(Aspect.PARTY, "country", Q(), most)


def pairs_of_officials(most: int) -> list[Pair]:
    """Of different countries: two of one delegation did not speak with each other."""
    theirs = F("meeting__facts__country")
    return _pairs(Aspect.PARTICIPANT, "official", Q(country__lt=theirs) | Q(country__gt=theirs), most)


def _pairs(aspect: str, column: str, also: Q, most: int) -> list[Pair]:
    """Those with the most meetings, the strongest first."""
    other = f"meeting__facts__{column}"
    # In one call: each further `filter` would look at yet another fact of the meeting.
    talks = Fact.objects.filter(
        also,
        Q(**{f"{column}__lt": F(other)}),
        aspect=aspect,
        published=True,
        meeting__kind__in=OF_TWO,
        meeting__facts__aspect=aspect,
        meeting__facts__published=True,
    )
    rows = talks.order_by().values_list(column, other).annotate(number=Count("meeting", distinct=True))
    return [Pair(*row) for row in rows.order_by("-number", column, other)[:most]]
