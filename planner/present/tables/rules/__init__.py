"""What follows from the rules of options for departments, and what knowing more would save, as tables and sentences."""
