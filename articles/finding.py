"""One box over everything: calls, officials, countries, agreements, topics and articles by the words in them."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TypeVar

from django.db.models import F, QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from . import registers
from .excerpts import Excerpt, excerpts, with_words
from .extraction import lexicon
from .extraction.text import fold
from .index import Sets
from .listing import Listing
from .models import Account, Agreement, Country, Meeting, Official, OfficialName, Topic
from .search import Query

T = TypeVar("T")
MOST = 8  # of each group
LOOKED_THROUGH = 60  # articles and officials that may be meant, before they are looked at closely
_CLOSE = 0.72  # how alike two words are before one is offered for the other; difflib's ratio


class Findings:
    """What the archive has for a query, group by group, each worked out when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.query = Query(text)
        params = QueryDict(mutable=True)
        params["q"] = text
        self.listing = Listing(params)

    @property
    def is_empty(self) -> bool:
        groups = self.meetings, self.officials, self.countries, self.agreements, self.topics
        return not any(groups)

    @cached_property
    def meetings(self) -> list[Meeting]:
        return self.listing.meetings[:MOST]

    @cached_property
    def excerpts(self) -> dict[int, Excerpt]:
        return excerpts(self.meetings, {"q": self.query.text})

    @property
    def calls(self) -> list[tuple[Meeting, Excerpt | None]]:
        return [(meeting, self.excerpts.get(meeting.pk)) for meeting in self.meetings]

    @cached_property
    def articles(self) -> list[Excerpt]:
        """Articles on the meetings found in which the words themselves stand."""
        # Each has an article at least: those of the newest are enough.
        calls = self.listing.selected(lambda meetings: meetings.only("pk"))[:LOOKED_THROUGH]
        accounts = Account.objects.filter(meeting__in=calls).select_related("article").defer("reading")
        newest = accounts.order_by(F("meeting__date_earliest").desc(nulls_last=True), "article")[:LOOKED_THROUGH]
        return list(with_words((account.article for account in newest), self.query).values())[:MOST]

    @cached_property
    def officials(self) -> list[Official]:
        """Those of whom one name has every word, as a whole or as the beginning of one of its own."""
        if not self._words:
            return []
        words = " ".join(self._words)
        named = registers.officials(words, lambda records: records.prefetch_related("aliases"), self._sets)
        likely = named[:LOOKED_THROUGH]
        meant = (p for p in likely if any(self.query.is_in(alias.name) for alias in p.aliases.all()))
        return list(islice(meant, MOST))

    @cached_property
    def countries(self) -> list[Country]:
        return list(islice(self._matching(registers.countries(self._sets)), MOST))

    @cached_property
    def agreements(self) -> list[Agreement]:
        meant = [agreement.pk for agreement in self._matching(_agreements(self._sets))]
        return registers.agreements(Agreement.objects.filter(pk__in=meant), self._sets)[:MOST]

    @cached_property
    def topics(self) -> list[Topic]:
        return list(islice(self._matching(registers.topics(self._sets)), MOST))

    @property
    def _sets(self) -> Sets:
        return self.listing.sets

    @property
    def _words(self) -> list[str]:
        return [word for term in self.query.terms for word in term]

    def _matching(self, records: Iterable[T]) -> Iterator[T]:
        """Records one of whose names has every word looked for, or is itself among the words ("dien dam anh")."""
        asked = f" {' '.join(self._words)} "
        return (
            record
            for record in records
            if any(f" {fold(name)} " in asked or self.query.is_in(name) for name in names_of(record))
        )

    @cached_property
    def suggestion(self) -> str:
        """What was typed with each word that is in no name turned into the one most like it; empty if none is."""
        known = _words_of_names(self._sets)
        words = [_nearest(word, known) for word in self._words]
        is_new = all(words) and [fold(word) for word in words] != self._words
        return " ".join(words) if is_new else ""


def _nearest(word: str, known: dict[str, str]) -> str:
    """The word as it is written in a name, or the nearest word of a name."""
    if word in known:
        return known[word]
    close = difflib.get_close_matches(word, known, 1, _CLOSE)
    return known[close[0]] if close else ""


def _words_of_names(sets: Sets) -> dict[str, str]:
    """Every word of every name in the archive, by its folded form."""
    names = [
        name
        for records in (registers.countries(sets), _agreements(sets), registers.topics(sets))
        for record in records
        for name in names_of(record)
    ]
    seen = Official.objects.seen()
    names += OfficialName.objects.filter(official__in=seen).values_list("name", flat=True)
    return {fold(word): word for name in names for word in re.findall(r"\w+", name)}


def _agreements(sets: Sets) -> QuerySet:
    """Those that a contact names."""
    return Agreement.objects.filter(pk__in=list(sets.by("agreement")))


@cache
def _lexicon_names() -> dict[str, list[str]]:
    """What each language of the lexicon calls a country beside its full name: "Anh" for the United Kingdom."""
    found = defaultdict(list)
    for language in lexicon.languages():
        for code, names in lexicon.load(lexicon.FOLDER / language / "countries.toml")["names"].items():
            found[code.upper()] += names
    return dict(found)


def names_of(record: Country | Agreement | Topic) -> list[str]:
    """Every name that a record goes by, in every language."""
    names = [record.name, *record.names.values(), getattr(record, "acronym", "")]
    if isinstance(record, Country):
        names += [record.code, *record.aliases, *_lexicon_names().get(record.code, ())]
    return [name for name in names if isinstance(name, str) and name]
