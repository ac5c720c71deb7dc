"""From a portfolio to a proved plan; the only layer that knows OR-Tools."""
