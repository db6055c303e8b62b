"""Which of the days that a text names is the day of the contact.

A day in the sentence of a contact is its own unless words between them say otherwise:
it is that of the telling ("the White House said on 9 March that in the call"), of what
was talked about ("about the summit on 12 June"), or of another event ("after the vote on 8 May").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

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
DATELINE_END, DATELINE_HEAD = 600, 40  # characters of a text, and before the date in its line
_DASH = re.compile(r",?\s*(?:\([^)\n]{1,40}\))?\s*[-\u2013\u2014]{1,2}\s+(?=\S)")
JOINT = 6  # tokens between a day and "the two leaders"
BESIDE = 2  # tokens between a word like "after" and the day it governs


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
        head, tail = text[line : s.start], text[s.end :]
        if zone_at(page.zones, s.start) == "dateline" or (not head.strip() and not tail.split("\n", 1)[0].strip()):
            return s
        if len(head) <= DATELINE_HEAD and _DASH.match(tail) and not head.strip().endswith((".", ":")):
            return s
    return None


def stamp_month(page: Page) -> tuple[int, int | None] | None:
    """The year and month of a stamp in the text that gives no day: "date 2021-04"."""
    for s in page.said:
        if s.year and not s.is_date and zone_at(page.zones, s.start) == "dateline":
            return s.year, s.month
    return None


def choices(page: Page, told: Sequence[Contact], parties: Collection[str], cues: Cues) -> list[Choice]:
    """Days that may be the contact's, the likeliest first: closest to it, then earliest told."""
    line = dateline(page)
    said = [
        s
        for s in page.said
        if (s.is_day or s.is_vague) and s is not line and zone_at(page.zones, s.start) != "dateline"
    ]
    found = [
        choice
        for order, contact in enumerate(told)
        if contact.status not in ("planned", "denied") and (choice := _nearest(page, said, contact, order, cues))
    ]
    dated = {told[choice.order].sentence for choice in found}
    found = [choice for choice in found if _counts(page, told[choice.order], choice.rank)]
    rest = [s for s in said if page.tokens.sentence_of[s.first] not in dated]
    found += _in_lead(page, rest, parties, cues, len(told))
    return sorted(found, key=lambda c: (-c.rank, c.order < len(told) and not told[c.order].strong, c.order))


def _nearest(page: Page, said: Sequence[Said], contact: Contact, order: int, cues: Cues) -> Choice | None:
    """The day in the sentence of a contact that belongs to it most closely."""
    first, last = page.tokens.sentences[contact.sentence]
    hit = contact.hit
    best: tuple[int, bool, int, Said] | None = None
    for s in said:
        if not first <= s.first < last:
            continue
        rank = _before(page, contact, s, cues) if s.first < hit.first else _after(page, contact, s, cues)
        if rank is None:
            continue
        distance = max(s.first - hit.last, hit.first - s.last)
        if best is None or (rank, s.is_day, -distance) > best[:3]:
            best = rank, s.is_day, -distance, s
    if best is None:
        return None
    rank = best[0] if contact.status == "reported" else min(best[0], LOOSE)
    if best[3].is_vague:
        rank = min(rank, VAGUE)
    return Choice(best[3], rank, order)


def _counts(page: Page, contact: Contact, rank: int) -> bool:
    """The day of the telling counts only where the text begins, and so does a month or a week in place of a day."""
    if rank == VAGUE:
        return contact.sentence in _lead(page)[:OPENING]
    return rank != TELLING or contact.sentence in _lead(page)


def _lead(page: Page) -> list[int]:
    """The headline and the first sentences of the body."""
    body = [number for number in page.sentences if page.zone_of[number] == "body"]
    return [number for number in page.sentences if page.zone_of[number] == "headline"][:1] + body[:LEAD_SENTENCES]


