"""Rules for options: exercise unless the re-forecast on the last day to decide is early enough."""
