"""Charts of sampled futures: they draw what was measured, and compute nothing."""
