"""Who is mentioned: titles, countries and names put together into mentions of persons and parties.

The ladder of mention kinds, from the surest to the weakest: a title with a full
name; a known full name; an honorific or a title with a surname; a title and a
country without a name; a country alone. Each mention is a run of parts that stand
side by side; which parts may follow each other is decided here, which words they
are is data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from .lexicon import Language, Title
from .offices import Holder, by_surname, holders
from .tokens import Hit, Phrase, Tokens, Trie, longest

_STRUCTURAL = frozenset(
    ("title", "country", "short", "metonym", "honorifics", "counterpart", "leaders", "tail", "trigger", "shadow")
    + ("person", "former", "acting", "elect", "new")
)
# Behind a known name these are part of it, alone they are nobody: "Ferdinand Marcos, Jr."
_SUFFIXES = ("jr", "sr", "ii", "iii")
_PARTS = frozenset(
    ("title", "country", "short", "metonym", "honorifics", "counterpart", "leaders", "person", "name")
    + ("former", "acting", "elect", "new")
)


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

    @property
    def is_person(self) -> bool:
        return self.name is not None or bool(self.titles) or "counterpart" in self.flags

    @property
    def is_party(self) -> bool:
        """Names a side without naming a person: a country, a capital, "the Turkish side"."""
        return self.country is not None and self.name is None


@dataclass(slots=True)
class Marks:
    """All that the lexicon found in a text: parts in order, and cue words by kind (first token -> last)."""

    parts: list[Hit]
    cues: dict[str, dict[int, int]]
    covered: bytearray

    def cue(self, kind: str, first: int, last: int) -> bool:
        """Whether a cue of that kind begins among the tokens `first` to `last` (excluded)."""
        found = self.cues.get(kind)
        return bool(found) and any(index in found for index in range(first, last))


@cache
def _persons() -> Trie:
    """All names of the table of two words and more, in every form."""
    trie = Trie(folded=True)
    known: dict[str, list[Holder]] = {}
    for holder in holders():
        for form in (holder.name, *holder.aliases):
            known.setdefault(form, []).append(holder)
    for form, found in known.items():
        if len(form.replace("-", " ").split()) > 1:
            trie.add(form, "person", tuple(found), cased=True)
    return trie


def mark(tokens: Tokens, language: Language) -> Marks:
    """Find all phrases of the lexicon and all names in a text."""
    hits = [*language.structure.find(tokens), *_persons().find(tokens)]
    cues: dict[str, dict[int, int]] = {}
    for hit in hits:
        if hit.phrase.category not in _STRUCTURAL:
            found = cues.setdefault(hit.phrase.category, {})
            found[hit.first] = max(hit.last, found.get(hit.first, 0))
    parts = [hit for hit in longest(h for h in hits if h.phrase.category in _STRUCTURAL)]
    parts = [_with_initials(hit, tokens) for hit in parts if not _inside_name(hit, tokens, language)]
    covered = bytearray(len(tokens))
    for hit in parts:
        covered[hit.first : hit.last] = b"\x01" * (hit.last - hit.first)
    for first, last in cues.get("fillers", {}).items():
        covered[first:last] = b"\x01" * (last - first)
    parts += _name_runs(tokens, covered, cues, language)
    parts.sort(key=lambda hit: hit.first)
    return Marks(parts, cues, covered)


def _with_initials(hit: Hit, tokens: Tokens) -> Hit:
    """ "V. Pu-tin": initials before a known name are part of it; so is a further name before a comma ("Yván Gil Pinto,")."""
    if hit.phrase.category != "person":
        return hit
    first, last, total = hit.first, hit.last, len(tokens)
    while (
        first > 1 and tokens.words[first - 1] == "." and len(tokens.words[first - 2]) == 1 and tokens.upper(first - 2)
    ):
        first -= 2
    if last + 1 < total and tokens.upper(last) and tokens.words[last].isalpha() and tokens.gap(last) == " ":
        last += tokens.words[last + 1] == ","
    return Hit(first, last, hit.phrase)


def _inside_name(hit: Hit, tokens: Tokens, language: Language) -> bool:
    """`Anh` in `Nguyễn Thế Anh` is no country: a one-word part amid a Vietnamese name belongs to the name."""
    if hit.last - hit.first > 1 or hit.phrase.category not in ("country", "short"):
        return False
    first = hit.first
    while first and tokens.gap(first) == " " and tokens.upper(first - 1) and hit.first - first < 3:
        first -= 1
    return first < hit.first and tokens.words[first] in language.family_names


def _name_runs(tokens: Tokens, covered: bytearray, cues: dict[str, dict[int, int]], language: Language) -> list[Hit]:
    """Runs of capitalised words that no phrase of the lexicon covers."""
    found: list[Hit] = []
    title_case = [_is_title_case(tokens, first, last) for first, last in tokens.sentences]
    index, total = 0, len(tokens)
    while index < total:
        if (
            covered[index]
            or not tokens.upper(index)
            or not tokens.words[index].isalpha()
            or _function_word(tokens, index, language)
        ):
            index += 1
            continue
        if title_case[tokens.sentence_of[index]]:
            # In a Headline of Capitals only a word that is somebody's surname is taken for a name.
            if tokens.folds[index] in by_surname():
                found.append(Hit(index, index + 1, Phrase("name", None, (), True)))
            index += 1
            continue
        last = _extend(tokens, covered, cues, index)
        if any(tokens.keys[i] in language.institutions for i in range(index, last)):
            index = last
            continue
        if tokens.keys[index] not in _SUFFIXES:
            found.append(Hit(index, last, Phrase("name", None, (), True)))
        index = last
    return found


def _is_title_case(tokens: Tokens, first: int, last: int) -> bool:
    """Whether Nearly All the Longer Words of a Line Without a Full Stop Are Capitalised."""
    if tokens.words[last - 1] in '.!?"”':
        return False
    words = [word for word in tokens.words[first:last] if len(word) > 3 and word.isalpha()]
    return len(words) > 4 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def _function_word(tokens: Tokens, index: int, language: Language) -> bool:
    return tokens.keys[index] in language.common


def _extend(tokens: Tokens, covered: bytearray, cues: dict[str, dict[int, int]], first: int) -> int:
    last, total = first + 1, len(tokens)
    particles = cues.get("particles", {})
    while last < total and tokens.sentence_of[last] == tokens.sentence_of[first]:
        gap, word = tokens.gap(last), tokens.words[last]
        if covered[last] and last not in particles:
            break
        if "\n" in gap and tokens.words[last - 1] != ".":
            break
        if _hyphen(gap) and len(gap) > 1 and word[0].isupper() and tokens.folds[last] in by_surname():
            break  # "Trump - Putin": two people; "Jae - in" is one name
        if word[0].isupper() and word.isalpha() and (gap in ("", " ", "\n") or _hyphen(gap)):
            last += 1
        elif _hyphen(gap) and word.isalpha():
            last += 1  # "Jong-un", "Jae - in"
        elif (
            word in ("'", "’")
            and gap == ""
            and last + 1 < total
            and tokens.gap(last + 1) == ""
            and tokens.words[last + 1] not in ("s", "S")
        ):
            last += 2  # "O'Brien"
        elif last in particles and last + 1 < total and tokens.upper(last + 1) and gap in (" ", "-"):
            last += 2
        elif (
            word == "."
            and gap == ""
            and (len(tokens.words[last - 1]) == 1 or tokens.keys[last - 1] in ("jr", "sr", "st"))
        ):
            last += 1
        elif word == "," and last + 1 < total and tokens.keys[last + 1] in ("jr", "sr"):
            last += 2
        else:
            break
    return last


def _hyphen(gap: str) -> bool:
    return gap.strip() in ("-", "–", "‑", "‐")


def mentions(tokens: Tokens, marks: Marks) -> list[Mention]:
    """Put the parts together, from left to right."""
    builder = _Builder(tokens, marks)
    for hit in marks.parts:
        builder.take(hit)
    builder.close()
    return _nest(builder.done, tokens, marks)


def _nest(found: list[Mention], tokens: Tokens, marks: Marks) -> list[Mention]:
    """In "Chief of Staff for Commission President X" the second office is part of the first: it lends its party."""
    fillers, possessors = marks.cues.get("fillers", {}), marks.cues.get("possessors", {})
    for outer, inner in zip(found, found[1:], strict=False):
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
            hit = Hit(hit.first, hit.last, Phrase("name", None, (), True))
            kind = "name"
        if kind == "tail":
            named_last = self.open and self.open.name and (self.open.title_span or (0, 0))[1] <= self.open.name[0]
            if self.open and self.open.titles and not named_last and self._beside(hit):
                self.open.last = hit.last
            return
        if kind not in _PARTS:
            self.close()
            return
        if self.open and not self._fits(hit):
            self.close()
        if self.open is None:
            if kind == "short" and not self._paired(hit):
                return
            self.open = Mention(hit.first, hit.first)
        self._add(hit)

    def close(self) -> None:
        if self.open is not None:
            mention = self.open
            if mention.name or mention.country or mention.titles or "counterpart" in mention.flags:
                self.done.append(mention)
            self.open = None

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
            return named and (not words or "honorifics" in mention.flags or bool(mention.country))
        if kind == "honorifics":
            return mention.name is None and (
                bool(mention.titles) if words == [","] else not words and bool(mention.country or mention.titles)
            )
        if mention.name is not None:
            return False
        return not words or (words == [","] and bool(mention.titles) and self._chains(hit))

    def _country_fits(self, hit: Hit, words: list[str]) -> bool:
        mention = self.open
        assert mention is not None
        if words in (["("], ["(", '"']) and mention.country == hit.phrase.value:
            return True
        if mention.country is not None:
            # "European Union's ... of the Netherlands": an organisation named within a title gives way to nothing.
            return False
        if words:
            return False
        if mention.name is not None:
            return mention.last in self.marks.cues.get("possessors", {})
        if hit.first == mention.last and _hyphen(self.tokens.gap(hit.first)):
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
        """A further title of the same person: what follows it is a name (or a title and a name), and no other country."""
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
        if previous and previous.phrase.category in ("country", "short") and previous.last == hit.first - 1:
            if tokens.words[previous.last] == "," or previous.last in self.marks.cues.get("conjunctions", {}):
                return True
        before = hit.first > 0 and _hyphen(tokens.gap(hit.first))
        after = hit.last < len(tokens) and _hyphen(tokens.gap(hit.last))
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
