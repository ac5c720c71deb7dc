"""Warnings about what is uncertain: ranges that are half, pointless or missing, and events that affect nothing."""
