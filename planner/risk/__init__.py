"""How sure a plan is: many sampled futures, the plan carried out in each, and what comes of it, with intervals."""
