"""Which side of a contact an article comes from: the country of its publisher, as far as that can be told."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from babel.core import get_global
from babel.languages import get_official_languages

from articles.datafiles import load
from articles.extraction.text import fold

# Domains of countries that are not their ISO 3166-1 code; those sold to anyone tell nothing.
_DOMAINS = {"uk": "GB"}
_SOLD = frozenset("ac ai cc co fm gg io la ly me nu sh st tk to tv ws".split())  # noqa: SIM905


def side_of(url: str, publisher: str, language: str) -> str:
    """The code of a country, or nothing.

    The publisher's address says most, then its name; last the language, where one state alone has it as its own.
    """
    return _by_host(_host(url)) or table()["publishers"].get(fold(publisher).strip(), "") or _by_language(language)


@cache
def table() -> dict[str, dict[str, str]]:
    return load(Path(__file__).with_suffix(".toml"))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # "http://[half an address"
        return ""


def _by_host(host: str) -> str:
    labels = host.lower().split(".")
    for start in range(len(labels) - 1):
        if code := table()["hosts"].get(".".join(labels[start:])):
            return code
    domain = labels[-1]
    code = _DOMAINS.get(domain, domain.upper())
    return code if len(domain) == 2 and domain not in _SOLD and code in get_global("territory_languages") else ""


@cache
def _by_language(language: str) -> str:
    states = [code for code in get_global("territory_languages") if language in get_official_languages(code)]
    return states[0] if len(states) == 1 else ""
