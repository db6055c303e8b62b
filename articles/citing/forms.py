"""The forms that programs read, each under its ending."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import bibtex, csl, ris
from .work import Work


@dataclass(frozen=True, slots=True)
class Form:
    """`label` is its name for readers, `media_type` what the browser is told."""

    label: str
    media_type: str
    write: Callable[[Work], str]


FORMS = {
    "bib": Form("BibTeX", "application/x-bibtex", bibtex.write),
    "ris": Form("RIS", "application/x-research-info-systems", ris.write),
    "json": Form("CSL-JSON", "application/vnd.citationstyles.csl+json", csl.write),
}
