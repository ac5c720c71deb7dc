"""A plan as a value, its judgement, its measures, flags and decisions; knows nothing of a solver."""
