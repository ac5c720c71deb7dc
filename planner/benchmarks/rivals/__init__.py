"""The solvers that are compared: ours and its rivals, all behind one signature."""
