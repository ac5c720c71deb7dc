"""The exact model: a portfolio in whole numbers, variables, a constraint for each rule, an expression for each term."""
