"""What is kept of sampled futures: how sure a plan is, as a small value."""
