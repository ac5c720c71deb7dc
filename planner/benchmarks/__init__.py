"""Portfolios drawn from a seed, a frozen set of them, other solvers, and a harness that compares solvers."""
