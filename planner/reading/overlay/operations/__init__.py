"""What a scenario can do to a portfolio, one kind of change in a file."""
