"""The Gantt chart of a plan: its rows as data, and the files it is written as."""
