"""Which meetings say what, as sets in memory: what lists are narrowed, counted and paged by.

The database stays the truth. A process reads it whole once, then only what changed since.
"""

from .changes import record
from .current import current, forget
from .register import Register, with_contacts
from .selection import Selection
from .sets import Sets

__all__ = ["Register", "Selection", "Sets", "current", "forget", "record", "with_contacts"]
