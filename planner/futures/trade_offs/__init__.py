"""Exact trade-offs between two measures, and what one unit more of anything scarce is worth."""
