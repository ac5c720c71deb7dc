"""What changed since another plan: its causes with their pounds, and whether that is more than what is unproved."""
