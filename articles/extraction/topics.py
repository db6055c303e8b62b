"""What was talked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .facts import TOPICS, Coded
from .page import Page
from .tokens import Hit

# What a word is worth where the text is about the contact and nothing else; a topic counts from ENOUGH.
WORTH = {"strong": 0.85, "weak": 0.4}
ENOUGH = 0.5


def topics(page: Page, weight: Sequence[float]) -> tuple[Coded, ...]:
    """Topics that a text says were discussed, in the order of TOPICS. `weight`: of each token, as `about` gives it."""
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in page.subjects:
        if weight[hit.first]:
            hits[hit.phrase.value].append(hit)
    clear = {code: _clear(hits[code]) for code in TOPICS if code in hits}
    return tuple(topic for code, found in clear.items() if found and (topic := _topic(page, code, found, weight)))


def _topic(page: Page, code: str, hits: Sequence[Hit], weight: Sequence[float]) -> Coded | None:
    sentences: dict[int, dict[tuple[str, ...], tuple[float, Hit]]] = defaultdict(dict)
    for hit in hits:
        worth = WORTH[hit.phrase.category] * weight[hit.first]
        words = tuple(page.tokens.folds[hit.first : hit.last])
        found = sentences[page.tokens.sentence_of[hit.first]]
        if worth > found.get(words, (0.0, hit))[0]:
            found[words] = worth, hit
    said: list[tuple[float, list[Hit]]] = []
    for found in sentences.values():
        doubt, most = 1.0, 0.0
        for worth, hit in found.values():
            doubt *= 1 - worth
            most = max(most, weight[hit.first])
        said.append((min(1 - doubt, most), [hit for _, hit in found.values()]))
    said.sort(key=lambda item: -item[0])
    sure = said[0][0] + sum(0.15 * worth for worth, _ in said[1:])
    if sure < ENOUGH:
        return None
    best = [hit for _, found in said[:3] for hit in found]
    return Coded(code, page.support(best, f"topic.{best[0].phrase.category}", min(0.99, sure)))


def _clear(hits: Sequence[Hit]) -> list[Hit]:
    """Hits of one topic without those inside a longer one: "security" in "food security" is no matter of defence."""
    clear: list[Hit] = []
    end = -1
    for hit in hits:
        if hit.last > end:
            end = hit.last
            if hit.phrase.category in WORTH:
                clear.append(hit)
    return clear
