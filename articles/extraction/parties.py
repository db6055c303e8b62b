"""Which parties stand right beside a word: "U.S.-Vietnam Comprehensive Partnership", "đối tác Việt Nam - Anh"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from babel import Locale

from .page import Page

# What is written in the name of an agreement instead of a code or of CLDR's name.
_CODES = {"GB": "UK", "AFU": "AU"}
_NAMES = {"AE": "UAE", "AFU": "AU", "CD": "DRC", "GB": "UK", "TR": "Turkey", "US": "US"}
_APOSTROPHES = frozenset("'’")
_LONGEST = 10  # tokens of the name of a party


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
    begin, _ = page.tokens.sentences[page.tokens.sentence_of[first]]
    start = index = first
    while len(found) < 2:
        index = _before_possessive(page, index, begin)
        named = range(index - 1, max(begin, index - _LONGEST) - 1, -1)
        place = next((at for at in named if page.countries.get(at, (0, ""))[0] == index), None)
        if place is None:
            break
        start = index = place
        found.add(page.countries[place][1])
    return start


def _before_possessive(page: Page, index: int, begin: int) -> int:
    """The token that an apostrophe ends at, with or without its letter: "Russia's", "the Philippines'"."""
    words = page.tokens.words
    letter = index - 1 > begin and len(words[index - 1]) == 1 and words[index - 2] in _APOSTROPHES
    if letter and page.tokens.gap(index - 1) == "":
        return index - 2
    return index - 1 if index > begin and words[index - 1] in _APOSTROPHES else index


def _after(page: Page, last: int, found: set[str]) -> int:
    """Countries after a word: at once or after "between" or "with", the second one joined to the first."""
    cues = page.marks.cues
    joined, fillers, between, conjunctions = (cues.get(k, {}) for k in ("with", "fillers", "between", "conjunctions"))
    end = index = last
    links = between
    while index < len(page.tokens) and page.tokens.sentence_of[index] == page.tokens.sentence_of[last - 1]:
        if index in page.countries:
            index, code = page.countries[index]
            end = index
            found.add(code)
            if len(found) > 1:
                break
            links = conjunctions
        elif index in links or index in joined:
            index = max(index + 1, links.get(index, 0), joined.get(index, 0))
        elif index in fillers and index > last:
            index = max(index + 1, fillers[index])
        else:
            break
    return end
