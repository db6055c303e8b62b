"""The whole archive as one dated file, and an archive again from such a file."""

from .files import Published, newest, published
from .packing import publish
from .restoring import RestoreError, restore

__all__ = ["Published", "RestoreError", "newest", "publish", "published", "restore"]
