"""What each account says, side by side: topics and agreements by rows, articles by columns grouped by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .models import Article, Country
from .proofs import Claim


@dataclass(frozen=True, slots=True)
class Side:
    """The accounts of one party; without a country, those that are nobody's in the contact."""

    country: Country | None
    articles: list[Article]


@dataclass(frozen=True, slots=True)
class Row:
    """A topic or an agreement. `cells`: for each side, and in it for each article, whether it says so."""

    label: str
    address: str
    cells: list[list[bool]]
    only: Side | None  # the one side that says so, where two sides have accounts
    is_only_in_one: bool


class Comparison:
    def __init__(self, parties: Iterable[Country], articles: Iterable[Article], claims: Iterable[Claim]) -> None:
        self.articles = list(articles)
        self.sides = _sides(list(parties), self.articles)
        self._claims = list(claims)

    @property
    def reporting(self) -> list[Side]:
        """The parties whose side has an account."""
        return [side for side in self.sides if side.country and side.articles]

    @property
    def silent(self) -> list[Side]:
        """The parties whose side has none."""
        return [side for side in self.sides if side.country and not side.articles]

    @property
    def rows(self) -> list[Row]:
        """Empty where there are no two articles to compare."""
        return [self._row(claim) for claim in self._claims] if len(self.articles) > 1 else []

    def _row(self, claim: Claim) -> Row:
        named = claim.fact.topic or claim.fact.agreement
        saying = {proof.article.pk for proof in claim.proofs if proof.passage}
        cells = [[article.pk in saying for article in side.articles] for side in self.sides]
        told = [side for side, row in zip(self.sides, cells, strict=True) if any(row)]
        one_sided = len(self.reporting) > 1 and len(told) == 1 and told[0].country is not None
        return Row(
            str(named), named.get_absolute_url(), cells, told[0] if one_sided else None, sum(map(sum, cells)) == 1
        )


def _sides(parties: list[Country], articles: list[Article]) -> list[Side]:
    by_code: dict[str, list[Article]] = {country.code: [] for country in parties}
    others = []
    for article in articles:
        by_code.get(article.side, others).append(article)
    sides = [Side(country, by_code[country.code]) for country in parties]
    return [*sides, Side(None, others)] if others else sides
