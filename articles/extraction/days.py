"""Which of the days that a text names is the day of the contact.

A day in the sentence of a contact is its own unless words between them say otherwise:
it is that of the telling ("the White House said on 9 March that in the call"), of what
was talked about ("about the summit on 12 June"), or of another event ("after the vote on 8 May").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .clauses import Cues
from .contacts import Contact
from .dates import Said
from .page import Page
from .sides import party_in
from .tokens import Hit
from .zones import zone_at

# How closely a day belongs to a contact, the closest last. VAGUE: a month or a week that does, in place of a day.
LEAD, TELLING, VAGUE, LOOSE, DIRECT = range(5)
LEAD_SENTENCES = 3
OPENING = 2  # the headline and the first sentence: where a text says when it was
TELLINGS = 40  # of a contact, as many as a text of any use has
REACH = 80  # tokens between a contact and its day
BESIDE = 2  # tokens between a word like "after" and the day it governs
JOINT = 6  # tokens between a day and "the two leaders"
DATELINE_END, DATELINE_HEAD = 600, 40  # characters of a text, and before the date in its line
_DASH = re.compile(r",?\s*(?:\([^)\n]{1,40}\))?\s*[-\u2013\u2014]{1,2}\s+(?=\S)")
_CLAUSE_ENDS = frozenset((",", ";", ":", '"', "“"))


@dataclass(frozen=True, slots=True)
class Choice:
    """A day that may be the contact's. `order`: how early the contact that names it is told."""

    said: Said
    rank: int
    order: int


def dateline(page: Page) -> Said | None:
    """The day of the report where the text gives it: "HANOI, Oct. 18 -", a line with nothing but a date, a stamp."""
    text = page.tokens.text
    for s in page.said:
        if s.start > DATELINE_END:
            break
        if not s.is_date or s.until is not None:
            continue
        line = text.rfind("\n", 0, s.start) + 1
        head, tail = text[line : s.start], text[s.end : s.end + DATELINE_END]
        if zone_at(page.zones, s.start) == "dateline" or (not head.strip() and not tail.split("\n", 1)[0].strip()):
            return s
        if len(head) <= DATELINE_HEAD and _DASH.match(tail) and not head.strip().endswith((".", ":")):
            return s
    return None


def stamp_month(page: Page) -> tuple[int, int | None] | None:
    """The year and month of a stamp in the text that gives no day: "date 2021-04"."""
    for s in page.said:
        if s.start > DATELINE_END:
            break
        if s.year and not s.is_date and zone_at(page.zones, s.start) == "dateline":
            return s.year, s.month
    return None


def choices(page: Page, told: Sequence[Contact], parties: Collection[str], cues: Cues) -> list[Choice]:
    """Days that may be the contact's, the likeliest first: closest to it, then earliest told."""
    return _Chooser(page, told[:TELLINGS], parties, cues).choices()


