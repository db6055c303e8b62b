"""Accounts and rulings in, meetings and officials out. Pure Python: nothing here knows of Django or a database."""

from .cluster import Cluster, cluster
from .people import People
from .resolve import MeetingPlan, given_to, plan, resolve
from .rulings import FactRuling, Links, links
from .sighting import Sighting

__all__ = [
    "Cluster",
    "FactRuling",
    "Links",
    "MeetingPlan",
    "People",
    "Sighting",
    "cluster",
    "given_to",
    "links",
    "plan",
    "resolve",
]
