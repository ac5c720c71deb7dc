"""A plan as one department may see it: the records of all others have neither their ids nor their names any more."""
