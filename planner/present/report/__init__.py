"""The answer in words: the summary of a plan, and what a scenario changes."""
