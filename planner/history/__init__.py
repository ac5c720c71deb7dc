"""Every run kept: its whole input, its settings, the versions that made it, and its answer, so that it can be made again."""
