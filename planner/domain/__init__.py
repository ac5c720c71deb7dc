"""Records, calendar arithmetic and rules of the planning problem. Imports nothing above it."""
