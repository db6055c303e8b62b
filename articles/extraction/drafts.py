"""What a text tells of meetings, put together: which tellings may be of one.

Every word of contact is a telling; tellings of the same parties and the same sort
of contact are one draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .contacts import Contact
from .lexicon import ORGANISATIONS
from .mentions import Mention
from .page import Page
from .sides import named_parties, parties_of, party_in

_OPENING = 2  # sentences of the body in which a text says who took part


@dataclass(slots=True)
class Draft:
    """Tellings that may be of one meeting, and the mentions of its sides by party."""

    family: str
    is_open: bool = False  # told only in words that leave open how ("spoke with", "talks")
    told: list[Contact] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    parties: dict[str, Mention] = field(default_factory=dict)
    score: float = 0.0

    @property
    def in_headline(self) -> bool:
        return any(contact.zone == "headline" for contact in self.told)

    def outshines(self, other: Draft) -> bool:
        """Whether a headline tells of this one: what was only hoped for counts among the same parties."""
        told = [c for c in self.told if c.zone == "headline"]
        is_contact = any(c.strong or c.status == "reported" for c in told)
        return is_contact or (bool(told) and self.parties.keys() == other.parties.keys())

    def add(self, contact: Contact, sides: dict[str, Mention], mentions: Iterable[Mention]) -> None:
        self.told.append(contact)
        self.mentions += mentions
        for party, mention in sides.items():
            self.parties.setdefault(party, mention)


def family_of(kind: str) -> str:
    """Contacts that one text may call by several names: a call may be a video call or a conference."""
    return kind if kind in ("in_person", "letter") else "call"


def drafts_of(page: Page, contacts: list[Contact]) -> list[Draft]:
    """Put every telling to its draft; one that names a single party waits until a later one says who the other is."""
    drafts: list[Draft] = []
    waiting: list[Contact] = []
    for contact in sorted(contacts, key=lambda c: c.zone == "caption"):
        sides = _without_group(parties_of(page, contact.sides))
        if len(sides) < 2:
            sides = _completed(page, contact, sides, drafts)
        for part in _parts(page, contact, sides):
            draft = _home(page, drafts, contact, part)
            if draft is None and len(part) > 1 and contact.zone != "caption":
                draft = Draft(family_of(contact.kind), not contact.strong)
                drafts.append(draft)
            if draft is None:
                waiting.append(contact)
            else:
                _put(page, draft, contact, part)
    for contact in waiting:
        sides = parties_of(page, contact.sides)
        headline = contact.zone == "headline" and contact.strong
        fits = _fitting(page, drafts, contact, sides) if len(sides) == 1 or (headline and not sides) else []
        if fits:
            _put(page, min(fits, key=lambda d: d.told[0].hit.first), contact, sides)
    drafts = _widened(page, drafts)
    for draft in drafts:
        draft.told.sort(key=lambda c: (c.zone == "caption", c.hit.first))
    return drafts


def _without_group(sides: dict[str, Mention]) -> dict[str, Mention]:
    """ "A, B and European leaders": beside two parties who the leaders are is told elsewhere, or nowhere."""
    named = {
        party: mention
        for party, mention in sides.items()
        if party not in ORGANISATIONS or mention.name or mention.titles or "leaders" not in mention.flags
    }
    return named if len(named) > 1 else sides


def _widened(page: Page, drafts: list[Draft]) -> list[Draft]:
    """A headline that names two of those whom the opening of the text names tells of the same contact."""
    body = [number for number in page.sentences if page.zone_of[number] == "body"][:_OPENING]
    for draft in drafts:
        if not all(contact.zone == "headline" for contact in draft.told):
            continue
        wider = (d for d in drafts if d.family == draft.family and draft.parties.keys() < d.parties.keys())
        for other in wider:
            told = any(c.sentence in body and c.status == "reported" for c in other.told)
            if told and _agree(_persons(page, other.mentions), _persons(page, draft.mentions)):
                other.told += draft.told
                other.mentions += draft.mentions
                return _widened(page, [d for d in drafts if d is not draft])
    return drafts


def _put(page: Page, draft: Draft, contact: Contact, part: dict[str, Mention]) -> None:
    if draft.is_open and contact.strong:
        draft.family, draft.is_open = family_of(contact.kind), False
    mentions = [*contact.sides, *(m for m in part.values() if m not in contact.sides)]
    draft.add(contact, part, [m for m in mentions if party_in(page, m) in part])


def _completed(page: Page, contact: Contact, sides: dict[str, Mention], drafts: list[Draft]) -> dict[str, Mention]:
    """The sides of a telling that names one or none: those of the persons in its sentence, or in the headline."""
    if (
        any(d.family == family_of(contact.kind) and sides.keys() <= d.parties.keys() for d in drafts)
        or not contact.strong
    ):
        return sides
    headline = [n for n, zone in enumerate(page.zone_of) if zone == "headline"]
    # An office once held is a comparison ("as former President X did") rather than a side, unless nobody else is there.
    for sentence, former in ((contact.sentence, False), *((n, False) for n in headline), (contact.sentence, True)):
        named = named_parties(page, sentence, former=former)
        both = {**named, **sides}
        if len(both) == 2 and len(sides) < 2:
            return both
    return sides


def _parts(page: Page, contact: Contact, sides: dict[str, Mention]) -> list[dict[str, Mention]]:
    """One meeting, or one with each of those on the right where they were spoken to separately."""
    left = parties_of(page, contact.left)
    right = {party: m for party, m in parties_of(page, contact.right).items() if party not in left}
    apart = contact.separate or (len(right) == 2 and page.language.contacts["two_counterparts"] == "separate")
    if len(left) != 1 or len(right) < 2 or not apart or contact.joint or family_of(contact.kind) != "call":
        return [sides]
    return [{**left, party: mention} for party, mention in right.items()]


def _home(page: Page, drafts: list[Draft], contact: Contact, sides: dict[str, Mention]) -> Draft | None:
    """The draft that a telling belongs to: the latest with its parties, or, where it names none, the one told last."""
    fits = _fitting(page, drafts, contact, sides)
    return max(fits, key=lambda d: (d.told[-1].sentence, -drafts.index(d)), default=None)


def _fitting(page: Page, drafts: list[Draft], contact: Contact, sides: dict[str, Mention]) -> list[Draft]:
    said = _persons(page, contact.sides)
    return [
        d
        for d in drafts
        if (d.family == family_of(contact.kind) or (sides and (d.is_open or not contact.strong)))
        and sides.keys() <= d.parties.keys()
        and _agree(_persons(page, d.mentions), said)
    ]


def _persons(page: Page, mentions: Iterable[Mention]) -> dict[str, set[str]]:
    """Names of the persons by party."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        person = page.people.who(mention)
        if person and person.country:
            found.setdefault(person.country, set()).add(person.name)
    return found


def _agree(known: dict[str, set[str]], said: dict[str, set[str]]) -> bool:
    """Whether both name the same people, as far as both do: the ministers' call is not the presidents'."""
    shared = known.keys() & said.keys()
    return len(shared) < 2 or all(known[party] & said[party] for party in shared)
