"""Which meetings say what, as sets in memory: what lists are narrowed, counted and paged by.

The database stays the truth. A process reads it whole once, then only what changed since.
"""

from .changes import record
from .current import current, forget
from .selection import Selection
from .sets import Sets

__all__ = ["Selection", "Sets", "current", "forget", "record"]
