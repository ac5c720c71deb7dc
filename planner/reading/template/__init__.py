"""The empty workbook that a newcomer fills in."""
