"""What comes of rules that are followed: for departments, and with better information."""
