"""What the run store knows of a plan."""
