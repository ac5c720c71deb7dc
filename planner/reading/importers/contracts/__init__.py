"""Lists of contracts as people keep them: any columns, any encoding, as CSV or workbook."""
