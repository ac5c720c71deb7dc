"""Rules within a tolerated probability, and rules for the worst cases."""
