"""At whose request a contact took place, where the text says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .contacts import Contact
from .facts import Coded
from .mentions import Mention
from .page import Page
from .sides import may_be_side, party_in

_NEAR = 5  # tokens between the words of asking and the party


def initiator_of(page: Page, told: Sequence[Contact], parties: Iterable[str]) -> Coded | None:
    """The party that asked for the contact: "at the request of", "proposed by", or who placed the call."""
    parties = set(parties)
    sentences = sorted({c.sentence for c in told if c.zone != "caption"})
    for sentence in sentences:
        found = _asked(page, sentence, parties)
        if found:
            return found
    for contact in told:
        found = _called(page, contact, parties)
        if found:
            return found
    return None


def _asked(page: Page, sentence: int, parties: set[str]) -> Coded | None:
    first, last = page.tokens.sentences[sentence]
    near = [m for m in page.mentions_in.get(sentence, []) if may_be_side(page, m)]
    for start, end in page.marks.cues.get("initiator_before", {}).items():
        if first <= start < last:
            mention = next((m for m in near if end <= m.first <= end + _NEAR), None)
            party = party_in(page, mention) if mention else None
            if mention and party in parties:
                return Coded(party, page.support([(start, mention.last)], "initiator.request", 0.92))
    return None


def _called(page: Page, contact: Contact, parties: set[str]) -> Coded | None:
    """ "A phoned B": who places a call asked for it."""
    caller = page.marks.cues.get("initiator_caller", {})
    if contact.status != "reported" or contact.hit.first not in caller or not contact.right:
        return None
    mention: Mention | None = next(iter(contact.left), None)
    party = party_in(page, mention) if mention else None
    if mention is None or party not in parties or len(contact.left) != 1:
        return None
    return Coded(party, page.support([(mention.first, contact.hit.last)], "initiator.caller", 0.8))
