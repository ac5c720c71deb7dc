"""Projects with least makespan (RCPSP): a solver of their own, files in Patterson format, and the check of schedules."""
