"""What an import found: as a table, and as text."""
