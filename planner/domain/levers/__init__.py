"""Changes of one record by so many units that only relax the rules."""
