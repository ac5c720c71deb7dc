"""The plan file: written, read back, and verified against a portfolio."""
