"""A scenario as data: read from a file, written down, and laid on the tables of a portfolio."""
