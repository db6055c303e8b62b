"""The catalogues of translations: brought up to date with the code and the templates, and compiled, without gettext.

Django's own commands for this call programs that a fresh machine lacks. Babel reads Python by itself; templates are
turned by Django into something to find strings in, as `makemessages` has it done, and Babel reads that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract, extract_javascript
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

SOURCES = ("articles", "diplomacy")
TEMPLATES = ("templates",)
PAGES = (".html", ".txt", ".xml")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_COMMENT = re.compile(r"\{#.*?#\}")
# Dates of its making would change with every run, and say nothing that the history of the file does not.
_NEW = {
    "project": "Hotline",
    "version": "",
    "header_comment": "# The words of the interface. `python manage.py catalogue` brings in new ones and compiles.",
    "msgid_bugs_address": "",
    "last_translator": "",
    "language_team": "",
    "creation_date": datetime(2026, 11, 25, tzinfo=UTC),
    "revision_date": datetime(2026, 11, 25, tzinfo=UTC),
    "fuzzy": False,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a catalogue holds after it was brought up to date."""

    strings: int
    untranslated: int


def extracted() -> Catalog:
    """Every string that a reader may see, with the files that it is in."""
    catalogue = Catalog()
    for place, message, comments, context in _found():
        catalogue.add(message, None, [(place, None)], auto_comments=comments, context=context)
    return catalogue


def strings_of(template: str) -> Iterator[tuple]:
    """The strings of a template, each with its context or None; a pair where there is a plural."""
    # What Django makes of a comment may have an apostrophe, which would begin a string.
    source = templatize(_COMMENT.sub("", template)).encode()
    for _line, message, _comments, context in extract(extract_javascript, BytesIO(source), KEYWORDS):
        yield message, context


def catalogue_file(language: str) -> Path:
    return settings.LOCALE_PATHS[0] / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    with catalogue_file(language).open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalogue: Catalog) -> bytes:
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def update(language: str) -> Outcome:
    """New strings in, those gone out, translations kept; then compiled. A guess at a translation is never made."""
    path = catalogue_file(language)
    catalogue = read(language) if path.exists() else Catalog(language, **_NEW)
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, sort_by_file=True)
    path.with_suffix(".mo").write_bytes(compiled(catalogue))
    messages = [message for message in catalogue if message.id]
    return Outcome(len(messages), sum(not is_translated(message) for message in messages))


def is_translated(message) -> bool:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(strings) and not message.fuzzy


def _found() -> Iterator[tuple]:
    for folder in SOURCES:
        for path in sorted((settings.BASE_DIR / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                with path.open("rb") as file:
                    for _line, message, comments, context in extract("python", file, KEYWORDS):
                        yield _name(path), message, comments, context
    for folder in TEMPLATES:
        for path in sorted(path for path in (settings.BASE_DIR / folder).rglob("*") if path.suffix in PAGES):
            for message, context in strings_of(path.read_text()):
                yield _name(path), message, [], context


def _name(path: Path) -> str:
    return path.relative_to(settings.BASE_DIR).as_posix()
