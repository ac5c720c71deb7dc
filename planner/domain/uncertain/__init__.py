"""What is uncertain in a portfolio: ranges of dates and lengths, events, past slips, and what is held still."""
