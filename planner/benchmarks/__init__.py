"""Portfolios drawn from a seed, a frozen set of them, rivals, and a harness that compares solvers side by side."""
