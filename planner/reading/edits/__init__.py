"""Workbooks that people fill in and give back: what they held when they left, and what has changed since."""
