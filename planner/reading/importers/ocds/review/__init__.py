"""The review of option prose: written as a table for a person, and read back with what that person accepted."""
