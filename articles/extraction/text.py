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
_SINGLES = {
    "đ": "d",
    "Đ": "d",
    "ð": "d",
    "ø": "o",
    "Ø": "o",
    "ł": "l",
    "Ł": "l",
    "ı": "i",
    "ß": "s",
    "æ": "a",
    "œ": "o",
}
_PUNCTUATION = {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-"}
# Asked once a word (`\b`), not once a letter: a hostile text may be one word of a million letters.
_MIXED = re.compile(r"\b(?=\w*[a-z])(?=\w*[авекмнорстухіј])\w{2,}")


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


class Mirror:
    """A text rewritten cluster by cluster (a letter with its marks), with a way back.

    `Mirror.folded` is for searching, `Mirror.clean` for reading: composed letters, no
    invisible characters, look-alikes turned into what they pretend to be, case kept.
    """

    __slots__ = ("_offsets", "original", "text")

    def __init__(self, original: str, text: str, offsets: array[int] | None) -> None:
        self.original, self.text, self._offsets = original, text, offsets

    @classmethod
    def folded(cls, original: str) -> Mirror:
        """The text as `fold` gives it."""
        text = fold(original)
        if len(text) == len(original):  # nothing folds to more than one character: one to one
            return cls(original, text, None)
        kept = array("L", (i for i, char in enumerate(original) if _TABLE[ord(char)]))
        kept.append(len(original))
        return cls(original, text, kept)

    @classmethod
    def clean(cls, original: str) -> Mirror:
        """The text as the rules read it."""
        if unicodedata.is_normalized("NFC", original) and not _UNCLEAN.search(original):
            return cls(original, original, None)
        pieces: list[str] = []
        offsets = array("L")
        for match in _CLUSTER.finditer(original):
            if match.lastgroup == "clear":
                pieces.append(match[0])
                offsets.extend(range(match.start(), match.end()))
                continue
            piece = unicodedata.normalize("NFC", _INVISIBLE.sub("", match[0]).translate(_VISIBLE))
            pieces.append(piece)
            offsets.extend([match.start()] * len(piece))
        offsets.append(len(original))
        return cls(original, "".join(pieces), offsets)

    def span(self, start: int, end: int) -> Span:
        """The span of the original that the characters `start` to `end` came from."""
        if self._offsets is None:
            return start, end
        if start >= end:
            return self._offsets[start], self._offsets[start]
        last = self._offsets[end - 1] + 1
        while last < self._offsets[end] and unicodedata.combining(self.original[last]):
            last += 1
        return self._offsets[start], last


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# A run of composed Latin letters and common marks, none of which any cleaning changes; else one cluster.
_CLUSTER = re.compile(
    "(?P<clear>[\n -~\u00a1-\u00ac\u00ae-\u024f\u1ea0-\u1ef9\u2010-\u2027]+(?![\u0300-\u036f]))"
    "|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]|.[\u0300-\u036f]*",
    re.DOTALL,
)
_UNCLEAN = re.compile("[\u00ad\u00a0\u2000-\u200f\u202a-\u202f\u2060-\u2064\ufeffᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢɡ]")
_VISIBLE = {
    **{ord(char): letter for char, letter in _SMALL_CAPITALS.items()},
    **dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F], " "),
}
