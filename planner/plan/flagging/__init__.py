"""Flags: what a plan means for each contract, organisation and department, with the reason and the act."""
