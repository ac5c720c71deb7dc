"""A serial list schedule of a portfolio as people make it by hand, independent of the solver."""
