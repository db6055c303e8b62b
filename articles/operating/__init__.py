"""The archive as something that runs: what it says of itself, what it does when what it stands on fails, backups."""
