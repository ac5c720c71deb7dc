"""Proved lower bounds: prices for what is scarce, the priced relaxation, and what its reduced costs rule out."""
