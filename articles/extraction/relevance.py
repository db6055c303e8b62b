"""How much each part of a text is about the contact it reports.

A readout is about nothing else; a press article soon turns to what happened before, to
other people's opinion, to other news. Its sentences are followed like a reader would:
one that names the contact, or in which its parties speak and agree, opens or keeps up the
report; "in the context of", "earlier", an analyst's name or another date leaves it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from .contacts import Contact
from .mentions import Mention
from .page import Page
from .people import Person, party_of

# How a sentence weighs by what it is, and how fast the thread is lost where nothing keeps it up.
TOLD, SPOKEN, HEADLINE, LEFT, BEHIND = 1.0, 0.9, 0.7, 0.15, 0.3
SHORT, LONG = 8, 14  # sentences of a body
FADES = (0.95, 0.85, 0.6)  # up to SHORT, up to LONG, longer
OPENING = 0.75  # what the first sentences of a body weigh before the contact has been named
NEAR = 3  # tokens at the start of a sentence in which an aside shows


@dataclass
class Thread:
    """The contact that is followed through a text, and the words that show where it is."""

    page: Page
    told: Sequence[Contact]
    people: Collection[Person]
    parties: Collection[str]

    @cached_property
    def told_in(self) -> set[int]:
        return {contact.sentence for contact in self.told}

    @cached_property
    def cues(self) -> dict[int, dict[str, list[tuple[int, int]]]]:
        """Words of speaking and of leaving the subject, by sentence and category."""
        found: dict[int, dict[str, list[tuple[int, int]]]] = {}
        for hit in self.page.deeds:
            sentence = self.page.tokens.sentence_of[hit.first]
            found.setdefault(sentence, {}).setdefault(hit.phrase.category, []).append((hit.first, hit.last))
        return found

    def takes_part(self, mention: Mention) -> bool:
        """Whether a mention is of a participant, or of a party of the contact that names no other person."""
        person = self.page.people.who(mention)
        if person is not None:
            return person in self.people
        return mention.name is None and party_of(mention) in self.parties


def about(page: Page, told: Sequence[Contact], people: Collection[Person], parties: Collection[str]) -> list[float]:
    """For each token of a page, 0 to 1, how much it tells of the contact; 0 outside the report."""
    weight = [0.0] * len(page.tokens)
    thread = Thread(page, told, people, parties)
    body = [number for number in page.sentences if page.zone_of[number] == "body"]
    fade = FADES[(len(body) > SHORT) + (len(body) > LONG)]
    for number in page.sentences:
        if page.zone_of[number] == "headline":
            _fill(weight, page.tokens.sentences[number], HEADLINE)
    flow = OPENING
    for number in body:
        first, last = page.tokens.sentences[number]
        kind = _kind(thread, number)
        if kind == "told":
            flow = TOLD
        elif kind == "spoken":
            flow = max(flow, SPOKEN)
        elif kind == "left":
            flow = min(flow, LEFT)
        else:
            flow *= fade
        _fill(weight, (first, last), flow)
        for start, _ in thread.cues.get(number, {}).get("setting", ()):
            _fill(weight, (start, last), min(flow, BEHIND))
    return weight


def _fill(weight: list[float], span: tuple[int, int], value: float) -> None:
    weight[span[0] : span[1]] = [value] * (span[1] - span[0])


def _kind(thread: Thread, number: int) -> str:
    """What a sentence of the body does: told, spoken, left, or plain."""
    cues = thread.cues.get(number, {})
    first, _ = thread.page.tokens.sentences[number]
    if number in thread.told_in:
        return "told"
    if any(start - first < NEAR for start, _ in cues.get("aside", ())):
        return "left"
    if "observer" in cues or "elsewhere" in cues:
        return "left"
    acts = [*cues.get("act", ()), *cues.get("exchange", ())]
    if acts and _speaks(thread, number, min(acts)[0]):
        return "spoken"
    return "plain"


def _speaks(thread: Thread, number: int, at: int) -> bool:
    """Whether a participant, or both sides, stand before the first word of speaking."""
    if any(start <= at for start, _ in thread.cues[number].get("joint", ())):
        return True
    return any(m.first <= at and thread.takes_part(m) for m in thread.page.mentions_in.get(number, ()))
