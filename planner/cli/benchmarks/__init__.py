"""Commands that draw portfolios and compare solvers."""
