"""What the lexicon and the table of office holders find in a text: parts of mentions, and cue words.

Parts are what a mention is built of (titles, countries, names); cues are single words
that change what stands beside them ("with", "will", "after"). Capitalised words that
nothing else covers are taken for names.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from .lexicon import Language, Title, all_styles, without_style
from .offices import Holder, by_surname, holders
from .text import fold
from .tokens import Hit, Phrase, Tokens, Trie, longest

PARTS = frozenset(
    (
        "title",
        "country",
        "short",
        "metonym",
        "honorifics",
        "counterpart",
        "leaders",
        "person",
        "name",
        "former",
        "acting",
        "elect",
        "new",
    )
)
_STRUCTURAL = PARTS | {"tail", "trigger", "shadow"}


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
        for form in dict.fromkeys(map(_bare, (holder.name, *holder.aliases))):
            known.setdefault(form, []).append(holder)
    for form, found in known.items():
        if len(form.replace("-", " ").split()) > 1:
            trie.add(form, "person", tuple(found), cased=True)
    return trie


def _bare(name: str) -> str:
    """ "King Abdullah II" is found as "Abdullah II", so that the king is read as his title."""
    words = name.split()
    return " ".join(words[without_style(fold(name).split(), all_styles()) :])


def mark(tokens: Tokens, tongue: Language) -> Marks:
    """Find all phrases of the lexicon and all names in a text."""
    structural: list[Hit] = []
    cues: dict[str, dict[int, int]] = defaultdict(dict)
    for hit in tongue.structure.find(tokens):
        category = hit.phrase.category
        if category in _STRUCTURAL:
            structural.append(hit)
        else:
            cues[category].setdefault(hit.first, hit.last)  # the longest comes first
    parts = longest([*structural, *_persons().find(tokens)])
    parts = [_with_initials(hit, tokens, tongue) for hit in parts if not _inside_name(hit, tokens, tongue)]
    titles = {hit.first: place for place, hit in enumerate(parts) if hit.phrase.category == "title"}
    covered = bytearray(len(tokens))
    for hit in parts:
        covered[hit.first : hit.last] = b"\x01" * (hit.last - hit.first)
    for first, last in cues.get("fillers", {}).items():
        covered[first:last] = b"\x01" * (last - first)
    for index in tokens.capitalised():
        if tokens.folds[index] in tongue.weekdays:  # "spoke with President X Monday"
            covered[index] = 1
    for hit in _name_runs(tokens, covered, cues, tongue):
        rank = hit.phrase.category == "name" and all(tokens.keys[i] in tongue.heads for i in range(hit.first, hit.last))
        title = titles.get(hit.last) if rank else None
        if title is not None:
            # "Chief Diplomatic Advisor": a word of rank before an office is part of it.
            parts[title] = parts[title]._replace(first=hit.first)
        else:
            parts.append(hit)
    parts.sort(key=lambda hit: hit.first)
    return Marks(parts, cues, covered)


def _with_initials(hit: Hit, tokens: Tokens, tongue: Language) -> Hit:
    """ "V. Pu-tin", "Yván Gil Pinto,": initials before a known name and one more name before a comma are part of it."""
    if hit.phrase.category != "person":
        return hit
    first, last, total = hit.first, hit.last, len(tokens)
    while (
        first > 1 and tokens.words[first - 1] == "." and len(tokens.words[first - 2]) == 1 and tokens.upper(first - 2)
    ):
        first -= 2
    if last + 1 < total and tokens.upper(last) and tokens.words[last].isalpha() and tokens.gap(last) == " ":
        last += tokens.words[last + 1] == "," and tokens.folds[last] not in tongue.weekdays
    return Hit(first, last, hit.phrase)


def _inside_name(hit: Hit, tokens: Tokens, tongue: Language) -> bool:
    """`Anh` in `Nguyễn Thế Anh` is no country: a one-word part amid a Vietnamese name belongs to the name."""
    if hit.last - hit.first > 1 or hit.phrase.category not in ("country", "short"):
        return False
    first = hit.first
    while first and tokens.gap(first) == " " and tokens.upper(first - 1) and hit.first - first < 3:
        first -= 1
    return first < hit.first and tokens.words[first] in tongue.family_names


def _name_runs(tokens: Tokens, covered: bytearray, cues: dict[str, dict[int, int]], tongue: Language) -> list[Hit]:
    """Runs of capitalised words that no phrase of the lexicon covers."""
    found: list[Hit] = []
    title_case = [_is_title_case(tokens, first, last) for first, last in tokens.sentences]
    end = 0
    for index in tokens.capitalised():
        if index < end or covered[index] or tokens.keys[index] in tongue.common or not tokens.words[index].isalpha():
            continue
        if title_case[tokens.sentence_of[index]]:
            # In a Headline of Capitals only a word that is somebody's surname is taken for a name.
            if tokens.folds[index] in by_surname():
                found.append(Hit(index, index + 1, Phrase("name", None)))
            continue
        end = _extend(tokens, covered, cues, index)
        start = _behind_office(tokens, index, end, tongue)
        if start > index:
            head = tongue.heads[tokens.keys[start - 1]]
            found.append(Hit(index, start, Phrase("title", Title(head, " ".join(tokens.words[index:start])))))
        is_institution = any(tokens.keys[i] in tongue.institutions for i in range(start, end))
        if start < end and not is_institution and start not in cues.get("suffixes", {}):
            found.append(Hit(start, end, Phrase("name", None)))
    return found


def _behind_office(tokens: Tokens, first: int, last: int, tongue: Language) -> int:
    """ "Diplomatic Cabinet Chief Ion Oprișor": where an office that no list knows ends, by its last word."""
    ends = [index + 1 for index in range(first, last) if tokens.keys[index] in tongue.heads]
    return ends[-1] if ends and last - first > 1 else first


def _is_title_case(tokens: Tokens, first: int, last: int) -> bool:
    """Whether Nearly All the Longer Words of a Line Without a Full Stop Are Capitalised."""
    if tokens.words[last - 1] in '.!?"”':
        return False
    words = [word for word in tokens.words[first:last] if len(word) > 3 and word.isalpha()]
    return len(words) > 4 and sum(word[0].isupper() for word in words) > 0.8 * len(words)


def _behind_particles(tokens: Tokens, particles: dict[int, int], first: int) -> int:
    """ "van der Plas": the capitalised word behind the particles, or 0."""
    last = first
    while last in particles and last - first < 3:
        last += 1
    return last if last < len(tokens) and tokens.upper(last) and tokens.gap(last) in (" ", "-", "") else 0


def _extend(tokens: Tokens, covered: bytearray, cues: dict[str, dict[int, int]], first: int) -> int:
    last, total = first + 1, len(tokens)
    particles = cues.get("particles", {})
    while last < total and tokens.sentence_of[last] == tokens.sentence_of[first]:
        gap, word = tokens.gap(last), tokens.words[last]
        if covered[last] and last not in particles:
            break
        if "\n" in gap and tokens.words[last - 1] != ".":
            break
        if is_hyphen(gap) and len(gap) > 1 and word[0].isupper() and tokens.folds[last] in by_surname():
            break  # "Trump - Putin": two people; "Jae - in" is one name
        if word[0].isupper() and word.isalpha() and (gap in ("", " ", "\n") or is_hyphen(gap)):
            last += 1
        elif is_hyphen(gap) and word.isalpha():
            last += 1  # "Jong-un", "Jae - in"
        elif (
            word in ("'", "’")
            and gap == ""
            and last + 1 < total
            and tokens.gap(last + 1) == ""
            and tokens.words[last + 1] not in ("s", "S")
        ):
            last += 2  # "O'Brien"
        elif last in particles and gap in (" ", "-") and (named := _behind_particles(tokens, particles, last)):
            last = named + 1
        elif word == "." and gap == "" and (len(tokens.words[last - 1]) == 1 or last - 1 in cues.get("dotted", {})):
            last += 1
        elif word == "," and last + 1 in cues.get("suffixes", {}):
            last += 2
        else:
            break
    return last


def is_hyphen(gap: str) -> bool:
    return gap.strip() in ("-", "–", "‑", "‐")
