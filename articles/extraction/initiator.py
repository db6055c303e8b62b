"""At whose request a contact took place, where the text says so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .contacts import Contact
from .facts import Coded
from .page import TOLD, Page
from .sides import may_be_side, party_in

_NEAR = 5  # tokens between the words of asking and the party
_REACH = 6  # words between the contact and the words of asking, those of a date aside
_INSET = 14  # tokens before the contact among which a time may be inset
_SUBJECT = 14  # tokens before the contact where it is the subject of the sentence
_LEADS = 1  # words before those of asking that open a sentence, those of a date aside: "On 7 June, at the request of"
_RESUMED = 4  # sentences behind the one of the contact that may still tell who asked


def initiator_of(page: Page, told: Sequence[Contact], parties: Iterable[str]) -> Coded | None:
    """The party that asked for the contact: "at the request of", "proposed by", or who placed the call."""
    parties = set(parties)
    told = [contact for contact in told if contact.zone != "caption"]
    for way in (_asked, _owned, _resumed, _called, _answered):
        for contact in told:
            found = way(page, contact, parties)
            if found:
                return found
    return None


def _asked(page: Page, contact: Contact, parties: set[str]) -> Coded | None:
    """The words of asking open the sentence, or stand right behind the contact or its sides: further on,
    something else was asked for.
    """
    ends = [contact.hit.last, *(m.last for m in contact.sides)]
    return _behind(page, contact.sentence, [e for e in ends if e >= contact.hit.last], parties, opens=True)


def _resumed(page: Page, contact: Contact, parties: set[str]) -> Coded | None:
    """ "The conversation took place at the request of the Russian side", soon after the contact."""
    if not any(page.marks.cues.get(f"initiator_{cue}") for cue in ("before", "by", "verb")):
        return None
    last = min(contact.sentence + _RESUMED, len(page.tokens.sentences) - 1)
    for sentence in range(contact.sentence + 1, last + 1):
        first, end = page.tokens.sentences[sentence]
        words = [h for h in page.marks.parts if h.phrase.category == "trigger" and first <= h.first < end]
        # "At the initiative of Paris, the call also dealt with": words of asking that open for the contact itself.
        opens = bool(words) and words[0].first - first <= _SUBJECT
        told = page.zone_of[sentence] in TOLD
        found = _behind(page, sentence, [h.last for h in words], parties, opens=opens) if told else None
        if found:
            return found
        if not words:
            continue
        # "The American side had asked to hold the call."
        for mention in page.mentions_in.get(sentence, []):
            cue = page.marks.cues.get("initiator_verb", {}).get(mention.last)
            if cue and may_be_side(page, mention) and party_in(page, mention) in parties:
                return Coded(party_in(page, mention), page.support([(mention.first, cue)], "initiator.verb", 0.88))
    return None


def _behind(page: Page, sentence: int, ends: Sequence[int], parties: set[str], *, opens: bool) -> Coded | None:
    """The party behind words of asking that stand close behind one of `ends`, or that open the sentence."""
    near = [m for m in page.mentions_in.get(sentence, []) if may_be_side(page, m)]
    first, last = page.tokens.sentences[sentence]
    before, by = (page.marks.cues.get(cue, {}) for cue in ("initiator_before", "initiator_by"))
    for start, end in (before | by).items():
        close = first <= start < last and any(e <= start and _words(page, e, start) <= _REACH for e in ends)
        leads = first <= start < last and _words(page, first, start) <= _LEADS
        if not close and not (opens and start in before and leads):
            continue
        mention = next((m for m in near if end <= m.first <= end + _NEAR), None)
        party = party_in(page, mention) if mention else None
        if mention is None or party not in parties:
            continue
        # "Do Mỹ đề xuất": a lone preposition says so only with a verb of asking behind the party.
        if start in before or page.marks.cue("initiator_after", mention.last, mention.last + 2):
            return Coded(party, page.support([(start, mention.last)], "initiator.request", 0.92))
    return None


def _words(page: Page, first: int, last: int) -> int:
    return sum(page.tokens.words[index].isalpha() and index not in page.dated for index in range(first, last))


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
        before = page.marks.cue("initiator_own_leads", max(first, mention.first - 3), mention.first)
        if party in parties and behind and before:
            return Coded(party, page.support([(mention.first, mention.last)], "initiator.own", 0.88))
    return None


def _called(page: Page, contact: Contact, parties: set[str]) -> Coded | None:
    """ "A phoned B": who places a call asked for it."""
    caller = page.marks.cues.get("initiator_caller", {})
    if contact.status != "reported" or contact.hit.first not in caller:
        return None
    if not contact.left and page.marks.cue("initiator_self", contact.hit.first - 2, contact.hit.first):
        # "I called the president of Russia": of two parties the one that was not rung.
        other = parties - {party_in(page, m) for m in contact.right}
        if len(other) == 1 and len(parties) == 2:
            return Coded(other.pop(), page.support([contact.hit], "initiator.self", 0.75))
    if len(contact.left) != 1:
        return None
    mention = contact.left[0]
    party = party_in(page, mention)
    called = {party_in(page, m) for m in contact.right}
    if not called and not page.marks.cue("aside", page.tokens.sentences[contact.sentence][0], contact.hit.first):
        called = parties
    if party not in parties or not called & parties - {party}:
        return None
    return Coded(party, page.support([(mention.first, contact.hit.last)], "initiator.caller", 0.8))


def _answered(page: Page, contact: Contact, parties: set[str]) -> Coded | None:
    """ "A took a call from B": B placed it."""
    taken = page.marks.cue("initiator_taken", _before_time(page, contact) - 3, contact.hit.last)
    if contact.status != "reported" or not taken:
        return None
    near = page.mentions_in.get(contact.sentence, [])
    mention = next((m for m in near if m.first > contact.hit.last and may_be_side(page, m)), None)
    party = party_in(page, mention) if mention else None
    if mention is None or party not in parties or _words(page, contact.hit.last, mention.first) > 3:
        return None
    if not page.marks.cue("initiator_from", mention.first - 1, mention.first):
        return None
    return Coded(party, page.support([(contact.hit.first, mention.last)], "initiator.answered", 0.85))


def _before_time(page: Page, contact: Contact) -> int:
    """Where the words of a contact begin, or the time inset before them: "a reçu, lundi 31 mars au soir, un appel"."""
    at = contact.hit.first
    commas = [index for index in range(max(0, at - _INSET), at) if page.tokens.words[index] == ","][-2:]
    return commas[0] if len(commas) == 2 and not page.dated.isdisjoint(range(*commas)) else at
