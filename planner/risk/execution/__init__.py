"""Carrying out a plan in sampled futures, by one fixed policy."""
