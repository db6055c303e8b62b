"""The day of a contact, as an archivist would date it."""

from __future__ import annotations

from collections.abc import Sequence

from .contacts import Contact
from .facts import ContactDate
from .page import Page
from .people import Person


def contact_date(
    page: Page, told: Sequence[Contact], people: Sequence[Person], parties: Sequence[str]
) -> ContactDate | None:
    """The day of the contact that `told` (its mentions in the text, the main one first) reports.

    `people`: who took part; their terms of office, with the datable events that the text
    names, tell a year that the text leaves out. `page.day` is the day of the report, if known.
    """
    return None
