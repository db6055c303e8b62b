"""Files of readable data (TOML), with a clear word on what is wrong in them.

Stands outside of `extraction`, because a broken file keeps that from being imported at all.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rtoml


class LexiconError(ValueError):
    """A data file that cannot be read; the message names the file and, where known, the line."""


class _Table(dict):
    """A table of a file, which says so where it lacks what the code asks it for."""

    def __init__(self, content: dict[str, Any], name: str) -> None:
        super().__init__({key: _named(value, name) for key, value in content.items()})
        self.name = name

    def __missing__(self, key: str) -> Any:
        entry = next((value for value in self.values() if isinstance(value, str)), "")
        raise LexiconError(f"{self.name}: {key!r} is missing" + (f" beside {entry!r}" if entry else ""))


def load(path: Path) -> dict[str, Any]:
    """One TOML file. Raises LexiconError naming file and line, at once or where an entry turns out to be missing."""
    name = f"{path.name} in {path.parent.name}"
    try:
        return _Table(rtoml.loads(path.read_text(encoding="utf-8")), name)
    except (OSError, UnicodeDecodeError, rtoml.TomlParsingError) as error:
        raise LexiconError(f"{name}: {error}") from error


def _named(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return _Table(value, name)
    return [_named(item, name) for item in value] if isinstance(value, list) else value
