"""Which meetings a text reports, the main one first, and who took part in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .contacts import Contact, Reader
from .facts import Coded, Participant
from .lexicon import ORGANISATIONS
from .mentions import Mention
from .page import Page
from .people import Person, party_of, role_of

LEAD = 4  # sentences of the body in which a report says what it reports


@dataclass(frozen=True, slots=True)
class Found:
    """A meeting that a text reports. `told`: where it does; `scope`: numbers of the sentences about it."""

    kind: Coded
    told: tuple[Contact, ...]
    people: tuple[tuple[Person, Participant], ...]
    parties: tuple[Coded, ...]
    initiator: Coded | None
    scope: tuple[int, ...]


@dataclass(slots=True)
class _Draft:
    """Contacts that may be of one meeting, and the mentions of each side."""

    told: list[Contact] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    parties: dict[str, Mention] = field(default_factory=dict)


def found_meetings(page: Page) -> list[Found]:
    """The meetings that the text reports as having taken place, the main one first."""
    contacts = [
        c for c in Reader(page.tokens, page.marks, page.mentions).contacts(page.zone_of) if c.status == "reported"
    ]
    body = [number for number in page.sentences if page.zone_of[number] == "body"]
    lead = {number for number in page.sentences if page.zone_of[number] == "headline"} | set(body[:LEAD])
    drafts = [draft for draft in _drafts(page, contacts) if len(draft.parties) > 1]
    drafts = [draft for draft in drafts if any(c.sentence in lead for c in draft.told)]
    return [_found(page, draft) for draft in drafts[:1]]


def party_in(page: Page, mention: Mention) -> str | None:
    """The party that a mention stands for."""
    person = page.people.who(mention)
    return party_of(mention) or (person.country if person else None)


def _drafts(page: Page, contacts: Sequence[Contact]) -> list[_Draft]:
    drafts: list[_Draft] = []
    for contact in contacts:
        sides = {party: m for m in reversed(contact.sides) if (party := party_in(page, m))}
        draft = next((d for d in drafts if _fits(d, sides)), None)
        if draft is None:
            draft = _Draft()
            drafts.append(draft)
        draft.told.append(contact)
        draft.mentions += contact.sides
        for party, mention in sides.items():
            draft.parties.setdefault(party, mention)
    return drafts


def _fits(draft: _Draft, sides: dict[str, Mention]) -> bool:
    return not sides or sides.keys() <= draft.parties.keys() or draft.parties.keys() <= sides.keys()


def _found(page: Page, draft: _Draft) -> Found:
    first = draft.told[0]
    people: dict[str, tuple[Person, Participant]] = {}
    for mention in draft.mentions:
        person = page.people.who(mention)
        if person and person.country in draft.parties and person.name not in people:
            people[person.name] = person, _participant(page, person, mention)
    kind = first.kind if len(draft.parties) < 3 or first.kind == "in_person" else "multilateral"
    return Found(
        kind=Coded(kind, page.support([first.hit], f"contact.{first.kind}", 0.9)),
        told=tuple(draft.told),
        people=tuple(people.values()),
        parties=tuple(
            Coded(party, page.support([(m.first, m.last)], "party.side", 0.9)) for party, m in draft.parties.items()
        ),
        initiator=None,
        scope=tuple(page.sentences),
    )


def _participant(page: Page, person: Person, mention: Mention) -> Participant:
    named = next((m for m in person.mentions if m.name), mention)
    titled = next((m for m in person.mentions if m.title_span), None)
    title = page.written(*titled.title_span) if titled and titled.title_span else ""
    role = role_of(person, mention, person.country, page.day)
    first, last = named.name or (named.first, named.last)
    written = page.written(first, last)
    known = person.holder is not None or person.country in ORGANISATIONS
    support = page.support([(first, last)], "person.known" if known else "person.named", 0.95 if known else 0.85)
    return Participant(person.name, written, person.country, role, title, support)
