"""Text as it is matched: folded, with a way back to the text as it stands.

Matching ignores case, diacritics (the Vietnamese `đ` included, which no Unicode
decomposition touches), zero-width characters and look-alike letters. A `Folded`
text may be shorter than its original; `Folded.span` leads back, so that
`original[start:end]` is always what was matched.
"""

from __future__ import annotations

import re
import unicodedata
from array import array

from .facts import Span

# Look-alikes met in mirrors of news pages that dodge filters ("ʟᴇ̂ɴ тɪᴇ̂́ɴɡ"): phonetic small
# capitals and Cyrillic letters with the shape of Latin ones. Cyrillic only maps inside a word
# that also has Latin letters, or Russian text would turn into noise; see `_MIXED`.
_SMALL_CAPITALS = dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢɡ", "abcdefghijklmnopqrstuvwyzg", strict=True))
_LOOK_ALIKE = str.maketrans("авекмнорстухіј", "abekmhopctyxij")
_SINGLES = {"đ": "d", "Đ": "d", "ð": "d", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "ı": "i", "ß": "s", "æ": "a", "œ": "o"}
_PUNCTUATION = {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"}
_MIXED = re.compile(r"(?=\w*[a-z])(?=\w*[авекмнорстухіј])\w{2,40}")


class _Table(dict[int, str]):
    """Code point to folded character ('' for marks and invisible ones), filled as letters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = folded = _fold_char(char)
        return folded


def _fold_char(char: str) -> str:
    if char in _SINGLES or char in _PUNCTUATION or char in _SMALL_CAPITALS:
        return _SINGLES.get(char) or _PUNCTUATION.get(char) or _SMALL_CAPITALS[char]
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category == "Zs":
        return " "
    base = unicodedata.normalize("NFKD", char)
    base = "".join(c for c in base if not unicodedata.combining(c)).lower()
    return base if len(base) == 1 else char.lower() if len(char.lower()) == 1 else char


_TABLE = _Table()


def fold(text: str) -> str:
    """Lower case, no diacritics, `đ` as `d`: the form that search and lexicon compare in.

    >>> fold("Điện đàm")
    'dien dam'
    """
    folded = text.translate(_TABLE)
    if folded.isascii():
        return folded
    return _MIXED.sub(lambda m: m[0].translate(_LOOK_ALIKE), folded)


class Folded:
    """A folded text that remembers where each of its characters came from."""

    __slots__ = ("_offsets", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        self.text = fold(original)
        # No character folds to more than one, so equal length means one to one.
        self._offsets: array[int] | None = None
        if len(self.text) != len(original):
            kept = (i for i, char in enumerate(original) if _TABLE[ord(char)])
            self._offsets = array("L", kept)
            self._offsets.append(len(original))

    def span(self, start: int, end: int) -> Span:
        """The span of the original that the folded characters `start` to `end` came from."""
        if self._offsets is None:
            return start, end
        if start >= end:
            return self._offsets[start], self._offsets[start]
        last = self._offsets[end - 1] + 1
        while last < self._offsets[end] and unicodedata.combining(self.original[last]):
            last += 1
        return self._offsets[start], last
