"""Which parties stand right beside a word: "U.S.-Vietnam Comprehensive Partnership", "đối tác Việt Nam - Anh"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from babel import Locale

from .page import Page

# What is written in the name of an agreement instead of a code or of CLDR's name.
_CODES = {"GB": "UK", "AFU": "AU"}
_NAMES = {"AE": "UAE", "AFU": "AU", "CD": "DRC", "GB": "UK", "TR": "Turkey", "US": "US"}
_POSSESSIVE = frozenset(("'", "’", "s"))


def beside(page: Page, first: int, last: int) -> tuple[set[str], int, int]:
    """The parties beside the tokens `first` to `last` (excluded), and the tokens with them."""
    found: set[str] = set()
    start = _before(page, first, found)
    end = last if len(found) > 1 else _after(page, last, found)
    return found, start, end


def codes(parties: Iterable[str]) -> str:
    """ "UK-VN": the parties as they stand behind the name of an agreement."""
    return "-".join(sorted(_CODES.get(party, party) for party in parties))


@cache
def english(party: str) -> str:
    """The short English name of a party, its code where there is none."""
    return _NAMES.get(party) or Locale("en").territories.get(party, party)


def _before(page: Page, first: int, found: set[str]) -> int:
    ends = {last: (start, code) for start, (last, code) in page.countries.items()}
    start = index = first
    while len(found) < 2:
        while index and page.tokens.words[index - 1] in _POSSESSIVE:
            index -= 1
        if index not in ends or page.tokens.sentence_of[ends[index][0]] != page.tokens.sentence_of[first]:
            break
        start, code = ends[index]
        index = start
        found.add(code)
    return start


def _after(page: Page, last: int, found: set[str]) -> int:
    """Countries after a word: at once or after "between" or "with", the second one joined to the first."""
    cues = page.marks.cues
    opening = {**cues.get("between", {}), **cues.get("with", {})}
    joining = {**cues.get("conjunctions", {}), **cues.get("with", {})}
    fillers = cues.get("fillers", {})
    end = index = last
    links = opening
    while index < len(page.tokens) and page.tokens.sentence_of[index] == page.tokens.sentence_of[last - 1]:
        if index in page.countries:
            index, code = page.countries[index]
            end = index
            found.add(code)
            if len(found) > 1:
                break
            links = joining
        elif index in links:
            index = max(index + 1, links[index])
        elif index in fillers and index > last:
            index = max(index + 1, fillers[index])
        else:
            break
    return end
