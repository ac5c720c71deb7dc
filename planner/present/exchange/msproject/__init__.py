"""A plan as a file of MS Project (MSPDI): a task for each phase, day and option, with links and constraints."""
