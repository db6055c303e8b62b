"""Which language a text is in, by its commonest words."""

from __future__ import annotations

from .lexicon import Language, language, languages
from .text import Mirror
from .tokens import Tokens

_SAMPLE = 4000  # characters are enough to tell
_SHARE = 0.06  # of the words must be among the commonest of the language; running text has two to four times that


def tongue_of(text: str, hint: str | None) -> Language | None:
    """The language of a text, or None if it is none that the archive reads. `hint`: a code as the source gave it."""
    code = (hint or "").lower().split("-")[0]
    if code in languages():
        return language(code)
    tokens = Tokens(Mirror.clean(text[:_SAMPLE]).text)
    letters = [key for key, word in zip(tokens.keys, tokens.words, strict=True) if word.isalpha()]
    best = max(((_share(letters, language(code)), code) for code in languages()), default=(0.0, ""))
    return language(best[1]) if best[0] >= _SHARE else None


def _share(words: list[str], tongue: Language) -> float:
    return sum(word in tongue.telling for word in words) / max(1, len(words))
