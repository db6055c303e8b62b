"""Which contacts a text reports: who stands on either side of a word like "spoke by phone with".

Each trigger of the lexicon is read with what stands around it into a `Contact`:
the side before it, the side after its connector, whether it took place, is to
come, is denied or only recalled. The grammar is small on purpose and the same for
all languages: side A - trigger - "with" - side B; trigger - "between" - A - "and" - B;
"in the call with B, A said"; A - "and" - B - trigger.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .lexicon import Trigger
from .marks import Marks
from .mentions import Mention
from .tokens import Hit, Tokens

# How far apart, in tokens, a side may stand from its trigger.
_BEFORE, _AFTER, _TO, _ADDRESSED, _ROW, _VERB, _CONNECTOR = 16, 8, 2, 3, 16, 3, 14
# Behind the trigger some connectors soon belong to something else: "spoke in support of the deal between C and D".
_REACHES = {"to": 1, "between": 7}


@dataclass(slots=True)
class Contact:
    """One trigger with its sides. `status`: reported, planned, denied, recalled."""

    hit: Hit
    kind: str
    strong: bool
    sentence: int
    zone: str
    left: list[Mention] = field(default_factory=list)
    right: list[Mention] = field(default_factory=list)
    status: str = "reported"
    separate: bool = False
    setting: bool = False  # "... after a call with B": the verb of the sentence is about something else
    joint: bool = False  # all sides stand in one row ("A, B and C spoke", "the call between A and B")

    @property
    def sides(self) -> list[Mention]:
        return [*self.left, *self.right]


class Reader:
    """Reads contacts out of one marked text. `near`: by sentence, the mentions that can be a side."""

    def __init__(self, tokens: Tokens, marks: Marks, near: dict[int, list[Mention]]) -> None:
        self.tokens, self.marks, self.near = tokens, marks, near

    def contacts(self, zone_of: list[str]) -> list[Contact]:
        """All contacts, in the order of the text. `zone_of`: zone of each sentence."""
        found = []
        for hit in self.marks.parts:
            if hit.phrase.category == "trigger":
                sentence = self.tokens.sentence_of[hit.first]
                if hit.first and self.tokens.words[hit.first - 1] == "(":
                    continue  # "(via videoconference)" says how something else took place
                if zone_of[sentence] in ("headline", "body", "caption"):
                    contact = self._read(hit, sentence, zone_of[sentence])
                    if contact is not None:
                        found.append(contact)
        return found

    def _read(self, hit: Hit, sentence: int, zone: str) -> Contact | None:
        trigger: Trigger = hit.phrase.value
        contact = Contact(hit, trigger.kind, trigger.strong, sentence, zone)
        first, last = self.tokens.sentences[sentence]
        near = self.near.get(sentence, [])
        self._find_sides(contact, near, last)
        if not trigger.strong and not (contact.left and contact.right):
            return None
        if (not contact.sides and zone == "caption") or self._is_urged(contact) or self._is_judged(contact, last):
            return None
        contact.status = self._status(contact, first, last)
        contact.separate = self.marks.cue("separate", first, last)
        return contact

    def _find_sides(self, contact: Contact, near: list[Mention], sentence_end: int) -> None:
        hit = contact.hit
        # "A met B", "A gọi B": the other side stands right behind the verb, or else behind a "with".
        contact.right = self._group_after(near, hit.last if contact.strong else self._behind_article(hit.last), 0)
        connector = None if contact.right else self._connector(hit, sentence_end)
        if connector is not None:
            kind, at = connector
            contact.right = self._group_after(near, at, _TO if kind == "to" else _AFTER)
            contact.joint = kind == "between"
            if kind == "between" and len(contact.right) >= 2:
                contact.left, contact.right = contact.right[:1], contact.right[1:]
                if contact.kind == "multilateral":
                    contact.left += self._attending(near, hit.first)
        if not contact.left:
            contact.left = self._left(contact, near)
        if not contact.left and len(contact.right) > 1 and self._is_behind_comma(contact.right[-1]):
            # "In the call with B, A said": the comma ends the setting and A is its subject.
            contact.left, contact.right = contact.right[-1:], contact.right[:-1]
        if not contact.left:
            contact.left = self._subject_after(near, contact.right[-1].last if contact.right else hit.last)
            if contact.left and not contact.right:
                contact.right = self._addressed(near, contact.left[0].last)
        if len(contact.left) >= 2 and not contact.right:
            contact.left, contact.right, contact.joint = contact.left[:1], contact.left[1:], True

    def _behind_article(self, at: int) -> int:
        """ "Welcomed the Prime Minister of C", "called his C counterpart": the token behind such a word."""
        opened = any(self.marks.cues.get(kind, {}).get(at) == at + 1 for kind in ("fillers", "links"))
        return at + opened

    def _is_behind_comma(self, mention: Mention) -> bool:
        return mention.is_person and self.tokens.words[mention.first - 1] == ","

    def _left(self, contact: Contact, near: list[Mention]) -> list[Mention]:
        """Who stands before the trigger; where it is only the setting ("... during a call"), the person who acts."""
        at = contact.hit.first
        owner = self._owner(contact, near)
        if owner:
            return owner
        setting = self.marks.cues.get("setting", {})
        if not any(index in setting for index in range(max(0, at - 3), at)):
            return self._group_before(near, at, contact.zone == "headline")
        contact.setting = True
        person = next((m for m in near if m.last <= at and m.is_person and m not in contact.right), None)
        return [person] if person and not self._breaks(person.last, at) else []

    def _attending(self, near: list[Mention], at: int) -> list[Mention]:
        """ "A attended the dialogue between B and C": A, unless A only speaks of it."""
        person = next((m for m in near if m.last <= at and m.is_person), None)
        return [person] if person and not self._breaks(person.last, at) else []

    def _addressed(self, near: list[Mention], at: int) -> list[Mention]:
        """ "In a call, A urged B to ...": the person right behind the verb."""
        mention = next((m for m in near if m.first >= at), None)
        return (
            [mention]
            if mention
            and mention.is_person
            and mention.first - at <= _ADDRESSED
            and not self._breaks(at, mention.first)
            else []
        )

    def _owner(self, contact: Contact, near: list[Mention]) -> list[Mention]:
        """ "Cuộc điện đàm của A với B": A stands behind the trigger."""
        last = contact.hit.last
        if last in self.marks.cues.get("owner", {}):
            return [m for m in near if m.first == self.marks.cues["owner"][last]][:1]
        return []

    def _connector(self, hit: Hit, sentence_end: int) -> tuple[str, int] | None:
        """The first "with", "between" or "to" after the trigger, or inside it, and the token after it."""
        cues = self.marks.cues
        inner = hit.last - 1
        for kind in ("with", "to"):
            if inner in cues.get(kind, {}):
                return kind, hit.last
        stop = min(sentence_end, hit.last + _CONNECTOR)
        for index in range(hit.last, stop):
            if (
                self.tokens.words[index] in ".;:?!"
                or index in cues.get("reporting", {})
                or index in cues.get("about", {})
            ):
                return None
            if self.tokens.words[index] == "," and not self.tokens.words[min(index + 1, stop - 1)].isdigit():
                return None
            for kind in ("with", "between", "to"):
                if index in cues.get(kind, {}) and index - hit.last < _REACHES.get(kind, _CONNECTOR):
                    return kind, cues[kind][index]
        return None

    def _group_after(self, near: list[Mention], at: int, reach: int) -> list[Mention]:
        """Mentions joined by commas and conjunctions, the first at most `reach` tokens after `at`."""
        group: list[Mention] = []
        position = at
        for mention in near:
            if mention.first < at:
                continue
            if not group:
                about = self.marks.cues.get("about", {})
                if mention.first - at > reach or self._breaks(at, mention.first):
                    break
                if any(index in about for index in range(at, mention.first)):
                    break
            elif not self._joined(position, mention.first):
                if mention.name is None:
                    continue  # an office or a country behind a name; the row may go on
                break
            group.append(mention)
            position = mention.last
        return group

    def _group_before(self, near: list[Mention], at: int, headline: bool) -> list[Mention]:
        """Mentions joined before a place. Outside headlines two of them need a conjunction: a comma ends a setting."""
        group: list[Mention] = []
        position = at
        for mention in reversed(near):
            if mention.last > at or self._bracketed(mention, at):
                continue
            if not group:
                if at - mention.last > _BEFORE or self._breaks(mention.last, at):
                    break
            elif not self._joined(mention.last, position):
                break
            group.insert(0, mention)
            position = mention.first
        if len(group) == 2 and not headline and self.tokens.words[group[1].first - 1] == ",":
            return group[1:]
        return group

    def _subject_after(self, near: list[Mention], at: int) -> list[Mention]:
        """ "In the call with B, A said": the mention after the comma that ends the setting."""
        for mention in near:
            if mention.first < at:
                continue
            between = self.tokens.words[at : mention.first]
            if len(between) <= _BEFORE and "," in between:
                return [mention]
            return []
        return []

    def _bracketed(self, mention: Mention, at: int) -> bool:
        """ "A (giờ Washington) điện đàm": what brackets hold is no subject."""
        words = self.tokens.words[mention.last : at]
        return ")" in words and "(" not in words[: words.index(")")]

    def _joined(self, last: int, first: int) -> bool:
        """Whether two mentions are coordinated: "A, B and C", "Mỹ - Trung", "A và người đồng cấp B"."""
        conjunctions, fillers, links = (self.marks.cues.get(cue, {}) for cue in ("conjunctions", "fillers", "links"))
        if first - last > 4:
            # "A, Deputy Assistant ..., and B": offices stand between, a comma and an "and" end them.
            row = self.tokens.words[first - 2] == "," and first - 1 in conjunctions
            return row and first - last <= _ROW and not self._breaks(last, first)
        if first == last:
            return self.tokens.gap(first).strip() in ("-", "–", "‑", "—")
        index = last
        joins = False
        while index < first:
            if index in conjunctions:
                joins, index = True, max(index + 1, min(first, conjunctions[index]))
            elif self.tokens.words[index] in (",", "/"):
                joins, index = True, index + 1
            elif index in fillers or index in links or self.tokens.words[index] in ("(", ")"):
                index += 1
            else:
                return False
        return joins

    def _breaks(self, first: int, last: int) -> bool:
        """Whether something between two places keeps them apart: a full stop, a colon, a word of reporting."""
        reporting = self.marks.cues.get("reporting", {})
        return any(
            self.tokens.words[i] in (";", ":", "?", "!", '"', "“", "”") or i in reporting for i in range(first, last)
        )

    def _is_judged(self, contact: Contact, sentence_end: int) -> bool:
        """ "A called B's offer empty": a bare country, and a common word that opens no other part of the sentence."""
        cues, words = self.marks.cues, self.tokens.words
        if contact.strong or contact.hit.first not in cues.get("initiator_caller", {}) or not contact.right:
            return False
        called = contact.right[-1]
        if called.name or called.titles or called.flags:
            return False
        behind = self._behind(called)
        goes_on = any(behind in cues.get(kind, {}) for kind in ("to", "with", "about", "setting", "scopes"))
        return behind < sentence_end and words[behind].islower() and not goes_on

    def _behind(self, mention: Mention) -> int:
        """The token after a mention and its "'s"."""
        last = mention.last
        return last + 2 if self.tokens.words[last : last + 2] in (["'", "s"], ["’", "s"]) else last

    def _is_urged(self, contact: Contact) -> bool:
        """ "A a appelé B à la retenue": called upon, not called. But "au téléphone", "au sujet de", "à 10 heures"."""
        cues = self.marks.cues
        behind = self._behind(contact.right[-1]) if contact.right else 0
        if contact.hit.first not in cues.get("initiator_caller", {}) or behind not in cues.get("urging", {}):
            return False
        other = any(behind in cues.get(kind, {}) for kind in ("about", "setting", "initiator_before"))
        told = any(part.first == behind for part in self.marks.parts if part.phrase.category == "trigger")
        following = "".join(self.tokens.words[cues["urging"][behind] :][:1])
        return not (other or told or following[:1].isdigit())

    def _is_refuted(self, contact: Contact, first: int) -> bool:
        """ "The Kremlin denied that Putin spoke", "Kremlin denies Putin spoke": not what was said in a contact."""
        at = contact.hit.first
        return self.marks.cue("refuted", first, at) or any(
            at - actor.last <= _TO and self.marks.cue("denied", max(first, actor.first - _TO), actor.first)
            for actor in contact.left
        )

    def _status(self, contact: Contact, first: int, last: int) -> str:
        """Planned, denied and recalled contacts show it right before the trigger, or in its verb."""
        hit = contact.hit
        if self.marks.cue("void", first, last) or (not contact.setting and self._is_refuted(contact, first)):
            return "denied"
        start = (
            max(first, hit.first - _VERB)
            if contact.setting
            else max(
                first, contact.left[-1].last if contact.left and contact.left[-1].last <= hit.first else hit.first - 6
            )
        )
        for cue, status in (("denied", "denied"), ("planned", "planned")):
            # "S'entretiendra" is both the word of the contact and that of its being to come.
            if self.marks.cue(cue, start, hit.first + 1) and hit.first - start <= _BEFORE:
                return status
        # "The call will", "the call between A and B will".
        for end in (hit.last, contact.right[-1].last if contact.right and contact.joint else hit.last):
            if self.marks.cue("planned", end, min(last, end + 1)):
                return "planned"
        if self.marks.cue("background", first, min(first + 2, hit.first)):
            return "recalled"
        return "reported"
