"""What depends on what, what waits for what, and what belongs together."""
