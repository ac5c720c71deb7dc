"""What follows from the rules of options for contracts and departments, and what knowing more saves: tables and texts."""
