"""What was talked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from .facts import TOPICS, Coded
from .page import Page
from .relevance import certainty
from .tokens import Hit

# What a word is worth where the text is about the contact and nothing else; a topic counts from ENOUGH.
WORTH = {"strong": 0.85, "weak": 0.4}
OWN = 0.2  # a strong word that only names one of the parties ("Ukraine" in a call with Ukraine)
ENOUGH = 0.5
MORE = 0.15  # what each further sentence on the topic adds
NEAR = 4  # tokens after a word of relations in which another pair of countries shows


def topics(page: Page, weight: Sequence[float], parties: Collection[str]) -> tuple[Coded, ...]:
    """Topics that a text says were discussed, in the order of TOPICS. `weight`: of each token, as `about` gives it."""
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in page.subjects:
        if weight[hit.first]:
            hits[hit.phrase.value].append(hit)
    reader = _Reader(page, weight, parties)
    clear = {code: outermost(hits[code]) for code in TOPICS if code in hits}
    return tuple(topic for code, found in clear.items() if found and (topic := reader.topic(code, found)))


class _Reader:
    """Weighs the words of topics in one text."""

    def __init__(self, page: Page, weight: Sequence[float], parties: Collection[str]) -> None:
        self.page, self.weight, self.parties = page, weight, parties
        self.countries, self.certainty = page.countries, certainty(page)

    def topic(self, code: str, hits: Sequence[Hit]) -> Coded | None:
        between = code in self.page.language.between
        sentences: dict[int, dict[tuple[str, ...], tuple[float, Hit]]] = defaultdict(dict)
        for hit in hits:
            if between and self._of_others(hit):
                continue
            worth = self._worth(hit)
            words = tuple(self.page.tokens.folds[hit.first : hit.last])
            found = sentences[self.page.tokens.sentence_of[hit.first]]
            if worth > found.get(words, (0.0, hit))[0]:
                found[words] = worth, hit
        said = sorted((self._sure(found) for found in sentences.values()), key=lambda item: -item[0])
        if not said or said[0][0] < ENOUGH:
            return None
        said = [item for item in said if item[0] >= ENOUGH]
        sure = self.certainty * min(0.99, said[0][0] + MORE * sum(worth for worth, _ in said[1:]))
        best = [hit for _, found in said[:3] for hit in found]
        return Coded(code, self.page.support(best, f"topic.{best[0].phrase.category}", sure))

    def _worth(self, hit: Hit) -> float:
        last, party = self.countries.get(hit.first, (0, ""))
        if last == hit.last and party in self.parties:
            return OWN * self.weight[hit.first]
        return WORTH[hit.phrase.category] * self.weight[hit.first]

    def _sure(self, found: dict[tuple[str, ...], tuple[float, Hit]]) -> tuple[float, list[Hit]]:
        """How sure a sentence makes a topic: its words together, at most as far as it is about the contact."""
        doubt, most = 1.0, 0.0
        for worth, hit in found.values():
            doubt *= 1 - worth
            most = max(most, self.weight[hit.first])
        return min(1 - doubt, most), [hit for _, hit in found.values()]

    def _of_others(self, hit: Hit) -> bool:
        """Whether a word of relations is about a pair of countries that are not both parties."""
        near = [self.countries[at][1] for at in range(hit.first, hit.last + NEAR) if at in self.countries]
        return any(party not in self.parties for party in near)


def outermost(hits: Sequence[Hit]) -> list[Hit]:
    """Hits of one topic without those inside a longer one: "security" in "food security" is no matter of defence."""
    clear: list[Hit] = []
    end = -1
    for hit in hits:
        if hit.last > end:
            end = hit.last
            if hit.phrase.category in WORTH:
                clear.append(hit)
    return clear
