"""The exact model: a portfolio in whole numbers, its variables, one constraint for each rule, one expression for each term."""
