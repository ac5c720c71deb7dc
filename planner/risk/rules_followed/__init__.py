"""What comes of rules that are followed: for contracts and departments, and with better information."""
