"""TOML files: read with the line of every key, within limits, and with every finding in one pass."""
