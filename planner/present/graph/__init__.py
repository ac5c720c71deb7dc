"""The dependency graph as people see it: what waits for what, as tables, as a layered picture, as DOT and GraphML."""
