"""Which of the days that a text names is the day of the contact.

A day in the sentence of a contact is its own unless words between them say otherwise:
it is that of the telling ("the White House said on 9 March that in the call"), of what
was talked about ("about the summit on 12 June"), or of another event ("after the vote on 8 May").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from .clauses import Cues, within
from .contacts import Contact
from .dates import Said
from .page import Page
from .sides import party_in

# How closely a day belongs to a contact, the closest last.
LEAD, TELLING, LOOSE, DIRECT = range(4)
LEAD_SENTENCES = 3
BESIDE = 2  # tokens between a word like "after" and the day it governs


@dataclass(frozen=True, slots=True)
class Choice:
    """A day that may be the contact's. `order`: how early the contact that names it is told."""

    said: Said
    rank: int
    order: int


def choices(page: Page, told: Sequence[Contact], parties: Collection[str], cues: Cues) -> list[Choice]:
    """Days that may be the contact's, the likeliest first: closest to it, then earliest told."""
    found = [
        choice
        for order, contact in enumerate(told)
        if contact.status not in ("planned", "denied") and (choice := _nearest(page, contact, order, cues))
    ]
    found += _in_lead(page, parties, cues, len(told))
    return sorted(found, key=lambda c: (-c.rank, c.order))


def _nearest(page: Page, contact: Contact, order: int, cues: Cues) -> Choice | None:
    """The day in the sentence of a contact that belongs to it most closely."""
    first, last = page.tokens.sentences[contact.sentence]
    hit = contact.hit
    best: tuple[int, int, Said] | None = None
    for s in page.said:
        if not first <= s.first < last or not s.is_day:
            continue
        rank = _before(page, contact, s, cues) if s.first < hit.first else _after(page, contact, s, cues)
        if rank is None:
            continue
        distance = max(s.first - hit.last, hit.first - s.last)
        if best is None or (rank, -distance) > best[:2]:
            best = rank, -distance, s
    if best is None:
        return None
    rank = best[0] if contact.status == "reported" else min(best[0], LOOSE)
    return Choice(best[2], rank, order)


def _before(page: Page, contact: Contact, s: Said, cues: Cues) -> int | None:
    """ "Ngày 25/1, A điện đàm với B"; "sau vụ tấn công ngày 8/5, A điện đàm với B" names another day."""
    first, _ = page.tokens.sentences[contact.sentence]
    stop, words = contact.hit.first, page.tokens.words
    if any(s.last <= part.first < stop and part.phrase.category == "trigger" for part in page.marks.parts):
        return None
    closed = any(words[i] in (",", ";") for i in range(s.last, stop))
    opening = _clause_start(page, first, s.first)
    if _governs(cues, "other", opening, s.first) or (closed and within(cues, "opening", opening, s.first)):
        return None
    if any(words[i] == ":" for i in range(s.last, stop)):  # "World news of 6 May: A and B speak by phone"
        return None if contact.zone == "headline" else TELLING
    return TELLING if within(cues, "telling", s.last, stop) else DIRECT


def _after(page: Page, contact: Contact, s: Said, cues: Cues) -> int | None:
    """ "A điện đàm với B hôm 8/12"; "A điện đàm với B về hội nghị ngày 12/6" names another day."""
    start = contact.hit.last
    if _governs(cues, "other", start, s.first) or within(cues, "opening", start, s.first):
        return None
    if within(cues, "telling", start, s.first) or any(page.tokens.words[i] == ":" for i in range(start, s.first)):
        return TELLING
    if within(cues, "coming", start, s.first):
        return None
    return LOOSE if within(cues, "topic", start, s.first) else DIRECT


def _governs(cues: Cues, kind: str, first: int, at: int) -> bool:
    """Whether a word of that kind stands right before a token."""
    found = cues.get(kind)
    return bool(found) and any(at - BESIDE <= last <= at for start, last in found.items() if first <= start < at)


def _clause_start(page: Page, first: int, at: int) -> int:
    words = page.tokens.words
    return next((i + 1 for i in range(at - 1, first - 1, -1) if words[i] in (",", ";", ":", '"', "“")), first)


def _in_lead(page: Page, parties: Collection[str], cues: Cues, order: int) -> Iterator[Choice]:
    """A day in the first sentences with both parties, where no word of contact stands: "hai tổng thống ngày 12/8 nhất trí"."""
    lead = [n for n in page.sentences if page.zone_of[n] == "body"][:LEAD_SENTENCES]
    for number in lead:
        first, last = page.tokens.sentences[number]
        named = {party_in(page, m) for m in page.mentions_in.get(number, ())}
        if not set(parties) <= named:
            continue
        for s in page.said:
            if first <= s.first < last and s.is_day and not _is_elsewhere(page, s, cues):
                yield Choice(s, LEAD, order)


def _is_elsewhere(page: Page, s: Said, cues: Cues) -> bool:
    first, _ = page.tokens.sentences[page.tokens.sentence_of[s.first]]
    opening = _clause_start(page, first, s.first)
    return any(within(cues, kind, opening, s.first) for kind in ("opening", "coming", "telling", "topic")) or _governs(
        cues, "other", opening, s.first
    )
