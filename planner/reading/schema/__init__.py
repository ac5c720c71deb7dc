"""The input tables as data: every column with its type, unit, default, meaning and example."""
