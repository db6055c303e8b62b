"""One article as its page shows it: the text with every fact marked, and the same facts as a list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import cached_property

from .marking import KIND, marked, pieces_of
from .models import Article, Evidence, Meeting
from .passages import Piece

# The order of the legend and of the list beside the text.
KINDS = ("who", "when", "what", "deal", "asked", "said")


@dataclass(frozen=True, slots=True)
class Finding:
    """What the archive read in the article, and where: `start` is the place of its first mark."""

    fact: object
    start: int


class Reading:
    """The article's published facts and the meetings they belong to, in a fixed number of queries."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def meetings(self) -> list[Meeting]:
        """The meetings that its accounts report, the main one first; none for an account that joined no meeting."""
        accounts = self.article.accounts.filter(meeting__isnull=False).exclude(meeting__kind="").order_by("position")
        order = {pk: place for place, pk in enumerate(accounts.values_list("meeting", flat=True))}
        found = Meeting.objects.published().for_list().filter(pk__in=list(order))
        return sorted(found, key=lambda meeting: order[meeting.pk])

    @cached_property
    def evidence(self) -> list[Evidence]:
        named = [f"fact__{name}" for name in ("country", "official", "topic", "agreement")]
        rows = Evidence.objects.filter(article=self.article, fact__published=True, is_gone=False)
        return list(rows.exclude(fact__meeting__kind="").select_related("fact", *named).order_by("start", "end"))

    @cached_property
    def pieces(self) -> list[Piece]:
        return pieces_of(self.article, marked((piece.fact.aspect, piece) for piece in self.evidence))

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds of mark that are in the text, in the order of the legend."""
        there = {KIND[piece.fact.aspect] for piece in self.evidence}
        return [kind for kind in KINDS if kind in there]

    @property
    def has_skipped(self) -> bool:
        return any(piece.zone for piece in self.pieces)

    @cached_property
    def findings(self) -> dict[str, list[Finding]]:
        """Each fact once, at its first mark, by kind of mark."""
        found: dict[str, dict[int, Finding]] = defaultdict(dict)
        for piece in self.evidence:
            found[KIND[piece.fact.aspect]].setdefault(piece.fact_id, Finding(piece.fact, piece.start))
        return {kind: list(found[kind].values()) for kind in KINDS if found[kind]}
