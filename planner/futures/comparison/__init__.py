"""Several futures planned and lined up, their regret, and the business case they change."""