def _before(page: Page, contact: Contact, s: Said, cues: Cues) -> int | None:
    """ "Ngày 25/1, A điện đàm với B"; "sau vụ tấn công ngày 8/5, A điện đàm với B" names another day."""
    first, _ = page.tokens.sentences[contact.sentence]
    stop, words = contact.hit.first, page.tokens.words
    if any(s.last <= part.first < stop and part.phrase.category == "trigger" for part in page.marks.parts):
        return None
    closed = any(words[i] in (",", ";") for i in range(s.last, stop))
    opening = _clause_start(page, first, s.first)
    if _governs(cues, "other", opening, s.first) or (closed and cues.within("opening", opening, s.first)):
        return None
    if any(words[i] == ":" for i in range(s.last, stop)):  # "World news of 6 May: A and B speak by phone"
        return None if contact.zone == "headline" else TELLING
    if cues.within("opening", _clause_start(page, s.last, stop), stop):  # "on 27 December, after the call with B"
        return None
    if _governs(cues, "topic", s.last, stop):  # "spoke on 6 December about the call with B"
        return TELLING if s.shift is not None else None
    return TELLING if cues.within("telling", s.last, stop) else DIRECT


def _after(page: Page, contact: Contact, s: Said, cues: Cues) -> int | None:
    """ "A điện đàm với B hôm 8/12"; "A điện đàm với B về hội nghị ngày 12/6" names another day."""
    start = contact.hit.last
    if _governs(cues, "other", start, s.first) or cues.within("opening", start, s.first):
        return None
    if cues.within("telling", start, s.first) or any(page.tokens.words[i] == ":" for i in range(start, s.first)):
        return TELLING
    if cues.within("coming", start, s.first):
        return None
    return LOOSE if cues.within("topic", start, s.first) else DIRECT


def _governs(cues: Cues, kind: str, first: int, at: int) -> bool:
    """Whether a word of that kind stands right before a token."""
    return any(at - BESIDE <= last <= at for _, last in cues.places(kind, first, at))


def _clause_start(page: Page, first: int, at: int) -> int:
    words = page.tokens.words
    return next((i + 1 for i in range(at - 1, first - 1, -1) if words[i] in (",", ";", ":", '"', "“")), first)


def _in_lead(page: Page, said: Sequence[Said], parties: Collection[str], cues: Cues, order: int) -> Iterator[Choice]:
    """A day in the first sentences where no word of contact stands, but a side does something with the other.

    "Hai lãnh đạo hôm 21/11 thảo luận về", "X hôm 9/10 cảnh báo người đồng cấp Y".
    """
    for number in _lead(page):
        if page.zone_of[number] == "headline":
            continue
        first, last = page.tokens.sentences[number]
        for s in said:
            if first <= s.first < last and s.is_day and _of_both(page, parties, number, s, cues):
                yield Choice(s, LEAD, order)


def _of_both(page: Page, parties: Collection[str], number: int, s: Said, cues: Cues) -> bool:
    """Whether the day is of something that both do, or the one side in a sentence that names a person of the other."""
    first, _ = page.tokens.sentences[number]
    opening = _clause_start(page, first, s.first)
    if any(cues.within(kind, opening, s.first) for kind in ("opening", "coming", "topic", "telling")):
        return False
    if _governs(cues, "other", opening, s.first):
        return False
    opens = s.first - opening <= BESIDE
    if any(_is_beside(s, hit, cues, opens) for hit in page.deeds if hit.phrase.category == "joint"):
        return True
    mentions = page.mentions_in.get(number, ())
    doer = next((m for m in reversed(mentions) if m.last <= s.first <= m.last + BESIDE), None)
    if doer is None and opens:
        doer = next((m for m in mentions if m.first >= s.last), None)
    if doer is None or party_in(page, doer) not in parties:
        return False
    if any(_is_beside(s, hit, cues, True) for hit in page.deeds if hit.phrase.category == "exchange"):
        return True
    rest = set(parties) - {party_in(page, doer)}
    return rest <= {party_in(page, m) for m in mentions if m.is_person}


def _is_beside(s: Said, hit: Hit, cues: Cues, after: bool) -> bool:
    """Whether words stand near a day, before it or also `after` it, with no word of telling between."""
    if hit.last <= s.first:
        return s.first - hit.last <= JOINT and not cues.within("telling", hit.last, s.first)
    return after and 0 <= hit.first - s.last <= JOINT and not cues.within("telling", s.last, hit.first)
