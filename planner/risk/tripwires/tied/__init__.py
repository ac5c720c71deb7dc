"""Contracts whose options are tied together: by a bundle, a budget of a year, or a limit on negotiations."""
