"""Calls as event data."""
