"""The archive as JSON, for programs."""
