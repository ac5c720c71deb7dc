"""Commands about the input tables."""
