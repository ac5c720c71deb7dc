"""The board page of a report as values: each file makes one block of it, and nothing here draws."""
