"""Draws portfolios of the planning problem from a seed, the same on every machine."""
