"""At whose request a contact took place, where the text says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .contacts import Contact
from .facts import Coded
from .mentions import Mention
from .page import Page
from .sides import may_be_side, party_in

_NEAR = 5  # tokens between the words of asking and the party
_REACH = 6  # tokens between the contact and the words of asking


def initiator_of(page: Page, told: Sequence[Contact], parties: Iterable[str]) -> Coded | None:
    """The party that asked for the contact: "at the request of", "proposed by", or who placed the call."""
    parties = set(parties)
    for contact in told:
        found = (
            (_asked(page, contact, parties) or _owned(page, contact, parties)) if contact.zone != "caption" else None
        )
        if found:
            return found
    for contact in told:
        found = _called(page, contact, parties)
        if found:
            return found
    return None


def _asked(page: Page, contact: Contact, parties: set[str]) -> Coded | None:
    """The words of asking stand right behind the contact or its sides: further on, something else was asked for."""
    near = [m for m in page.mentions_in.get(contact.sentence, []) if may_be_side(page, m)]
    ends = [contact.hit.last, *(m.last for m in contact.sides)]
    before, by = (page.marks.cues.get(cue, {}) for cue in ("initiator_before", "initiator_by"))
    for start, end in (before | by).items():
        if not any(0 <= start - place <= _REACH for place in ends) or start < contact.hit.last:
            continue
        mention = next((m for m in near if end <= m.first <= end + _NEAR), None)
        party = party_in(page, mention) if mention else None
        if mention is None or party not in parties:
            continue
        # "Do Mỹ đề xuất": a lone preposition says so only with a verb of asking behind the party.
        if start in before or page.marks.cue("initiator_after", mention.last, mention.last + 2):
            return Coded(party, page.support([(start, mention.last)], "initiator.request", 0.92))
    return None


def _owned(page: Page, contact: Contact, parties: set[str]) -> Coded | None:
    """ "At the latter's initiative", "at the Japanese side's request"."""
    first, last = page.tokens.sentences[contact.sentence]
    for start, end in page.marks.cues.get("initiator_latter", {}).items():
        party = party_in(page, contact.right[-1]) if contact.right else None
        if contact.hit.last <= start < last and party in parties:
            return Coded(party, page.support([(start, end)], "initiator.latter", 0.9))
    near = [
        m for m in page.mentions_in.get(contact.sentence, []) if m.first >= contact.hit.last and may_be_side(page, m)
    ]
    for mention in near:
        party = party_in(page, mention)
        behind = page.marks.cue("initiator_own", mention.last, min(last, mention.last + 4))
        before = any(
            page.tokens.keys[index] in ("at", "on") for index in range(max(first, mention.first - 3), mention.first)
        )
        if party in parties and behind and before:
            return Coded(party, page.support([(mention.first, mention.last)], "initiator.own", 0.88))
    return None


def _called(page: Page, contact: Contact, parties: set[str]) -> Coded | None:
    """ "A phoned B": who places a call asked for it."""
    caller = page.marks.cues.get("initiator_caller", {})
    if contact.status != "reported" or contact.hit.first not in caller:
        return None
    mention: Mention | None = next(iter(contact.left), None)
    party = party_in(page, mention) if mention else None
    if mention is None or party not in parties or len(contact.left) != 1:
        return None
    return Coded(party, page.support([(mention.first, contact.hit.last)], "initiator.caller", 0.8))
