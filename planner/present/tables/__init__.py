"""Tables that people and programs read, the same columns for every form."""
