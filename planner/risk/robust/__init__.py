"""Plans under uncertainty: the order of a plan improved on drawn futures, beside plans with buffers and the plan given."""
