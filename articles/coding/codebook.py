"""The archive's codes in those of PLOVER and CAMEO: `plover.toml`, read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.core import get_global

from articles.datafiles import load

FILE = Path(__file__).with_name("plover.toml")
GOVERNMENT = "GOV"
_USER_ASSIGNED = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")  # alpha-2 codes that ISO 3166-1 leaves to its users


@dataclass(frozen=True, slots=True)
class Code:
    """What an event is. `cameo` is text, with its leading zero; `scale` and `goldstein` are None where not known."""

    event: str
    cameo: str
    quad: str
    quad_class: int
    mode: str = ""
    scale: float | None = None
    goldstein: float | None = None


def version() -> str:
    return book()["version"]


def contact(kind: str) -> Code | None:
    """The code of a kind of contact; None for one that is not coded."""
    return _code(book()["kind"].get(kind, {}))


def promise() -> Code:
    """The code of an invitation, or of a meeting agreed on."""
    return _code(book()["promise"])


def promise_contexts() -> list[str]:
    return book()["promise"]["contexts"]


def contexts(topics: Iterable[str]) -> list[str]:
    """PLOVER's contexts of these topics, each once; a topic that the book does not have gives none."""
    found = (context for topic in topics for context in book()["contexts"].get(topic, ()))
    return list(dict.fromkeys(found))


def actor(party: str) -> str | None:
    """The code of a party: ISO 3166-1 alpha-3, KOS, UNO, EUR, IGO or NGO; None for one that has none.

    >>> actor("VN"), actor("XK"), actor("UN"), actor("ASEAN"), actor("SU")
    ('VNM', 'KOS', 'UNO', 'IGO', None)
    """
    return book()["organisations"].get(party) or alpha3().get(party)


def sector(party: str) -> str | None:
    """GOV for a state; an organisation has the code of its sort; None for what is neither here."""
    organisation = book()["organisations"].get(party)
    if organisation:
        return "NGO" if organisation == "NGO" else "IGO"
    return GOVERNMENT if party in alpha3() else None


def other_sectors(role: str) -> list[str]:
    return book()["sectors"].get(role, [])


@cache
def alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-3 by alpha-2."""
    withdrawn = set(book()["withdrawn"]["codes"])
    found = {
        now[0]: code
        for code, now in get_global("territory_aliases").items()
        if len(code) == 3 and code.isalpha() and len(now) == 1 and code not in withdrawn
        if not _USER_ASSIGNED.fullmatch(now[0])
    }
    return found | book()["alpha3"]


def _code(said: dict[str, Any]) -> Code | None:
    if "event" not in said:
        return None
    quad = book()["quad"][said["event"]]
    return Code(
        said["event"],
        said["cameo"],
        quad["code"],
        quad["class"],
        said.get("mode", ""),
        said.get("scale"),
        said.get("goldstein"),
    )


@cache
def book() -> dict[str, Any]:
    return load(FILE)
