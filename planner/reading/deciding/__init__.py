"""Decisions taken, written into the tables: by a command, by a scenario, or from a workbook, always the same rows."""
