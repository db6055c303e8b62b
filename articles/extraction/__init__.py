"""Text in, facts with spans out. Pure Python: nothing here knows of Django, a database or the web."""

from .extract import VERSION, extract
from .facts import Document, Extraction

__all__ = ["VERSION", "Document", "Extraction", "extract"]
