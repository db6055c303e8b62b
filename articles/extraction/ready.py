"""All that the extractor reads from files, read at once."""

from __future__ import annotations

from .chronology import all_known_calls, events
from .lexicon import all_styles, language, languages
from .offices import holders
from .stamps import sources


def read_lexicon() -> None:
    """Raises LexiconError where a file is broken: better now than within the first text that needs it."""
    for code in languages():
        language(code)
    for table in (all_styles, holders, events, all_known_calls, sources):
        table()
