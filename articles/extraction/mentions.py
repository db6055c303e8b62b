"""Who is mentioned: titles, countries and names put together into mentions of persons and parties.

The ladder of mention kinds, from the surest to the weakest: a title with a full
name; a known full name; an honorific or a title with a surname; a title and a
country without a name; a country alone. Each mention is a run of parts that stand
side by side; which parts may follow each other is decided here, which words they
are is data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from .lexicon import Title
from .marks import PARTS, Marks, is_hyphen
from .offices import Holder, by_surname
from .tokens import Hit, Phrase, Tokens


@dataclass(slots=True)
class Mention:
    """A person or a party as the text names it: tokens `first` to `last`, the name among them or None."""

    first: int
    last: int
    name: tuple[int, int] | None = None
    titles: list[Title] = field(default_factory=list)
    title_span: tuple[int, int] | None = None
    country: str | None = None
    country_at: tuple[int, int] | None = None
    weak_country: bool = False
    known: tuple[Holder, ...] = ()
    flags: set[str] = field(default_factory=set)
    owner: Title | None = None  # of the office: the President, in "envoy of the President"

    @property
    def is_person(self) -> bool:
        return self.name is not None or bool(self.titles) or "counterpart" in self.flags

    @property
    def is_party(self) -> bool:
        """Names a side without naming a person: a country, a capital, "the Turkish side"."""
        return self.country is not None and self.name is None


def mentions(tokens: Tokens, marks: Marks) -> list[Mention]:
    """Put the parts together, from left to right."""
    builder = _Builder(tokens, marks)
    for hit in marks.parts:
        builder.take(hit)
    builder.close()
    return _nest(_with_names_far_off(builder.done, tokens), tokens, marks)


def _with_names_far_off(found: list[Mention], tokens: Tokens) -> list[Mention]:
    """ "UK Minister of State for the Middle East, North Africa, and North America James Cleverly" is one mention.

    So read only where the name is known to the table, of that party, and nothing but capitalised words and what
    links them stands between.
    """
    kept: list[Mention] = []
    for mention in found:
        office = kept[-1] if kept else None
        if office and _is_office_of(office, mention, tokens):
            office.name, office.known, office.last = mention.name, mention.known, mention.last
        else:
            kept.append(mention)
    return kept


def _is_office_of(office: Mention, mention: Mention, tokens: Tokens) -> bool:
    between = range(office.last, mention.first)
    if office.name or not office.titles or not office.country or not mention.known or mention.titles or mention.country:
        return False
    return (
        0 < len(between) <= 14
        and tokens.sentence_of[office.first] == tokens.sentence_of[mention.first]
        and tokens.upper(mention.first - 1)
        and all(tokens.upper(i) or len(tokens.words[i]) < 4 for i in between)
        and any(holder.country == office.country for holder in mention.known)
    )


def _nest(found: list[Mention], tokens: Tokens, marks: Marks) -> list[Mention]:
    """In "Chief of Staff for Commission President X" the second office is part of the first: it lends its party."""
    fillers, possessors = marks.cues.get("fillers", {}), marks.cues.get("possessors", {})
    for outer, inner in pairwise(found):
        between = range(outer.last, inner.first)
        if (
            outer.titles
            and inner.titles
            and (outer.title_span or (0, 0))[1] == outer.last
            and 0 < len(between) <= 3
            and all(i in fillers or i in possessors for i in between)
        ):
            inner.flags.add("nested")
            outer.country = outer.country or inner.country or next((t.party for t in inner.titles if t.party), None)
    return found


class _Builder:
    """Grows one mention at a time out of parts that stand side by side."""

    def __init__(self, tokens: Tokens, marks: Marks) -> None:
        self.tokens, self.marks = tokens, marks
        self.done: list[Mention] = []
        self.open: Mention | None = None
        self.index = -1

    def take(self, hit: Hit) -> None:
        self.index += 1
        kind = hit.phrase.category
        if (
            kind == "short"
            and self.open
            and "honorifics" in self.open.flags
            and not self.open.name
            and self.open.last == hit.first
        ):
            # "bà Thái" is a woman of that name, not Thailand.
            hit = Hit(hit.first, hit.last, Phrase("name", None))
            kind = "name"
        if kind == "name" and self._is_before_title(hit):
            self.open.last = hit.last  # "Romanian Presidential Security Advisor": no name, a word of the office
            return
        if kind == "tail":
            named_last = self.open and self.open.name and (self.open.title_span or (0, 0))[1] <= self.open.name[0]
            if self.open and self.open.titles and not named_last and self._beside(hit):
                self.open.last = hit.last
            return
        if kind not in PARTS:
            self.close()
            return
        if self.open and kind in ("country", "short", "metonym") and self._is_scope(hit):
            self.open.last = hit.last  # "Special Envoy for Yemen": what the office is about is no party
            return
        owned = self.open is not None and self._names_owner(hit)
        if self.open and (owned or not self._fits(hit)):
            self.close()
        if self.open is None:
            if kind == "short" and not self._paired(hit):
                return
            self.open = Mention(hit.first, hit.first)
        self._add(hit)
        if owned:
            self.open.flags.add("nested")

    def close(self) -> None:
        if self.open is not None:
            mention = self.open
            if mention.name or mention.country or mention.titles or "counterpart" in mention.flags:
                self.done.append(mention)
            self.open = None

    def _names_owner(self, hit: Hit) -> bool:
        """ "Envoy of President Xi Jinping": the name is that of the owner, whose office its bearer has held."""
        mention = self.open
        if hit.phrase.category != "person" or mention is None or mention.owner is None or mention.name:
            return False
        outer = {title.role for title in mention.titles}
        held = {term.role for holder in hit.phrase.value for term in holder.terms}
        return hit.first == mention.last and mention.owner.role in held and not outer & held

    def _is_before_title(self, hit: Hit) -> bool:
        mention, parts = self.open, self.marks.parts
        if mention is None or mention.titles or mention.name or mention.country is None or mention.last != hit.first:
            return False
        after = parts[self.index + 1] if self.index + 1 < len(parts) else None
        return after is not None and after.phrase.category == "title" and after.first == hit.last

    def _is_scope(self, hit: Hit) -> bool:
        mention = self.open
        if mention is None or not mention.titles or mention.last >= hit.first:
            return False
        scope = self.marks.cues.get("scopes", {}).get(mention.last)
        return scope is not None and 0 <= hit.first - scope <= 1

    def _between(self, hit: Hit) -> list[int]:
        """Tokens between the open mention and the next part that are no fillers."""
        rest, index = [], self.open.last  # type: ignore[union-attr]
        fillers = self.marks.cues.get("fillers", {})
        while index < hit.first:
            if index in fillers and fillers[index] <= hit.first:
                index = fillers[index]
            elif self.tokens.words[index] == "." and self.tokens.gap(index) == "":  # "Dr. Liz"
                index += 1
            else:
                rest.append(index)
                index += 1
        return rest

    def _beside(self, hit: Hit) -> bool:
        return hit.first - self.open.last <= 3 and not self._between(hit)  # type: ignore[union-attr]

    def _fits(self, hit: Hit) -> bool:
        """Whether the next part belongs to the open mention."""
        mention, tokens, kind = self.open, self.tokens, hit.phrase.category
        if mention is None or tokens.sentence_of[hit.first] != tokens.sentence_of[mention.first]:
            return False
        if (
            hit.first - mention.last > 6
            or "\n" in tokens.text[tokens.ends[mention.last - 1] : tokens.starts[hit.first]]
        ):
            return False
        between = self._between(hit)
        words = [tokens.words[i] for i in between]
        conjunction = len(between) == 1 and between[0] in self.marks.cues.get("conjunctions", {})
        if kind in ("country", "short", "metonym"):
            return self._country_fits(hit, words)
        if kind == "title":
            return self._title_fits(hit, words, between, conjunction)
        if kind in ("person", "name"):
            if mention.name or words not in ([], [","]):
                return False
            # A bare country before a name is no part of it in "Mỹ Donald Trump" only when nothing names an office.
            named = bool(mention.titles or mention.flags & {"honorifics", "counterpart", "leaders"})
            named = named or self._owns(mention, hit)
            if tokens.words[hit.first - 1] == "," and mention.country and self._is_of_another(hit, mention.country):
                return False  # "the Taiwanese leader, Trump ..."
            return named and (not words or "honorifics" in mention.flags or bool(mention.country))
        if kind == "honorifics":
            return mention.name is None and (
                bool(mention.titles) if words == [","] else not words and bool(mention.country or mention.titles)
            )
        if mention.name is not None:
            # "Director Chang Hojin, his new counterpart at": who has no party yet is given one.
            links = self.marks.cues.get("links", {})
            apposed = words[:1] == [","] or "counterpart" in mention.flags or "new" in mention.flags
            of_him = all(index in links or self.tokens.words[index] == "," for index in between)
            return kind in ("counterpart", "new") and mention.country is None and apposed and of_him
        return not words or (words == [","] and bool(mention.titles) and self._chains(hit))

    def _owns(self, mention: Mention, hit: Hit) -> bool:
        """ "Japan's Kishida": a country, its "'s" and the known name of somebody of it."""
        known = hit.phrase.value or by_surname().get(self.tokens.folds[hit.first], ())
        possessive = self.tokens.words[mention.last : hit.first] in (["'", "s"], ["’", "s"])
        return possessive and any(holder.country == mention.country for holder in known)

    def _is_of_another(self, hit: Hit, country: str) -> bool:
        """Whether a name is known, and nobody of that name is of the country."""
        known = hit.phrase.value or by_surname().get(self.tokens.folds[hit.first], ())
        return bool(known) and all(holder.country != country for holder in known)

    def _country_fits(self, hit: Hit, words: list[str]) -> bool:
        mention = self.open
        assert mention is not None
        if words in (["("], ["(", '"']) and mention.country == hit.phrase.value:
            return True
        if mention.country is not None:
            # "European Union's ... of the Netherlands": an organisation named within a title gives way to nothing.
            return False
        if words:
            # "His counterpart in Moscow": where a counterpart sits is whose counterpart it is.
            return (
                "counterpart" in mention.flags
                and mention.country is None
                and self.marks.cues.get("seats", {}).get(mention.last) == hit.first
            )
        if mention.name is not None:
            # "Yván Gil, Bộ trưởng Ngoại giao Venezuela": the country of the office behind the name.
            behind = mention.title_span is not None and mention.title_span[0] >= mention.name[1]
            return behind or mention.last in self.marks.cues.get("possessors", {})
        if hit.first == mention.last and is_hyphen(self.tokens.gap(hit.first)):
            return False
        return bool(mention.titles or mention.flags)

    def _title_fits(self, hit: Hit, words: list[str], between: list[int], conjunction: bool) -> bool:
        mention = self.open
        assert mention is not None
        comma = words[:1] == [","] and (len(words) == 1 or between[-1] in self.marks.cues.get("conjunctions", {}))
        if mention.name is not None:
            # "Kurt Campbell, Deputy Assistant to the President and Coordinator": offices behind the name.
            behind = mention.title_span is None or mention.title_span[0] >= mention.name[1]
            return (comma or (conjunction and bool(mention.titles))) and behind and not self._name_follows(hit)
        if not words and not conjunction:
            # "Saudi Crown Prince", "President of Turkey Chief Advisor": country or title, then title.
            return True
        if comma:
            return bool(mention.titles) and self._chains(hit)
        if conjunction and mention.titles:
            if hit.phrase.value.text in (title.text for title in mention.titles):
                return False  # "the President and President Xi": two people
            return (mention.country is None or mention.country_at[1] <= mention.title_span[0]) and self._chains(hit)  # type: ignore[index]
        return False

    def _chains(self, hit: Hit) -> bool:
        """A further title of the same person: a name follows, or a title and a name, and no other country."""
        index = self.index
        for following in self.marks.parts[index + 1 : index + 5]:
            kind = following.phrase.category
            if self.tokens.sentence_of[following.first] != self.tokens.sentence_of[hit.first]:
                return False
            if following.first - hit.last > 8:
                return False
            if kind == "person" and self.open and self.open.country:
                return any(holder.country == self.open.country for holder in following.phrase.value)
            if kind in ("person", "name"):
                return True
            if (
                kind in ("country", "short", "metonym")
                and self.open
                and self.open.country not in (None, following.phrase.value)
            ):
                return False
            if kind in ("trigger", "shadow"):
                return False
            hit = following
        return False

    def _name_follows(self, hit: Hit) -> bool:
        parts = self.marks.parts
        if self.index + 1 >= len(parts):
            return False
        after = parts[self.index + 1]
        if (
            after.phrase.category in ("country", "metonym", "short", "tail")
            and self.index + 2 < len(parts)
            and after.first - hit.last <= 1
        ):
            hit, after = after, parts[self.index + 2]
        return after.phrase.category in ("person", "name", "honorifics") and after.first == hit.last

    def _paired(self, hit: Hit) -> bool:
        """A short form counts as one of a pair or a row: "Mỹ - Trung", "Việt-Nhật", "Mỹ, Nhật, Hàn"."""
        tokens = self.tokens
        previous = self.marks.parts[self.index - 1] if self.index else None
        conjunctions = self.marks.cues.get("conjunctions", {})
        near_country = previous and previous.phrase.category in ("country", "short") and previous.last == hit.first - 1
        if near_country and (tokens.words[previous.last] == "," or previous.last in conjunctions):
            return True
        before = hit.first > 0 and is_hyphen(tokens.gap(hit.first))
        after = hit.last < len(tokens) and is_hyphen(tokens.gap(hit.last))
        if not (before or after):
            return False
        near = [h for h in self.marks.parts[max(0, self.index - 1) : self.index + 2] if h is not hit]
        return any(h.phrase.category in ("country", "short") for h in near)

    def _add(self, hit: Hit) -> None:
        mention, phrase = self.open, hit.phrase
        assert mention is not None
        link = range(mention.last, hit.first)
        if mention.title_span and not mention.name and self.tokens.words[hit.first - 1] == ",":
            mention.flags.add("apposed")
        mention.last = max(mention.last, hit.last)
        kind = phrase.category
        if kind in ("country", "short", "metonym"):
            if mention.country is None:
                mention.country, mention.country_at = phrase.value, (hit.first, hit.last)
                mention.weak_country = kind == "metonym"
            elif hit.last < len(self.tokens) and self.tokens.words[hit.last] == ")":
                mention.last = hit.last + 1
        elif kind == "title":
            if mention.titles and any(index in self.marks.cues.get("possessors", {}) for index in link):
                mention.owner = phrase.value
                return  # "Head of the Office of the President": the president only owns the office
            if mention.titles and any(self.tokens.words[index] in ("'", "’") for index in link):
                mention.titles, mention.title_span = [], None  # "the President's adviser"
            mention.titles.append(phrase.value)
            start = mention.title_span[0] if mention.title_span else hit.first
            mention.title_span = (start, hit.last)
        elif kind in ("person", "name"):
            mention.name = (hit.first, hit.last)
            mention.known = phrase.value or ()
        else:
            mention.flags.add(kind)
