"""Which meetings a text reports, the main one first, and who took part in each.

A draft (see `drafts`) is a report if the text gives it weight: its place in the
headline or the first sentences, how often it is told, and whether it is told as
having happened. What a text mentions in passing is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from .contacts import Contact, Reader
from .drafts import Draft, drafts_of, family_of
from .facts import Coded, Participant
from .initiator import initiator_of
from .lexicon import ORGANISATIONS, without_style
from .mentions import Mention
from .page import Page
from .people import Person, name_length, role_of
from .sides import may_be_side, meant_by, named_parties, parties_of, party_in

# What a place in the text is worth, and how much a report needs. Fitted by hand on labelled articles of both languages.
HEADLINE, LEAD, LEAD_LENGTH, AGAIN, MOST_AGAIN, FULL, NAMED = 3.0, 3.0, 5, 0.5, 1.5, 1.0, 0.5
WEAK, SECOND_HAND, BESIDE, CAPTION = -1.0, -1.5, -2.5, 0.5
NEEDED = {"call": 2.0, "in_person": 4.0, "letter": 3.0}
MOST_CONTACTS = 300  # more words of contact than any report has: a text beyond is a list or a book
_OPENS = 3  # tokens of a sentence, or before the contact, among which words that put it aside begin
_ROLL = 2  # tokens of a sentence among which words that call a roll begin
FAR = 8  # sentences of the body from which on a contact is background, however fully it is told


@dataclass(frozen=True, slots=True)
class Found:
    """A meeting that a text reports. `told`: where it does; `scope`: numbers of the sentences about it."""

    kind: Coded
    told: tuple[Contact, ...]
    people: tuple[tuple[Person, Mention], ...]
    parties: tuple[Coded, ...]
    initiator: Coded | None
    scope: tuple[int, ...]


def found_meetings(page: Page) -> tuple[list[Found], str]:
    """The meetings that the text reports as having taken place, the main one first; with none, why (of SKIPPED)."""
    told = {page.tokens.sentence_of[part.first] for part in page.marks.parts if part.phrase.category == "trigger"}
    near = {n: [m for m in found if may_be_side(page, m)] for n, found in page.mentions_in.items() if n in told}
    contacts = Reader(page.tokens, page.marks, near).contacts(page.zone_of)[:MOST_CONTACTS]
    _set_back(page, contacts)
    _bring_forward(page, contacts)
    _call_rolls(page, contacts, near)
    drafts = [draft for draft in drafts_of(page, contacts) if len(draft.parties) > 1]
    for draft in drafts:
        draft.score = _score(page, draft)
    for draft in drafts:
        if not draft.in_headline and any(head.outshines(draft) for head in drafts):
            draft.score += BESIDE
    reports = [draft for draft in drafts if draft.score >= NEEDED[draft.family]]
    if not reports:
        return [], _why_none(page, drafts)
    reports.sort(key=lambda draft: -draft.score)
    return [_found(page, reports[0])], ""


def _why_none(page: Page, drafts: list[Draft]) -> str:
    """What a text that reports no meeting tells of the one that it names first."""
    if not drafts:
        return "no_contact"
    first = min(drafts, key=lambda draft: (not draft.in_headline, draft.told[0].sentence))
    told = {contact.status for contact in first.told}
    if not _is_not_told_as_done(page, first):
        return "passing"
    return next((status for status in ("denied", "planned", "recalled") if status in told), "passing")


def _set_back(page: Page, contacts: list[Contact]) -> None:
    """ "After his call with A, B spoke with C": what the sentence reports is the second, the first is recalled."""
    for contact, other in pairwise(contacts):
        if contact.setting and contact.sentence == other.sentence and other.status == "reported" and not other.setting:
            sides, others = (parties_of(page, c.sides).keys() for c in (contact, other))
            if len(others) > 1 and not sides <= others:
                contact.status = "recalled"


def _bring_forward(page: Page, contacts: list[Contact]) -> None:
    """ "Last week, A spoke with B": recalled where another contact is told, the news of a text that opens with it."""
    told = [contact for contact in contacts if contact.zone != "caption"]
    opening = next((number for number in page.sentences if page.zone_of[number] == "body"), None)
    if opening is None or any(contact.status != "recalled" for contact in told):
        return
    first, _ = page.tokens.sentences[opening]
    if any(said.first < first + _OPENS for said in page.said_in.get(opening, ())):  # "earlier" alone is not enough
        for contact in told:
            contact.status = "reported" if contact.sentence == opening else contact.status


def _call_rolls(page: Page, contacts: Sequence[Contact], near: Mapping[int, Sequence[Mention]]) -> None:
    """ "A held a call with allies. [...] Participants in the call included B and C": the sides of what was told before.

    Two parties at least must be new, or the sentence names those who sat beside one side.
    """
    for place, contact in enumerate(contacts):
        first, _ = page.tokens.sentences[contact.sentence]
        if contact.zone != "body" or not page.marks.cue("roll", first, first + _ROLL):
            continue
        family = family_of(contact.kind)
        hosted = [c for c in contacts[:place] if c.status == "reported" and family_of(c.kind) == family and c.left]
        host = next((c for c in hosted if c.zone == "body"), hosted[0] if hosted else None)
        own = parties_of(page, host.left if host else ())
        present = [m for m in near.get(contact.sentence, ()) if party_in(page, m) and party_in(page, m) not in own]
        if len(parties_of(page, present)) < 2:
            continue
        for told in (contact, host) if host and len(parties_of(page, host.sides)) < 2 else (contact,):
            told.left, told.right, told.joint = list(host.left) if host else [], list(present), True


def _score(page: Page, draft: Draft) -> float:
    """How much weight the text gives to a draft as a thing that happened."""
    if _is_not_told_as_done(page, draft):
        return 0.0
    done = [c for c in draft.told if c.status == "reported"]
    body = {number: place for place, number in enumerate(n for n in page.sentences if page.zone_of[n] == "body")}
    score = HEADLINE if any(c.zone == "headline" for c in done) else 0.0
    places = [body[c.sentence] for c in done if c.sentence in body]
    if places:
        score += LEAD * max(0.0, 1 - min(places) / LEAD_LENGTH)
        score += min(MOST_AGAIN, AGAIN * (len(set(places)) - 1))
        if any(_is_full(page, c) for c in done if body.get(c.sentence, FAR) < FAR):
            score += FULL
    if any(c.zone == "caption" for c in done):
        score += CAPTION
    if not any(c.strong for c in done):
        score += WEAK
    score += NAMED if _in_one_headline(page, draft) else 0.0
    first = next((c for c in done if c.sentence in body), None)
    if first and _in_passing(page, first) and not draft.in_headline:
        score += SECOND_HAND
    return score


def _is_not_told_as_done(page: Page, draft: Draft) -> bool:
    """Planned, denied or recalled where it is first told, in the headline or in the body."""
    told = [c for c in draft.told if c.zone != "caption"]
    whole = [c for c in told if len(parties_of(page, c.sides)) > 1]
    if whole and all(c.status in ("planned", "denied") for c in whole):
        return True
    headline = next((c for c in told if c.zone == "headline" and c.strong), None)
    body = next((c for c in told if c.zone == "body" and c.sides), None)
    first = [c for c in (headline, body) if c] or told[:1]
    done, planned = (sum(c.status == status for c in told) for status in ("reported", "planned"))
    # Summits are talked of long before; a call that is told of at all has mostly taken place.
    announced = draft.family == "in_person" and planned >= done
    return not done or announced or any(c.status in ("planned", "denied") for c in first)


def _in_one_headline(page: Page, draft: Draft) -> bool:
    """Whether a headline names somebody of each party."""
    headlines = (n for n, zone in enumerate(page.zone_of) if zone == "headline")
    return any(draft.parties.keys() <= named_parties(page, n, former=True).keys() for n in headlines)


def _is_full(page: Page, contact: Contact) -> bool:
    """Persons on both sides and a day: told as news, not as a setting."""
    if not all(any(m.is_person for m in side) for side in (contact.left, contact.right)) or _in_passing(page, contact):
        return False
    return any(s.is_day for s in page.said_in.get(contact.sentence, ()))


def _in_passing(page: Page, contact: Contact) -> bool:
    """ "Also on that day", "since the call": the sentence tells of something else, or of something before."""
    first, _ = page.tokens.sentences[contact.sentence]
    at = contact.hit.first
    return any(page.marks.cue("aside", start, min(start + _OPENS, at)) for start in (first, max(first, at - _OPENS)))


def _found(page: Page, draft: Draft) -> Found:
    lead = next((c for c in draft.told if c.status == "reported"), draft.told[0])
    people = _people(page, draft)
    kinds = [c.kind for c in draft.told if c.status == "reported" and len(parties_of(page, c.sides)) > 1]
    strong = next((c for c in draft.told if c.status == "reported" and c.strong), lead)
    several = len(draft.parties) > 2 or _has_members(draft, people)
    kind = "multilateral" if several and draft.family == "call" else _kind(strong, kinds)
    return Found(
        kind=Coded(kind, page.support([lead.hit], f"contact.{lead.kind}", min(0.98, 0.6 + 0.06 * draft.score))),
        told=tuple(draft.told),
        people=tuple(people),
        parties=tuple(
            Coded(party, page.support([(m.first, m.last)], "party.side", 0.95)) for party, m in draft.parties.items()
        ),
        initiator=initiator_of(page, draft.told, draft.parties),
        scope=tuple(page.sentences),
    )


def _has_members(draft: Draft, people: list[tuple[Person, Mention]]) -> bool:
    """An organisation for which nobody is named stands for its members ("the ministers of ASEAN")."""
    named = {person.country for person, _ in people}
    return any(party in ORGANISATIONS and party not in named and not m.titles for party, m in draft.parties.items())


def _kind(lead: Contact, kinds: list[str]) -> str:
    """A call told of as by video somewhere is a video call; else what it is called first."""
    return "video_call" if lead.kind == "phone_call" and "video_call" in kinds else lead.kind


def _people(page: Page, draft: Draft) -> list[tuple[Person, Mention]]:
    """Who took part: the persons on the sides, and for a side without a name the one person that it can mean.

    Where a telling names one party alone, only who is spoken to is sure to be on a side of it.
    """
    people: dict[str, tuple[Person, Mention]] = {}
    half = {id(m) for c in draft.told if len(parties_of(page, c.sides)) < 2 for m in c.left}
    half |= {id(m) for c in draft.told if c.status != "reported" for m in c.sides}
    half -= {id(m) for m in draft.parties.values()}
    for mention in (m for m in draft.mentions if id(m) not in half):
        person = page.people.who(mention)
        if person and person.country in draft.parties:
            people.setdefault(person.name, (person, mention))
    for mention in draft.mentions:
        party = party_in(page, mention)
        if party in draft.parties and not any(person.country == party for person, _ in people.values()):
            person = meant_by(page, mention, party, [person for person, _ in people.values()])
            if person:
                people[person.name] = person, mention
    return list(people.values())


def participant(page: Page, person: Person, mention: Mention, day: date | None) -> Participant:
    """A person who took part, as the text names them, in the role held on that `day`: offices change hands.

    `mention`: where the person stands on a side.
    """
    # The fullest form of the name, the first of equals.
    named = max(
        (m for m in person.mentions if m.name),
        key=lambda m: name_length(m, page.tokens, page.language),
        default=mention,
    )
    titled = next((m for m in person.mentions if m.title_span), None)
    title = page.written(*titled.title_span) if titled and titled.title_span else ""
    role = role_of(person, mention, person.country, day)
    first, last = named.name or (named.first, named.last)
    first += without_style(page.tokens.folds[first:last], page.language.styles)
    known = person.holder is not None
    support = page.support([(first, last)], "person.known" if known else "person.named", 0.95 if known else 0.85)
    written = page.written(first, last)
    name = written if person.goes_by(written) else person.name
    return Participant(name, written, person.country, role, title, support)
