"""The precedence network: milestones composed away, windows, what waits for what; the only layer that knows networkx."""
