"""Accounts and rulings in, meetings and officials out. Pure Python: nothing here knows of Django or a database."""

from .people import People
from .resolve import MeetingPlan, resolve
from .rulings import FactRuling, Links, links
from .sighting import Sighting

__all__ = ["FactRuling", "Links", "MeetingPlan", "People", "Sighting", "links", "resolve"]
