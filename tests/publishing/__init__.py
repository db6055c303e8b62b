"""The whole archive as one file, and an archive again from it."""
