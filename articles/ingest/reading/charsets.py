"""Bytes of a page as text, by what the page says of itself; as browsers do it."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_STATED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
_HEAD = 4096  # bytes in which a page has to say so
# Names under which pages are sent in the larger set that contains the named one (WHATWG Encoding, 4.2).
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
# What Python knows besides charsets, some of which would read text out of any bytes or out of none.
_NO_CHARSETS = (
    "idna",
    "punycode",
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
    "utf_7",
    "mbcs",
    "oem",
    "palmos",
)
_REPLACED = "\ufffd"
_UNSTATED = "cp1252"


def decoded(data: bytes, header: str = "") -> tuple[str, str]:
    """The text, and what is to be said of how it came about, if anything.

    A byte order mark says most, then `header` (the charset of HTTP's Content-Type), then the page itself. A page that
    says nothing is UTF-8, or the Western European set that browsers take then.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _by(codec, data[len(mark) :])
    stated = header or _stated(data)
    if codec := _codec(stated):
        return _by(codec, data)
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        text, _ = _by(_UNSTATED, data)
        said = f"names a charset that is not known ({stated[:40]!r})" if stated else "names no charset"
        return text, f"{said} and is not UTF-8: it was read as Windows-1252, and letters may be wrong"


def _stated(data: bytes) -> str:
    found = _STATED.search(data[:_HEAD])
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""


def _codec(name: str) -> str:
    try:
        codec = codecs.lookup(name.strip("\"' ")).name if name else ""
        "".encode(codec or "utf-8")  # refused by those that make no text at all ("hex")
    except (LookupError, ValueError):
        return ""
    if codec.replace("-", "_") in _NO_CHARSETS:
        return ""
    # A page in ASCII letters that says UTF-16 cannot be (WHATWG HTML, 13.2.3.2).
    return "utf-8" if codec.startswith("utf-16") else _WIDER.get(codec, codec)


def _by(codec: str, data: bytes) -> tuple[str, str]:
    try:
        return data.decode(codec), ""
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        return text, f"is not {codec} in {text.count(_REPLACED)} places: {_REPLACED} stands there instead"
