"""A comparison of solvers: its tasks, one process for each, the rows, and the summary of the rows."""
