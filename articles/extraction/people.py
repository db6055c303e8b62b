"""Which mentions are one person: names, surnames and titles of one text joined.

A mention is resolved only where exactly one person fits; a title alone stands for
the one person of the text who holds it, or for nobody.
"""

from __future__ import annotations

import difflib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from .lexicon import ORGANISATIONS, Language, Title
from .mentions import Mention
from .offices import WEIGHT, Holder, by_country, by_surname
from .text import fold
from .tokens import Tokens

# A misprint changes a letter or two: "Copper" for "Cooper". Same country and office are asked for besides.
_MISPRINT = 0.85
# A title said once where another is said this often is a glued word or a misreading.
_SLIP = 4


# More people than any report names: what comes after them is a list, and each name is compared with all before it.
MOST_PERSONS = 300


@dataclass(slots=True, eq=False)
class Person:
    """One person of a text: the fullest name as written, the entry of the table if known."""

    words: frozenset[str]
    written: str
    holder: Holder | None
    country: str | None
    mentions: list[Mention] = field(default_factory=list)
    country_said: bool = False

    @property
    def name(self) -> str:
        return self.holder.name if self.holder else self.written

    def goes_by(self, written: str) -> bool:
        """Whether a full form stands for the person as well as the table's name: the same surname, written out."""
        if self.holder is None:
            return True
        words, known = _words(written), _words(self.holder.name)
        return sum(len(word) > 1 for word in words) > 1 and any(
            set(surname.split()) <= words & known for surname in self.holder.surnames
        )

    def titles(self) -> list[Title]:
        return [title for mention in self.mentions for title in mention.titles]


@dataclass(slots=True)
class People:
    """The persons of one text, and who each mention is."""

    persons: list[Person]
    of: dict[int, Person]  # id of a mention -> person

    def spokespersons(self) -> frozenset[int]:
        """The ids of those who speak for others: no title or office of theirs is another one."""
        return frozenset(id(person) for person in self.persons if _only_speaks(person))

    def who(self, mention: Mention) -> Person | None:
        return self.of.get(id(mention))


def _only_speaks(person: Person) -> bool:
    held = person.holder.terms if person.holder else ()
    return ({title.role for title in person.titles()} or {term.role for term in held}) == {"spokesperson"}


def identify(
    found: list[Mention], tokens: Tokens, language: Language, home: str, day: date | None, *, official: bool = False
) -> People:
    """Join mentions to persons. `home`: party of untitled officials of this source; `day`: of the report, if known.

    `official`: the source is a government's own.
    """
    people = People([], {})
    named = [m for m in found if m.name]
    full = [m for m in named if m.known or name_length(m, tokens, language) > 1]
    for mention in full:
        _add(people, mention, tokens, language, day)
    _give_party(people, found, tokens, home, language)
    for mention in named:
        if id(mention) not in people.of:
            _add_surname(people, mention, tokens, language, day)
    for mention in found:
        if mention.titles and not mention.name:
            person = by_title(people.persons, mention)
            if official and _is_of_home(mention, people.persons, person, tokens):
                mention.country = home
            elif person is not None:
                people.of[id(mention)] = person
                person.mentions.append(mention)
    return people


def _is_of_home(mention: Mention, persons: list[Person], meant: Person | None, tokens: Tokens) -> bool:
    """ "The President had a call with President X", on the pages of his own office: an office that no one else has.

    `meant`: whom the title alone would mean; not the one whom the same sentence names behind it.
    """
    roles = {title.role for title in mention.titles}
    if party_of(mention) or any(WEIGHT[role] > WEIGHT["deputy_foreign_minister"] for role in roles):
        return False
    if meant is None:
        return not any(roles & {title.role for title in person.titles()} for person in persons)
    sentence = tokens.sentence_of[mention.first]
    return any(m.first > mention.first and tokens.sentence_of[m.first] == sentence for m in meant.mentions if m.name)


def _give_party(people: People, found: list[Mention], tokens: Tokens, home: str, language: Language) -> None:
    """Who has no country is of the party named before ("the French minister and ambassador X"), or the publisher's.

    `home` counts for a source that speaks for one party (a foreign ministry), and only for whom it gives an office.
    """
    for before, mention in zip([None, *found], found, strict=False):
        person = people.who(mention)
        if person is None or person.country or not mention.titles:
            continue
        near = (
            before is not None
            and mention.first - before.last <= 2
            and tokens.sentence_of[mention.first] == tokens.sentence_of[before.first]
        )
        other = people.who(before) if before is not None and near else None
        at_home = home != language.home or not language.family_names or _is_of_language(person, language)
        person.country = (other.country if other else None) or (home if at_home else "") or None


