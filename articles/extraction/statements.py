"""Who said what, and what they did in saying it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .facts import Statement
from .page import Page
from .people import Person
from .relevance import certainty
from .voices import Voice

ENOUGH = 0.5  # a statement counts where the text is at least so much about the contact
SURE = {"person": 0.92, "party": 0.75, "sides": 0.95}
CLOSE = 0.85  # from here on a text is about the contact and nothing else
NEAR = 3  # tokens before a verb in which a word denies it or puts it off


def statements(
    page: Page,
    weight: Sequence[float],
    people: Sequence[Person],
    parties: Sequence[str],
    voices: Mapping[int, Sequence[Voice]],
) -> tuple[Statement, ...]:
    """Statements of the participants `people` and of the `parties`, in the order of the text."""
    everyone = _everyone(people, parties)
    found: dict[tuple[str, str, int], Statement] = {}
    for sentence, heard in voices.items():
        if page.zone_of[sentence] != "body" or _is_elsewhere(page, sentence):
            continue
        for voice in _not_within(heard):
            if weight[voice.hit.first] >= ENOUGH and _is_act(page, voice):
                for statement in _said(page, sentence, voice, everyone, weight[voice.hit.first]):
                    found.setdefault((statement.speaker, statement.act, sentence), statement)
    return tuple(found.values())


def _everyone(people: Sequence[Person], parties: Sequence[str]) -> tuple[str, ...]:
    """All who took part: persons, and the parties that no named person stands for."""
    spoken_for = {person.country for person in people}
    return tuple(dict.fromkeys((*(p.name for p in people), *(code for code in parties if code not in spoken_for))))


def _is_elsewhere(page: Page, sentence: int) -> bool:
    return any(hit.phrase.category == "elsewhere" for hit in page.deeds_in[sentence])


def _not_within(heard: Sequence[Voice]) -> Iterator[Voice]:
    """Voices without what a party does within a person's words: "he stressed that Vietnam welcomed"."""
    persons = False
    for voice in heard:
        if voice.kind != "party" or not persons:
            yield voice
        persons = persons or voice.kind in ("person", "sides", "title")


def _is_act(page: Page, voice: Voice) -> bool:
    """A verb of speaking that is not part of a fixed phrase, denied or still to come."""
    hit = voice.hit
    if hit.phrase.category != "act" or (voice.kind == "party" and hit.phrase.value == "inform"):
        return False
    near = range(max(0, hit.first - NEAR), hit.first)
    planned = page.marks.cues.get("planned", {})
    if any(planned.get(start, hit.last) <= hit.first for start in near):
        return False
    return not any(
        (h.phrase.category == "silent" and h.first <= hit.first and hit.last <= h.last)
        or (h.phrase.category in ("negation", "aside") and h.first in near)
        for h in page.deeds_in[page.tokens.sentence_of[hit.first]]
    )


def _said(page: Page, sentence: int, voice: Voice, everyone: Sequence[str], weight: float) -> Iterator[Statement]:
    speakers = everyone if voice.kind == "sides" else voice.who if voice.kind in SURE else ()
    sure = SURE.get(voice.kind, 0.0) * (1.0 if weight >= CLOSE else weight) * certainty(page)
    for speaker in speakers:
        support = page.support([page.tokens.sentences[sentence]], f"statement.{voice.kind}", sure)
        yield Statement(speaker, voice.hit.phrase.value, support)
