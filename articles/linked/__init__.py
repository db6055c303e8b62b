"""The archive as linked data: schema.org in each page, Popolo for officials and the offices they held."""

from . import schema
from .popolo import popolo

__all__ = ["popolo", "schema"]
