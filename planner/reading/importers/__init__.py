"""Files of other programs, read into a scenario or into new tables: nothing is guessed silently, nothing is changed."""
