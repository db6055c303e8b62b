"""Who stands on the sides of a contact: parties and persons behind the words."""

from __future__ import annotations

from collections.abc import Iterable

from .mentions import Mention
from .offices import WEIGHT
from .page import Page
from .people import Person, party_of

# Who is meant where a text says "the leaders" or "lãnh đạo hai nước" and names an office elsewhere.
LEADERS = frozenset(("head_of_state", "head_of_government", "party_leader", "royal", "org_head"))


def may_be_side(page: Page, mention: Mention) -> bool:
    """A person or a party that can speak for itself: no spokesperson, no capitalised word of another kind."""
    if "nested" in mention.flags or any(title.role == "spokesperson" for title in mention.titles):
        return False
    person = page.people.who(mention)
    if person is not None:
        return id(person) not in page.spokespersons
    return bool(party_of(mention) or mention.flags & {"leaders", "counterpart"})


def party_in(page: Page, mention: Mention) -> str | None:
    """The party that a mention stands for."""
    person = page.people.who(mention)
    return party_of(mention) or (person.country if person else None)


def parties_of(page: Page, mentions: Iterable[Mention]) -> dict[str, Mention]:
    """The parties of some mentions, each with the first mention that stands for it."""
    found: dict[str, Mention] = {}
    for mention in mentions:
        party = party_in(page, mention)
        if party and party not in found:
            found[party] = mention
    return found


def named_parties(page: Page, sentence: int, *, former: bool) -> dict[str, Mention]:
    """The parties of the persons that a sentence names, with or without those out of office."""
    known = page.named_in.get((sentence, former))
    if known is None:
        mentions = (m for m in page.mentions_in.get(sentence, []) if m.is_person and may_be_side(page, m))
        known = parties_of(page, (m for m in mentions if former or "former" not in m.flags))
        page.named_in[sentence, former] = known
    return known


def roles_of(page: Page, person: Person) -> set[str]:
    """The roles in which a text or, where it says nothing, the table knows a person."""
    roles = {title.role for title in person.titles()}
    if person.holder and (not roles or page.day):
        held = person.holder.role_on(page.day)
        roles |= {held} if held else set()
    return roles


def meant_by(page: Page, mention: Mention, party: str, others: Iterable[Person]) -> Person | None:
    """The person that an unnamed side stands for ("the Turkish leader", "his counterpart"), if only one can be."""
    wanted = {title.role for title in mention.titles}
    if "counterpart" in mention.flags:
        wanted = {role for person in others for role in roles_of(page, person)}
        wanted |= LEADERS if wanted & LEADERS else set()
    if not wanted or "leaders" in mention.flags:
        wanted |= LEADERS
    fits = [p for p in page.people.persons if p.country == party and roles_of(page, p) & wanted]
    if len(fits) > 1:
        heavy = min(_weight(page, p) for p in fits)
        fits = [p for p in fits if _weight(page, p) == heavy]
    return fits[0] if len(fits) == 1 else None


def _weight(page: Page, person: Person) -> int:
    return min((WEIGHT[role] for role in roles_of(page, person)), default=99)
