"""What was talked about."""

from __future__ import annotations

from collections.abc import Sequence

from .facts import TOPICS, Coded
from .page import Page
from .tokens import Hit

# What a word is worth where the text is about the contact and nothing else; a topic counts from HALF.
WORTH = {"strong": 0.85, "weak": 0.33}
ENOUGH = 0.5


def topics(page: Page, weight: Sequence[float]) -> tuple[Coded, ...]:
    """Topics that a text says were discussed, in the order of TOPICS. `weight`: of each token, as `about` gives it."""
    best: dict[str, dict[tuple[str, ...], tuple[float, Hit]]] = {}
    for hit in _clear(page.subjects):
        phrase = hit.phrase
        worth = WORTH.get(phrase.category, 0.0) * weight[hit.first]
        if worth:
            found = best.setdefault(phrase.value, {})
            if worth > found.get(phrase.words, (0.0, hit))[0]:
                found[phrase.words] = worth, hit
    return tuple(topic for code in TOPICS if (topic := _topic(page, code, best.get(code, {}))))


def _topic(page: Page, code: str, found: dict[tuple[str, ...], tuple[float, Hit]]) -> Coded | None:
    doubt = 1.0
    for worth, _ in found.values():
        doubt *= 1 - worth
    if 1 - doubt < ENOUGH:
        return None
    hits = sorted(found.values(), key=lambda item: -item[0])[:4]
    return Coded(code, page.support([hit for _, hit in hits], f"topic.{hits[0][1].phrase.category}", 1 - doubt))


def _clear(hits: Sequence[Hit]) -> list[Hit]:
    """Hits that no longer hit contains: "food security" says nothing of security."""
    clear: list[Hit] = []
    end = -1
    first = -1
    for hit in hits:
        if hit.last > end or (hit.first == first and hit.last == end):
            clear.append(hit)
            first, end = hit.first, hit.last
    return clear
