"""Calls as event data, in the codes of PLOVER and CAMEO; and the texts in which nothing was coded."""

from .dyads import Dyad, dyads
from .events import Event, events
from .records import record
from .uncoded import Uncoded, uncoded

__all__ = ["Dyad", "Event", "Uncoded", "dyads", "events", "record", "uncoded"]
