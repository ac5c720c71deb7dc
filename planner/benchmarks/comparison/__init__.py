"""A comparison of solvers: which solves are asked for, one process for each, the rows they leave, and what the rows say."""
