"""The search for plans: placing, annealing, neighbourhoods, and visits of the exact model."""
