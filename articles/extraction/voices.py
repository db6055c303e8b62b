"""Who speaks: for each word of saying, agreeing or talking about, the subject it has.

The subject is looked for like the sides of a contact: with few rules, the same for all
languages. Who stands right before the word speaks; else who opened the sentence; a second
verb keeps the subject of the first unless a new one stands right before it; after a
quotation the subject may follow. What cannot be told stays untold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from .mentions import Mention
from .page import Page
from .people import Person, party_of
from .tokens import Hit

BESIDE = 4  # tokens of auxiliaries and adverbs between a subject and its verb
REACH = 16  # tokens within which the first subject of a sentence may stand before its verb
JOIN = 3  # tokens before a verb in which "and" or a comma joins it to the verb before
_QUOTES = frozenset("\"”“'’»«")


@dataclass(frozen=True, slots=True)
class Voice:
    """One word of speaking. `kind`: sides (all who took part), person, party, title, passive, outsider, or untold.

    `who`: names of participants or codes of parties, empty where the text does not tell; `parties`: their parties.
    """

    hit: Hit
    kind: str
    who: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


@dataclass(slots=True)
class _Subject:
    first: int
    last: int
    kind: str
    who: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


def voices(page: Page, people: Collection[Person], parties: Collection[str]) -> dict[int, list[Voice]]:
    """Voices by sentence, for the sentences of the report."""
    reader = _Reader(page, people, parties)
    told = set(page.sentences)
    heard = {
        sentence: list(reader.read(sentence, deeds)) for sentence, deeds in page.deeds_in.items() if sentence in told
    }
    return {sentence: found for sentence, found in heard.items() if found}


class _Reader:
    def __init__(self, page: Page, people: Collection[Person], parties: Collection[str]) -> None:
        self.page, self.people, self.parties = page, people, parties
        self.last: _Subject | None = None  # the one participant who spoke last: "he", "ông"
        self.passive = {hit.last - 1 for hit in page.deeds if hit.phrase.category == "passive"}
        self.owned = {hit.last for hit in page.deeds if hit.phrase.category == "owner"}  # "an aide of X": X is silent

    def read(self, sentence: int, deeds: list[Hit]) -> Iterator[Voice]:
        acts = [hit for hit in deeds if hit.phrase.category in ("act", "exchange")]
        if not acts:
            return
        subjects = self._subjects(sentence, [hit for hit in deeds if hit.phrase.category in ("joint", "pronoun")])
        first, _ = self.page.tokens.sentences[sentence]
        held: _Subject | None = None
        opening: _Subject | None = None
        end = first
        for act in acts:
            if act.first < end:  # within a longer word of speaking
                continue
            held = self._subject_of(act, subjects, held, end)
            end = act.last
            opening = opening or held
            yield Voice(act, held.kind, held.who, held.parties) if held else Voice(act, "untold")
        self.last = opening if opening and opening.kind in ("person", "party") and len(opening.who) == 1 else None

    def _subject_of(self, act: Hit, subjects: list[_Subject], held: _Subject | None, done: int) -> _Subject | None:
        if any(index in self.passive for index in range(max(0, act.first - 2), act.first)):
            return _Subject(act.first, act.first, "passive")
        before = [s for s in subjects if s.last <= act.first]
        near = before[-1] if before and act.first - before[-1].last <= BESIDE else None
        if near is not None and self._open_between(near.last, act.first, held is not None):
            return near
        after = next((s for s in subjects if s.first == act.last), None)
        if after is not None and act.first > 0 and self.page.tokens.words[act.first - 1] in _QUOTES:
            return after
        if held is not None:
            return held if self._carries(before, act, done) else None
        opening = next((s for s in before if act.first - s.last <= REACH), None)
        return opening

    def _carries(self, before: list[_Subject], act: Hit, done: int) -> bool:
        """Whether the subject of the verb that ended at `done` goes on: nobody is between, or the verbs are joined."""
        if not any(done <= subject.first for subject in before):
            return True
        conjunctions = self.page.marks.cues.get("conjunctions", {})
        return any(i in conjunctions or self.page.tokens.words[i] in ",;" for i in range(act.first - JOIN, act.first))

    def _open_between(self, first: int, last: int, held: bool) -> bool:
        """Nothing keeps a subject from its verb: no punctuation, and no "and" that joins it to the verb before."""
        conjunctions = self.page.marks.cues.get("conjunctions", {})
        between = range(first, last)
        return not any(self.page.tokens.words[i] in ",.;:()" or (held and i in conjunctions) for i in between)

    def _subjects(self, sentence: int, words: list[Hit]) -> list[_Subject]:
        found = [self._of_word(hit) for hit in words]  # first: "He" also looks like a name
        found += [self._of_mention(m) for m in self.page.mentions_in.get(sentence, ()) if "nested" not in m.flags]
        found.sort(key=lambda s: (s.first, -s.last))
        joined: list[_Subject] = []
        for subject in found:
            if joined and subject.first < joined[-1].last:
                continue
            if joined and self._joined(joined[-1].last, subject.first):
                joined[-1] = _both(joined[-1], subject)
            else:
                joined.append(subject)
        return joined

    def _joined(self, last: int, first: int) -> bool:
        conjunctions = self.page.marks.cues.get("conjunctions", {})
        fillers = self.page.marks.cues.get("fillers", {})
        between = range(last, first)
        return (
            0 < len(between) <= 3
            and any(i in conjunctions for i in between)
            and all(
                i in conjunctions or i in fillers or self.page.tokens.words[i] == "," or conjunctions.get(i - 1, 0) > i
                for i in between
            )
        )

    def _of_mention(self, mention: Mention) -> _Subject:
        person = self.page.people.who(mention)
        party = party_of(mention)
        kind, who, theirs = "untold", (), ()
        if person is None and mention.name is None:
            person = self._titled(mention)
        if self._owned(mention):
            kind = "untold"
        elif person is not None and person in self.people:
            kind, who, theirs = "person", (person.name,), (person.country,) if person.country else ()
        elif any(title.role == "spokesperson" for title in mention.titles):
            kind = "untold"  # speaks for others: what is told stays what they said
        elif person is not None or (party is not None and party not in self.parties):
            kind = "outsider"
        elif mention.name is None and mention.titles and "counterpart" not in mention.flags:
            kind = "title"
        elif mention.name is None and party is not None:
            kind, who, theirs = "party", (party,), (party,)
        return _Subject(mention.first, mention.last, kind, who, theirs)

    def _titled(self, mention: Mention) -> Person | None:
        """The one participant who is called by just this title ("the Foreign Secretary" is not the other minister)."""
        forms = {title.text for title in mention.titles}
        party = party_of(mention)
        fits = [p for p in self.people if party in (None, p.country) and forms & {title.text for title in p.titles()}]
        return fits[0] if len(fits) == 1 else None

    def _owned(self, mention: Mention) -> bool:
        """Whether a person is only who something belongs to: "an aide of X", "trợ lý của ông X"."""
        if mention.first in self.owned:
            return True
        if mention.name is None or mention.title_span is None:
            return False
        between = range(mention.title_span[1] + 1, mention.name[0] + 1)
        return any(index in self.owned and index not in self.page.countries for index in between)

    def _of_word(self, hit: Hit) -> _Subject:
        if hit.phrase.category == "joint":
            return _Subject(hit.first, hit.last, "sides")
        if self.last is not None:
            return _Subject(hit.first, hit.last, self.last.kind, self.last.who, self.last.parties)
        return _Subject(hit.first, hit.last, "untold")


def _both(one: _Subject, other: _Subject) -> _Subject:
    """Two subjects joined by "and": all of one and the other, nobody where one of them cannot be told."""
    told = all(subject.who for subject in (one, other))
    kind = "title" if not told else "person" if "person" in (one.kind, other.kind) else one.kind
    if not told and "outsider" in (one.kind, other.kind):
        kind = "outsider"
    who = dict.fromkeys((*one.who, *other.who)) if told else ()
    parties = dict.fromkeys((*one.parties, *other.parties)) if told else ()
    return _Subject(one.first, other.last, kind, tuple(who), tuple(parties))
