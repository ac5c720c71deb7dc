"""Errors in what is uncertain: ranges that cannot be, events known too late, shares above the whole."""
