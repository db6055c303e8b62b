"""How the archive puts things: dates of every degree of certainty, the title of a meeting, names in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.utils.dateformat import format as format_date
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from .models import Article, Country, Fact, Meeting
from .models.choices import Aspect, DateBasis, Kind, Role
from .resolution import dates

# Names that English does not use without an article.
WITH_ARTICLE = frozenset(
    "AE BS CD CF CG CZ DO FK FO GB GM IM KM KY MH MP MV NL PH SB SC TC UM US VA VG VI EU UN GCC OIC AFU".split()  # noqa: SIM905
)

# Ranks by which one participant of each side comes first in a title.
_RANK = {role: rank for rank, role in enumerate(Role.values)}
_MOST_NAMED = 4  # more people than this, and the title names the parties

BRIEF = {
    DateBasis.YEAR_FROM_PUBLISHED: _("year from publication"),
    DateBasis.RELATIVE_TO_PUBLISHED: _("from publication"),
    DateBasis.YEAR_FROM_CONTEXT: _("year inferred"),
}
KNOWN_HOW = {
    DateBasis.EDITOR: _("The date was set by an editor."),
    DateBasis.EXPLICIT: _("The text gives the date in full."),
    DateBasis.YEAR_FROM_PUBLISHED: _("The text gives the day; the year is that of its publication."),
    DateBasis.RELATIVE_TO_PUBLISHED: _("Counted from the day on which the text was published."),
    DateBasis.YEAR_FROM_CONTEXT: _(
        "The text gives the day; the year is inferred from who held office and from what else it names."
    ),
}
BY_WHAT = {
    Kind.PHONE_CALL: _("by telephone"),
    Kind.VIDEO_CALL: _("by video"),
    Kind.IN_PERSON: _("in person"),
    Kind.MULTILATERAL: _("in a joint meeting"),
    Kind.LETTER: _("by letter"),
}


_DID = {
    Kind.PHONE_CALL: _("%(who)s speak by telephone"),
    Kind.VIDEO_CALL: _("%(who)s speak by video"),
    Kind.IN_PERSON: _("%(who)s meet"),
    Kind.MULTILATERAL: _("%(who)s hold a joint meeting"),
    Kind.LETTER: _("%(who)s exchange letters"),
}
_IN_CONTACT = _("%(who)s in contact")
_OFFICES = dict(Role.choices)


@dataclass(frozen=True, slots=True)
class Rail:
    """A date for the left edge of a list: what stands large, what small under it, and what is doubtful about it."""

    large: str
    small: str
    doubt: str = ""


def in_sentence(country: Country) -> str:
    """The name as it stands in the middle of a sentence: "the United Kingdom"."""
    if country.code in WITH_ARTICLE and (get_language() or "en") == "en":
        return f"the {country}"
    return str(country)


def listed(words: Iterable) -> str:
    """a, b and c."""
    words = [str(word) for word in words]
    if len(words) < 2:
        return "".join(words)
    return gettext("%(most)s and %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}


def title(meeting: Meeting) -> str:
    """Who did what: "Bùi Thanh Sơn and David Lammy speak by telephone"."""
    return str(_DID.get(meeting.kind, _IN_CONTACT)) % {"who": listed(_who(meeting)) or gettext("Unnamed parties")}


def _who(meeting: Meeting) -> list[str]:
    people = ranked(meeting.participants)
    parties = home_first(meeting.parties)
    if not people or len(people) > _MOST_NAMED or len(parties) > _MOST_NAMED:
        return [in_sentence(country) for country in parties]
    named = {fact.country_id for fact in people}
    order = {country.pk: place for place, country in enumerate(parties)}
    people.sort(key=lambda fact: order.get(fact.country_id, len(order)))
    return [str(fact.official) for fact in people] + [
        in_sentence(country) for country in parties if country.pk not in named
    ]


def sides(meeting: Meeting) -> list[str]:
    """Each party with the highest office that spoke for it: "Vietnam, foreign minister"."""
    offices: dict[str | None, str] = {}
    for fact in ranked(meeting.participants):
        offices.setdefault(fact.country_id, office(fact))
    return [
        gettext("%(country)s, %(office)s") % {"country": country, "office": lowered(offices[country.pk])}
        if offices.get(country.pk)
        else str(country)
        for country in home_first(meeting.parties)
    ]


def lowered(words: str) -> str:
    """A label as it stands within a sentence."""
    return words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    """A label as it begins a sentence."""
    return words[:1].upper() + words[1:]


def ranked(people: Iterable[Fact]) -> list[Fact]:
    """Participants, the highest office first."""
    return sorted(people, key=lambda fact: (_RANK.get(fact.role, len(_RANK)), -fact.confidence))


def home_first(parties: Iterable[Country]) -> list[Country]:
    return sorted(parties, key=lambda country: not country.is_home)


def office(fact: Fact) -> str:
    """The office that a participant held, in the language of the page."""
    # Not get_role_display, which hashes all that a role can be, in every language's words, for each fact of a page.
    return str(_OFFICES.get(fact.role, fact.role)) if fact.role != Role.OTHER else ""


def fact_in_words(fact: Fact) -> str:
    """What a fact says, without the page around it: "Topic: climate change", "Date: 20 December 2024"."""
    says = date_in_words(fact.value) if fact.aspect == Aspect.DATE else str(fact.says)
    details: list = []
    if fact.aspect == Aspect.PARTICIPANT:
        details = [office(fact), fact.country or ""]
    elif fact.aspect == Aspect.STATEMENT and fact.speaker:
        says, details = str(fact.speaker), [lowered(says)]
    said = ", ".join(str(part) for part in (says, *details) if part)
    return gettext("%(aspect)s: %(said)s") % {"aspect": upper_first(fact.get_aspect_display()), "said": said}


def date_in_words(edtf: str) -> str:
    """20 December 2024; April 2021; 28 March, year unknown; 28 March 2017 or 28 March 2018; date unknown."""
    parts = [_part_in_words(part) for part in dates.members(edtf)] if edtf else []
    if not parts:
        return gettext("date unknown")
    if "/" in edtf:
        return gettext("%(first)s to %(last)s") % {"first": parts[0], "last": parts[-1]}
    return gettext(" or ").join(parts)


def full_date(meeting: Meeting) -> str:
    """With the day of the week where the day is beyond doubt."""
    if meeting.is_date_certain and meeting.date_earliest:
        return format_date(meeting.date_earliest, pgettext("day of the week and day", "l j F Y"))
    words = date_in_words(meeting.date_edtf)
    return upper_first(words)


def date_known_how(meeting: Meeting) -> str:
    """How the archive came to the date, one sentence."""
    if meeting.date_earliest is None:
        return gettext("The text gives the day; nothing in it or around it tells the year.")
    if len(dates.members(meeting.date_edtf)) > 1 and "/" not in meeting.date_edtf:
        return gettext("The text gives the day; the year can only be narrowed down to these.")
    return str(KNOWN_HOW.get(meeting.date_basis, ""))


def by_what(meeting: Meeting) -> str:
    """By telephone, in person ..."""
    return str(BY_WHAT.get(meeting.kind, meeting.get_kind_display()))


def source_name(article: Article) -> str:
    """The publisher, or the host of its page, or the beginning of the text's own title."""
    return article.publisher or host_of(article.url) or f"“{Truncator(article.heading).chars(48)}”"


