"""The days of a plan as a calendar file that follows on an earlier one."""
