"""Reading: tables to records. Findings say what to mend; nothing is guessed silently."""
