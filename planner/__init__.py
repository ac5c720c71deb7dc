"""Contract-expiry contingency planner."""

__version__ = "0.1.0"
