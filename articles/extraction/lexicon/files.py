"""The data files of the lexicon, read with a clear word on what is wrong in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import rtoml


class LexiconError(ValueError):
    """A data file that cannot be read; the message names the file and, where known, the line."""


def load(path: Path) -> dict[str, Any]:
    """One TOML file. Raises LexiconError naming file and line."""
    try:
        return rtoml.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, rtoml.TomlParsingError) as error:
        raise LexiconError(f"{path.name} in {path.parent.name}: {error}") from error
