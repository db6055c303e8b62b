"""Made-up archives for measuring."""
