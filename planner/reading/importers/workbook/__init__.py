"""A workbook that the planner wrote and people have filled in: what they typed, as decisions and corrections."""