def host_of(url: str) -> str:
    """The host of a web address without its "www."; nothing for what is no address."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # "http://[half an address"
        return ""


def _part_in_words(part: str) -> str:
    year, month, day = _split(part)
    if not month:
        return str(year) if year else gettext("date unknown")
    # 2000 stands in for a year that is not known: every day of the calendar is in it.
    first = date(year or 2000, month, day or 1)
    if not year:
        words = format_date(first, pgettext("day without year", "j F") if day else "F")
        return gettext("%(day)s, year unknown") % {"day": words}
    return format_date(first, pgettext("day", "j F Y") if day else pgettext("month", "F Y"))


def _split(part: str) -> tuple[int, int, int]:
    """Year, month and day; 0 for what is not known."""
    numbers = [0 if "X" in number else int(number) for number in part.split("-")]
    return tuple([*numbers, 0, 0][:3])


def rail(meeting: Meeting) -> Rail:
    doubt = doubt_about_date(meeting)
    parts = dates.members(meeting.date_edtf) if meeting.date_edtf else []
    year, month, day = _split(parts[0]) if parts else (0, 0, 0)
    if not month:
        return Rail(str(year) if year else "?", "", doubt)
    first = date(year or 2000, month, day or 1)
    if not year:
        return Rail(str(day) if day else "?", format_date(first, pgettext("rail, no year", "M")), doubt)
    if not day:
        return Rail(format_date(first, pgettext("rail, month", "M")), str(year), doubt)
    return Rail(str(day), format_date(first, pgettext("rail, under the day", "M Y")), doubt)


def doubt_about_date(meeting: Meeting) -> str:
    """Nothing for a date that the text states in full."""
    if not meeting.date_edtf:
        return gettext("date unknown")
    if meeting.date_earliest is None:
        return gettext("year unknown")
    if len(dates.members(meeting.date_edtf)) > 1 and "/" not in meeting.date_edtf:
        return date_in_words(meeting.date_edtf)
    return str(BRIEF.get(meeting.date_basis, ""))


def days_between(one: Meeting, other: Meeting) -> int | None:
    if one.date_earliest is None or other.date_earliest is None:
        return None
    return abs((one.date_earliest - other.date_earliest).days)
