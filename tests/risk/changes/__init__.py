"""What changes do to a plan on the same draws."""
