"""One box over everything: calls, officials, countries, agreements, topics and articles by the words in them."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from django.http import QueryDict
from django.utils.functional import cached_property

from . import registers
from .excerpts import Excerpt, excerpts, with_words
from .extraction import lexicon
from .extraction.text import fold
from .listing import Listing
from .models import Account, Agreement, Country, Meeting, Official, OfficialName, Topic
from .search import Query

MOST = 8  # of each group
_CLOSE = 0.72  # how alike two names are before one is offered for the other; difflib's ratio


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
        return list(self.listing.paginator.object_list[:MOST])

    @cached_property
    def excerpts(self) -> dict[int, Excerpt]:
        return excerpts(self.meetings, {"q": self.query.text})

    @property
    def calls(self) -> list[tuple[Meeting, Excerpt | None]]:
        return [(meeting, self.excerpts.get(meeting.pk)) for meeting in self.meetings]

    @cached_property
    def articles(self) -> list[Excerpt]:
        """The articles on the meetings found, as far as the words stand in them."""
        accounts = Account.objects.filter(meeting__in=self.meetings).select_related("article").defer("reading")
        return list(with_words((account.article for account in accounts), self.query).values())[:MOST]

    @cached_property
    def officials(self) -> list[Official]:
        return list(registers.officials(" ".join(self._words))[:MOST]) if self._words else []

    @cached_property
    def countries(self) -> list[Country]:
        return self._matching(registers.countries())

    @cached_property
    def agreements(self) -> list[Agreement]:
        return self._matching(registers.agreements())

    @cached_property
    def topics(self) -> list[Topic]:
        return self._matching(registers.topics())

    @property
    def _words(self) -> list[str]:
        return [word for term in self.query.terms for word in term]

    def _matching(self, records: Iterable) -> list:
        """Records one of whose names has every word looked for, or is itself among the words ("dien dam anh")."""
        asked = f" {' '.join(self._words)} "
        found = [
            record
            for record in records
            if any(f" {fold(name)} " in asked or self.query.is_in(name) for name in names_of(record))
        ]
        return found[:MOST]

    @cached_property
    def suggestion(self) -> str:
        """The name most like what was typed, for when nothing was found."""
        records = [*Country.objects.all(), *Agreement.objects.all(), *Topic.objects.all()]
        names = [name for record in records for name in names_of(record)]
        names += OfficialName.objects.values_list("name", flat=True)
        by_folded = {fold(name): name for name in names}
        close = difflib.get_close_matches(fold(self.query.text), by_folded, 1, _CLOSE)
        return by_folded[close[0]] if close else ""


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
        names += [record.code, *_lexicon_names().get(record.code, ())]
    return [name for name in names if isinstance(name, str) and name]
