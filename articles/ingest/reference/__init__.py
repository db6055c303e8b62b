"""Countries, topics and office holders: what the archive knows before it has read anything.

Loading again brings in what is new and what was corrected. What an editor said of
a record (a ruling that it "reads so") stands.
"""

from .load import ensure_reference, load_reference

__all__ = ["ensure_reference", "load_reference"]
