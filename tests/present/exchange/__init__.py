"""Exports, read back as foreign programs read them."""
