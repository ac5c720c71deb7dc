"""A plan made again on a later day, with as few broken promises as asked for."""