@dataclass
class _Chooser:
    page: Page
    told: Sequence[Contact]
    parties: Collection[str]
    cues: Cues

    def choices(self) -> list[Choice]:
        found = [
            choice
            for order, contact in enumerate(self.told)
            if contact.status not in ("planned", "denied") and (choice := self._nearest(contact, order))
        ]
        dated = {self.told[choice.order].sentence for choice in found}
        found = [choice for choice in found if self._counts(choice)]
        found += self._in_lead(dated)
        return sorted(found, key=lambda c: (-c.rank, self._is_weak(c), c.order))

    @cached_property
    def line(self) -> Said | None:
        return dateline(self.page)

    @cached_property
    def lead(self) -> list[int]:
        """The headline and the first sentences of the body."""
        page = self.page
        body = [number for number in page.sentences if page.zone_of[number] == "body"]
        headline = [number for number in page.sentences if page.zone_of[number] == "headline"]
        return headline[:1] + body[:LEAD_SENTENCES]

    @cached_property
    def triggers(self) -> list[int]:
        """Tokens at which words of contact begin."""
        return [part.first for part in self.page.marks.parts if part.phrase.category == "trigger"]

    def _days(self, sentence: int, at: int) -> Iterator[Said]:
        """Expressions of time in a sentence that may date a contact there, no further from a token than REACH."""
        for s in self.page.said_in.get(sentence, ()):
            if not at - REACH <= s.first <= at + REACH or not (s.is_day or s.is_vague) or s is self.line:
                continue
            if zone_at(self.page.zones, s.start) != "dateline":
                yield s

    def _is_weak(self, choice: Choice) -> bool:
        return choice.order < len(self.told) and not self.told[choice.order].strong

    def _nearest(self, contact: Contact, order: int) -> Choice | None:
        """The day in the sentence of a contact that belongs to it most closely."""
        hit = contact.hit
        best: tuple[int, bool, int, Said] | None = None
        for s in self._days(contact.sentence, hit.first):
            rank = self._before(contact, s) if s.first < hit.first else self._after(contact, s)
            if s.is_vague and rank != DIRECT:
                continue  # "spoke about the man arrested last week": of the call itself nothing is said
            distance = max(s.first - hit.last, hit.first - s.last)
            if rank is not None and (best is None or (rank, s.is_day, -distance) > best[:3]):
                best = rank, s.is_day, -distance, s
        if best is None:
            return None
        rank = best[0] if contact.status == "reported" else min(best[0], LOOSE)
        return Choice(best[3], min(rank, VAGUE) if best[3].is_vague else rank, order)

    def _counts(self, choice: Choice) -> bool:
        """The day of the telling counts only where the text begins, and so does a month or a week in place of a day."""
        sentence = self.told[choice.order].sentence
        if choice.rank == VAGUE:
            return sentence in self.lead[:OPENING]
        return choice.rank != TELLING or sentence in self.lead

    def _before(self, contact: Contact, s: Said) -> int | None:
        """ "Ngày 25/1, A điện đàm với B"; "sau vụ tấn công ngày 8/5, A điện đàm với B" names another day."""
        cues, words, stop = self.cues, self.page.tokens.words, contact.hit.first
        following = bisect_left(self.triggers, s.last)
        if following < len(self.triggers) and self.triggers[following] < stop:
            return None
        between = words[s.last : stop]
        clause = self._clause(contact.sentence, s.first)
        if self._governs("other", clause, s.first):
            return None
        if ("," in between or ";" in between) and cues.within("opening", clause, s.first):
            return None
        if ":" in between:  # "World news of 6 May: A and B speak by phone"
            return None if contact.zone == "headline" else TELLING
        if cues.within("opening", max(s.last, self._clause(contact.sentence, stop)), stop):
            return None  # "on 27 December, after the call with B"
        if self._governs("topic", s.last, stop):  # "spoke on 6 December about the call with B"
            return TELLING if s.shift is not None else None
        return TELLING if cues.within("telling", s.last, stop) else DIRECT

    def _after(self, contact: Contact, s: Said) -> int | None:
        """ "A điện đàm với B hôm 8/12"; "A điện đàm với B về hội nghị ngày 12/6" names another day."""
        cues, start = self.cues, contact.hit.last
        if self._governs("other", start, s.first) or cues.within("opening", start, s.first):
            return None
        if self._heads(contact, s):
            return DIRECT
        if cues.within("telling", start, s.first) or ":" in self.page.tokens.words[start : s.first]:
            return TELLING
        if cues.within("coming", start, s.first):
            return None
        return LOOSE if cues.within("topic", start, s.first) else DIRECT

    def _heads(self, contact: Contact, s: Said) -> bool:
        """ "A's call with B: 4 March 2025": a full date that ends a headline and stands for itself."""
        _, end = self.page.tokens.sentences[contact.sentence]
        alone = self.page.tokens.words[s.first - 1] in (":", ",", "-", "–", "(")
        return contact.zone == "headline" and bool(s.year and s.is_date) and alone and end - s.last <= 1

    def _governs(self, kind: str, first: int, at: int) -> bool:
        """Whether a word of that kind stands right before a token."""
        return any(at - BESIDE <= last <= at for _, last in self.cues.places(kind, first, at))

    def _clause(self, sentence: int, at: int) -> int:
        """Where the part of the sentence begins in which a token stands."""
        words = self.page.tokens.words
        first = max(self.page.tokens.sentences[sentence][0], at - REACH)
        return next((index + 1 for index in range(at - 1, first - 1, -1) if words[index] in _CLAUSE_ENDS), first)

    def _in_lead(self, dated: Collection[int]) -> Iterator[Choice]:
        """A day in the first sentences where no word of contact has one, but a side does something with the other.

        "Hai lãnh đạo hôm 21/11 thảo luận về", "X hôm 9/10 cảnh báo người đồng cấp Y".
        """
        for sentence in self.lead:
            if sentence in dated or self.page.zone_of[sentence] == "headline":
                continue
            first, _ = self.page.tokens.sentences[sentence]
            for s in self._days(sentence, first):
                if s.is_day and self._of_both(sentence, s):
                    yield Choice(s, LEAD, len(self.told))

    def _of_both(self, sentence: int, s: Said) -> bool:
        """Whether the day is of something that both do, or the one side where a person of the other is named."""
        clause = self._clause(sentence, s.first)
        if any(self.cues.within(kind, clause, s.first) for kind in ("opening", "coming", "topic", "telling")):
            return False
        if self._governs("other", clause, s.first):
            return False
        opens = s.first - clause <= BESIDE
        if self._is_beside(s, "joint", after=opens):
            return True
        mentions = self.page.mentions_in.get(sentence, ())
        doer = next((m for m in reversed(mentions) if m.last <= s.first <= m.last + BESIDE), None)
        if doer is None and opens:
            doer = next((m for m in mentions if m.first >= s.last), None)
        if doer is None or party_in(self.page, doer) not in self.parties:
            return False
        if self._is_beside(s, "exchange", after=True):
            return True
        rest = set(self.parties) - {party_in(self.page, doer)}
        return rest <= {party_in(self.page, m) for m in mentions if m.is_person}

    def _is_beside(self, s: Said, category: str, *, after: bool) -> bool:
        """Whether words of that category stand near a day, before it or also `after` it, no word of telling between."""
        return any(self._is_near(s, hit, after) for hit in self.page.deeds if hit.phrase.category == category)

    def _is_near(self, s: Said, hit: Hit, after: bool) -> bool:
        if hit.last <= s.first:
            return s.first - hit.last <= JOINT and not self.cues.within("telling", hit.last, s.first)
        return after and 0 <= hit.first - s.last <= JOINT and not self.cues.within("telling", s.last, hit.first)
