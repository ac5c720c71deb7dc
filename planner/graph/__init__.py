"""The precedence network: milestones composed away, what waits for what; the only layer that knows networkx."""