def _is_of_language(person: Person, language: Language) -> bool:
    """Whether a name begins with a family name of the language: in its press other names are foreigners'."""
    return person.written.split()[0] in language.family_names


def party_of(mention: Mention) -> str | None:
    """The party a mention itself names, or that its title belongs to."""
    if mention.country or not mention.titles:
        return mention.country
    return next((title.party for title in mention.titles if title.party), None)


def by_title(persons: list[Person], mention: Mention) -> Person | None:
    """The one person of the text that a title without a name can mean."""
    roles = {title.role for title in mention.titles}
    party = mention.country
    fits = [p for p in persons if roles & {t.role for t in p.titles()} and (party is None or p.country == party)]
    return fits[0] if len(fits) == 1 else None


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).replace("-", " ").replace(".", " ").replace(",", " ").split())


def name_length(mention: Mention, tokens: Tokens, language: Language) -> int:
    """Tokens of a name: "Whipps, Jr." is a surname alone."""
    first, last = mention.name  # type: ignore[misc]
    while last - first > 1 and (tokens.folds[last - 1] in language.suffixes or tokens.words[last - 1] in ".,"):
        last -= 1
    return last - first


def _written(tokens: Tokens, mention: Mention) -> str:
    first, last = mention.name  # type: ignore[misc]
    start, end = tokens.span(first, last)
    return tokens.text[start:end]


def _add(people: People, mention: Mention, tokens: Tokens, language: Language, day: date | None) -> None:
    written = _written(tokens, mention)
    words = _words(written) - language.suffixes
    holder = _holder(mention, written, language, day)
    person = next((p for p in people.persons if _same(p, holder, words, mention)), None)
    if person is None and len(people.persons) >= MOST_PERSONS:
        return
    if person is None:
        person = Person(words, written, holder, None)
        people.persons.append(person)
    elif len(words) > len(person.words):
        person.words, person.written = words, written
        person.holder = person.holder or holder
    _join(people, person, mention, language, words)


def _join(people: People, person: Person, mention: Mention, language: Language, words: frozenset[str]) -> None:
    people.of[id(mention)] = person
    if "apposed" in mention.flags and not _may_hold(person, mention):
        # "..., the press secretary, Mr Trump said": the comma parts two people.
        mention.titles, mention.title_span = [], None
    person.mentions.append(mention)
    party = party_of(mention)
    if mention.country and (person.country is None or not person.country_said):
        person.country, person.country_said = mention.country, True
    if person.country is None:
        person.country = (person.holder.country if person.holder else None) or party
    if person.country is None and _is_of_language(person, language):
        person.country = language.home


def _may_hold(person: Person, mention: Mention) -> bool:
    return person.holder is None or bool({t.role for t in mention.titles} & {t.role for t in person.holder.terms})


def _same(person: Person, holder: Holder | None, words: frozenset[str], mention: Mention) -> bool:
    if person.holder and holder:
        return person.holder is holder or person.holder.name == holder.name
    if person.country and mention.country and person.country != mention.country:
        return False
    if words <= person.words or person.words <= words:
        return True
    return bool(words & person.words) and _alike(" ".join(sorted(words)), " ".join(sorted(person.words)))


def _alike(a: str, b: str) -> bool:
    return abs(len(a) - len(b)) <= 3 and difflib.SequenceMatcher(None, a, b).ratio() >= _MISPRINT


def _holder(mention: Mention, written: str, language: Language, day: date | None) -> Holder | None:
    """The entry of the table for a full name, misprints included."""
    if mention.known:
        return max(mention.known, key=lambda h: _fit(h, mention, day))
    *initials, surname = fold(written).replace(".", " ").split() or [""]
    if initials and all(len(word) == 1 for word in initials):
        # "V. Putin": whom the surname means, if a spelling of the name begins with that letter.
        holder = _holder_by_surname(surname, mention, party_of(mention), day)
        spelt = holder and any(fold(form).startswith(initials[0]) for form in (holder.name, *holder.aliases))
        return holder if spelt else None
    country = party_of(mention) or (language.home if written.split()[0] in language.family_names else None)
    if country is None:
        return None
    return _misprinted(country, fold(written), frozenset(title.role for title in mention.titles))


@lru_cache(maxsize=4096)
def _misprinted(country: str, folded: str, roles: frozenset[str]) -> Holder | None:
    """Whom of a country a name not in the table can mean, by a word of the name and the likeness of the rest."""
    words = set(folded.split())
    for holder in by_country().get(country, ()):
        if roles and not roles & {t.role for t in holder.terms}:
            continue
        for other in map(fold, (holder.name, *holder.aliases)):
            if words & set(other.split()) and _alike(folded, other):
                return holder
    return None


