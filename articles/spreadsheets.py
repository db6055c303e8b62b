"""Cells that a spreadsheet would take for a formula, made text, and read back."""

from __future__ import annotations

from typing import Any

# What begins a formula in one program or another, as OWASP's page on CSV injection lists it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guarded(cell: Any) -> Any:
    """An apostrophe before what would be a formula.

    >>> guarded("=1+1"), guarded("2024-12-20"), guarded(-1)
    ("'=1+1", '2024-12-20', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def unguarded(cell: Any) -> Any:
    return cell[1:] if isinstance(cell, str) and cell[:1] == "'" and cell[1:].startswith(FORMULA) else cell
