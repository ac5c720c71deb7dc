"""A plan as a workbook that people sort, filter, fill in and give back."""