def _fit(holder: Holder, mention: Mention, day: date | None) -> tuple[int, ...]:
    """How well an entry fits a mention: party, office, on the day, weight of its offices."""
    roles = {title.role for title in mention.titles}
    party = party_of(mention)
    return (
        int(party is not None and holder.country == party) - int(party is not None and holder.country != party),
        int(bool(roles & {t.role for t in holder.terms})),
        int(day is not None and any(t.holds(day) for t in holder.terms)),
        -min(WEIGHT[t.role] for t in holder.terms),
        len(holder.terms),  # a sovereign of several realms is meant as that of the first, where most is known
    )


def _add_surname(people: People, mention: Mention, tokens: Tokens, language: Language, day: date | None) -> None:
    first = mention.name[0]  # type: ignore[index]
    start, end = tokens.span(first, first + name_length(mention, tokens, language))
    written = _written(tokens, mention)
    word = fold(tokens.text[start:end])
    party = party_of(mention)
    fits = [
        p for p in people.persons if _goes_by(p, word) and (not mention.country or p.country in (None, mention.country))
    ]
    if len(fits) > 1:
        fits = [p for p in fits if {t.role for t in p.titles()} & {t.role for t in mention.titles}] or fits[:1]
    if fits:
        _join(people, fits[0], mention, language, frozenset((word,)))
        return
    holder = _holder_by_surname(word, mention, party, day)
    if (
        holder
        and language.family_names
        and holder.name.split()[0] in language.family_names
        and not (mention.titles or mention.flags)
    ):
        # A given name of the home language is a word like any other at the head of a sentence ("Chính quyền ...").
        return
    if holder is None and not (mention.titles or mention.flags & {"honorifics", "counterpart"}):
        return
    person = Person(frozenset((word,)), written, holder, None)
    people.persons.append(person)
    _join(people, person, mention, language, person.words)


def _goes_by(person: Person, word: str) -> bool:
    return word in person.words or (person.holder is not None and word in person.holder.surnames)


def _holder_by_surname(word: str, mention: Mention, party: str | None, day: date | None) -> Holder | None:
    """The one person of the table that a surname means here, or None."""
    found = [h for h in by_surname().get(word, ()) if party in (None, h.country)]
    roles = {title.role for title in mention.titles}
    if roles:
        found = [h for h in found if roles & {t.role for t in h.terms}]
    if len(found) > 1 and day is not None:
        found = [h for h in found if any(t.holds(day) and (not roles or t.role in roles) for t in h.terms)] or found
    if len(found) > 1:
        # Without a title the press uses a bare surname for heads of state and government only.
        found = [h for h in found if any(WEIGHT[t.role] < 2 for t in h.terms)]
    if not roles and not mention.flags & {"honorifics", "counterpart"}:
        found = [h for h in found if any(WEIGHT[t.role] < 3 for t in h.terms)]
    return found[0] if len(found) == 1 else None


def _roles_said(person: Person, party: str | None) -> list[str]:
    """The roles of the titles beside the name, or of those without one; a slip among many does not count."""
    mentions = [m for m in person.mentions if "elect" not in m.flags and m.titles]
    mentions = [m for m in mentions if m.name] or mentions
    roles = Counter(t.role for m in mentions for t in m.titles if t.party in ("", party))
    most = max(roles.values(), default=0)
    said = [role for role, count in roles.items() if count * _SLIP > most]
    # "Secretary Hegseth", whom the text calls Secretary of Defense besides, never was Secretary of State.
    held = {term.role for term in person.holder.terms} if person.holder else set()
    return [role for role in said if role in held] or said


def role_of(person: Person, mention: Mention | None, party: str | None, day: date | None) -> str:
    """The role in which a person took part: by the titles of the text, else by the table on that day."""
    named = [m for m in person.mentions if m.titles or "elect" in m.flags]
    if sum("elect" in m.flags for m in named) * 2 > len(named):
        return "other"
    titles = _roles_said(person, party)
    # Without a day nobody knows which of several offices it was: the words of the text decide.
    held = person.holder.role_on(day) if person.holder and day else None
    if held and all("former" in mention.flags for mention in named):
        return held  # "former Prime Minister X, now foreign secretary"
    if not titles:
        return held or (person.holder.role_on(None) if person.holder else None) or "other"
    role = min(titles, key=WEIGHT.__getitem__)
    if party in ORGANISATIONS:
        return "org_head" if role in ("head_of_state", "org_head") else role
    if role == "org_head":
        return "senior_official"
    if role == "party_leader" and held == "head_of_state":
        return "head_of_state"
    if role == "royal" and held and person.holder and all(term.role != "royal" for term in person.holder.terms):
        return held  # "Prince Faisal", the foreign minister
    if role == "other_minister" and held in ("foreign_minister", "deputy_foreign_minister", "defence_minister"):
        return held
    return role
