"""The archive as Atom feeds: each list of calls, each register, and the accounts of a call."""

from .atom import Entry, Feed
from .lists import REGISTERS, account_entries, call_entries, record_entries

__all__ = ["REGISTERS", "Entry", "Feed", "account_entries", "call_entries", "record_entries"]
