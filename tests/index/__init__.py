"""What the archive keeps in memory, against the database that it is a digest of."""
