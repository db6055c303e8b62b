"""An extraction that comes from elsewhere: taken only if it is one that the extractor could have made of the text."""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from .facts import (
    ACTS,
    DATE_BASES,
    KINDS,
    ROLES,
    SKIPPED,
    TOPICS,
    ZONES,
    Account,
    Agreement,
    ContactDate,
    Document,
    Extraction,
    Participant,
    Statement,
    Support,
    Zone,
)

LONGEST = 2000  # characters of a name, a title, a code
MOST_ACCOUNTS = 300  # as many as the extractor looks at words of contact
_PARTY = re.compile(r"[A-Z][A-Z0-9-]{1,11}")


class UnsoundError(ValueError):
    """What is wrong with an extraction, in words."""


def checked(data: Any, document: Document) -> Extraction:
    """What `Extraction.as_dict` wrote of the document, read back. Raises UnsoundError."""
    try:
        extraction = Extraction.from_dict(data)
    except (AttributeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise UnsoundError(f"it lacks a part or has one of another form ({error!r:.100})") from None
    if wrong := next(_wrong(extraction, Extraction, len(document.full_text)), ""):
        raise UnsoundError(wrong)
    if extraction.document_id != document.id:
        raise UnsoundError("it is of another text")
    return extraction


def _wrong(value: Any, kind: Any, length: int) -> Iterator[str]:
    """Goes down an extraction as its annotations describe it, and gives what is not as they say."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (kind,) = (part for part in parts if part is not types.NoneType)
        if value is not None:
            yield from _wrong(value, kind, length)
    elif origin is tuple:
        is_open = parts[-1] is Ellipsis
        if type(value) is not tuple or not (is_open or len(value) == len(parts)):
            yield f"{value!r:.60} stands for a list"
            return
        for place, part in enumerate(value):
            yield from _wrong(part, parts[0 if is_open else place], length)
    elif is_dataclass(kind):
        if type(value) is not kind:
            yield f"{value!r:.60} stands for a {kind.__name__}"
            return
        for name, hint in _hints(kind):
            yield from _wrong(getattr(value, name), hint, length)
        yield from _untold(value, length)
    elif type(value) is not kind and not (kind is float and type(value) is int):
        yield f"{value!r:.60} stands for a {kind.__name__}"
    elif kind is str and (len(value) > LONGEST or "\0" in value or not _is_unicode(value)):
        yield f"{value!r:.60} is no name or code"


@cache
def _hints(kind: type) -> list[tuple[str, Any]]:
    hints = get_type_hints(kind)
    return [(field.name, hints[field.name]) for field in fields(kind)]


def _untold(value: Any, length: int) -> Iterator[str]:
    """What no annotation says: which codes there are, and that spans lie within the text."""
    match value:
        case Support():
            if not value.spans or any(not 0 <= start < end <= length for start, end in value.spans):
                yield "a fact rests on what is not in the text"
            if not 0 <= value.confidence <= 1:
                yield f"{value.confidence} is no confidence from 0 to 1"
        case Zone():
            if not 0 <= value.start <= value.end <= length:
                yield "a part of the text lies outside of it"
            yield from _unknown(value.kind, ZONES)
        case Participant():
            yield from _unknown(value.role, ROLES)
            yield from _no_parties(filter(None, [value.country]))
        case Agreement():
            yield from _no_parties(value.parties)
        case ContactDate():
            yield from _unknown(value.basis, DATE_BASES)
        case Statement():
            yield from _unknown(value.act, ACTS)
        case Account():
            yield from _unknown(value.kind.code, KINDS)
            yield from _no_parties(coded.code for coded in (*value.countries, *filter(None, [value.initiator])))
            for topic in value.topics:
                yield from _unknown(topic.code, TOPICS)
        case Extraction():
            yield from _unknown(value.skipped, ("", *SKIPPED))
            if len(value.accounts) > MOST_ACCOUNTS:
                yield f"it has more than {MOST_ACCOUNTS} accounts"


def _unknown(code: str, codes: tuple[str, ...]) -> Iterator[str]:
    if code not in codes:
        yield f"{code!r:.60} is not among {', '.join(codes)}"


def _no_parties(codes: Iterable[str]) -> Iterator[str]:
    yield from (f"{code!r:.60} is no code of a party" for code in codes if not _PARTY.fullmatch(code))


def _is_unicode(value: str) -> bool:
    return value.isascii() or not any("\ud800" <= char <= "\udfff" for char in value)
