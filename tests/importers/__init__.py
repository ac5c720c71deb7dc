"""Files of other programs, read into scenarios and tables."""
