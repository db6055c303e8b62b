"""How much each part of a text is about the contact it reports.

A readout is about nothing else; a press article soon turns to what happened before, to
other people's opinion, to other news. Its sentences are followed like a reader would:
one that names the contact, or in which its parties speak and agree, opens or keeps up the
report; "in the context of", "earlier", an analyst's name or another day leaves it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from .contacts import Contact
from .page import Page
from .people import Person
from .voices import Voice

# How a sentence weighs by what it is: it names the contact, all sides speak, one participant, one party.
WEIGHT = {"told": 1.0, "sides": 0.95, "spoken": 0.9, "party": 0.7}
# The same where the text had left the contact before; and where it leaves it, in a readout and in longer texts.
AGAIN = {"told": 1.0, "sides": 0.7, "spoken": 0.55, "party": 0.35}
LEFT = (0.5, 0.25, 0.15)
HEADLINE, OPENING, BEHIND, BY_OTHERS, LOST = 0.7, 0.7, 0.3, 0.3, 0.4
SHORT, LONG = 8, 14  # sentences of a body
FADES = (0.95, 0.7, 0.5)  # how fast the thread is lost where nothing keeps it up: up to SHORT, up to LONG, longer
NEAR = 3  # tokens at the start of a sentence in which an aside shows
# How sure what is told in a text of such a length can be: in a long one more is told than what was talked about.
SURE = (1.0, 0.95, 0.88)


def about(
    page: Page,
    told: Sequence[Contact],
    people: Collection[Person],
    voices: Mapping[int, Sequence[Voice]],
    day: str = "",
) -> list[float]:
    """For each token of a page, 0 to 1, how much it tells of the contact, 0 outside the report. `day`: in EDTF."""
    weight = [0.0] * len(page.tokens)
    cues = _cues(page)
    told_in = {contact.sentence: contact for contact in told}
    present = _present(page, people)
    other_day = _other_days(page, day)
    body = [number for number in page.sentences if page.zone_of[number] == "body"]
    size = _size(len(body))
    for number in page.sentences:
        if page.zone_of[number] == "headline":
            _fill(weight, page.tokens.sentences[number], HEADLINE)
    flow, away = OPENING, False  # away: another contact of the same people is being told
    for number in body:
        first, last = page.tokens.sentences[number]
        found, heard = cues.get(number, {}), voices.get(number, ())
        if number in told_in:
            contact = told_in[number]
            away = bool(size == 2 and number in other_day and contact.left and contact.right)
            kind = "left" if away else _told(contact, heard)
        else:
            kind = _kind(page, number, found, heard, number in other_day, size)
            if kind == "plain" and size < 2 and number in present:
                kind = "spoken"
        if kind == "plain":
            flow *= FADES[size]
        elif kind == "left" or away:
            flow = min(flow, LEFT[size])
        elif kind == "by others":
            flow = min(flow, BY_OTHERS)
        else:
            flow = (WEIGHT if flow > LOST else AGAIN)[kind]
        _fill(weight, (first, last), flow)
        for start in found.get("setting", ())[:1]:
            _fill(weight, (start, _setting_end(page, start, first, last)), min(flow, BEHIND))
    return weight


def certainty(page: Page) -> float:
    """What the length of a text leaves of the confidence in what it tells."""
    return SURE[_size(page.zone_of.count("body"))]


def _size(sentences: int) -> int:
    return (sentences > SHORT) + (sentences > LONG)


def _fill(weight: list[float], span: tuple[int, int], value: float) -> None:
    weight[span[0] : span[1]] = [value] * (span[1] - span[0])


def _setting_end(page: Page, start: int, first: int, last: int) -> int:
    """Circumstances told first end with their clause; told last, with the sentence."""
    if start - first >= NEAR:
        return last
    return next((index for index in range(start, last) if page.tokens.words[index] == ","), last)


def _cues(page: Page) -> dict[int, dict[str, list[int]]]:
    """Where words that leave the subject stand, by sentence and category."""
    found: dict[int, dict[str, list[int]]] = {}
    for sentence, deeds in page.deeds_in.items():
        for hit in deeds:
            if hit.phrase.category in ("aside", "turn", "setting", "observer", "elsewhere"):
                found.setdefault(sentence, {}).setdefault(hit.phrase.category, []).append(hit.first)
    return found


def _other_days(page: Page, day: str) -> set[int]:
    """Sentences that name days of the calendar, none of them the day of the contact or next to it."""
    match = re.search(r"-(\d\d)-(\d\d)", day)
    if match is None:
        return set()
    own = int(match[1]) * 31 + int(match[2])
    days: dict[int, list[int]] = {}
    for said in page.said:
        if said.month and said.day:
            days.setdefault(page.tokens.sentence_of[said.first], []).append(said.month * 31 + said.day)
    return {number for number, named in days.items() if all(abs(other - own) > 1 for other in named)}


def _present(page: Page, people: Collection[Person]) -> set[int]:
    """Sentences that begin with a participant."""
    found = set()
    for number, mentions in page.mentions_in.items():
        if mentions and page.people.who(mentions[0]) in people:
            found.add(number)
    return found


def _told(contact: Contact, voices: Sequence[Voice]) -> str:
    """A sentence that names the contact tells of it, unless only someone else speaks of it there."""
    kinds = {voice.kind for voice in voices}
    named = contact.left and contact.right
    return "told" if named or "outsider" not in kinds or kinds - {"outsider", "untold"} else "by others"


def _kind(
    page: Page,
    number: int,
    cues: Mapping[str, Sequence[int]],
    voices: Sequence[Voice],
    other_day: bool,
    size: int,
) -> str:
    """What a sentence of the body does that does not name the contact."""
    first = page.tokens.sentences[number][0]
    if any(start - first < NEAR for start in cues.get("aside", ())):
        return "left"
    kinds = {voice.kind for voice in voices}
    if "sides" in kinds or ("passive" in kinds and size < 2):
        return "sides"
    if size == 2 and ("elsewhere" in cues or other_day):
        return "left"
    if kinds & {"person", "title"}:
        return "spoken"
    if any(start - first < NEAR for start in cues.get("turn", ())):
        return "left"
    spoken = min((voice.hit.first for voice in voices), default=len(page.tokens))
    if "elsewhere" in cues or (other_day and size) or any(start < spoken for start in cues.get("observer", ())):
        return "left"
    if "party" in kinds:
        return "party"
    return "left" if "outsider" in kinds else "plain"
