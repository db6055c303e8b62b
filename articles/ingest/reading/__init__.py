"""Files, folders and archives of pages in, documents out; what cannot be read is said, with its name and why.

One module for each form. Nothing raises: each gives `Found` and `Problem` one after the other and keeps none of them.
"""

from .files import count_texts, read
from .found import Found, Problem

__all__ = ["Found", "Problem", "count_texts", "read"]
