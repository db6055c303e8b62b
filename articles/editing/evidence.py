"""Where in an article a sentence stands: what an editor marked or pasted becomes a span of the text as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext

from articles.extraction.text import Mirror, fold
from articles.models import Article

from .errors import NotInTextError

LONGEST = 3000  # characters of one piece of evidence


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article: `article` is its source's id, `quote` what `full_text[start:end]` was when marked."""

    article: str
    start: int
    end: int
    quote: str

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def marked(article: Article, quote: str, near: int = 0) -> Span:
    """The place of `quote` in the article, the one closest to `near` if it stands there more than once.

    White space, case, diacritics and look-alike letters may differ: what comes out is the article's own wording.
    Raises NotInTextError.
    """
    words = fold(quote).split()
    if not words:
        raise NotInTextError(gettext("Mark or paste the sentence that says so."))
    if len(quote) > LONGEST:
        raise NotInTextError(gettext("A piece of evidence is a sentence or two, not the whole article."))
    places = list(_places(article.full_text, words))
    if not places:
        raise NotInTextError(
            gettext("These words do not stand in “%(article)s”. Copy them from the text, unchanged.")
            % {"article": article}
        )
    start, end = min(places, key=lambda place: abs(place[0] - near))
    return Span(article.source_id, start, end, article.full_text[start:end])


def marked_in(articles: Iterable[Article], quote: str) -> Span:
    """The place of a pasted sentence in whichever of the articles has it. Raises NotInTextError."""
    problem = NotInTextError(gettext("There is no article to find this in."))
    for article in articles:
        try:
            return marked(article, quote)
        except NotInTextError as error:
            problem = error
    raise problem


def _places(text: str, words: list[str]) -> Iterator[tuple[int, int]]:
    mirror = Mirror.folded(text)
    for match in re.finditer(r"\s+".join(map(re.escape, words)), mirror.text):
        yield mirror.span(*match.span())
