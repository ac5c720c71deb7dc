"""Plans of MS Project and Primavera P6 read for the dates of milestones."""
