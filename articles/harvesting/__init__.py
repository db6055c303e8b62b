"""For programs that take in whole archives: OAI-PMH and sitemaps."""
