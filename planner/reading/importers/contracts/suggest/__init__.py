"""Which column of a list goes where, by the words of its title and by its cells."""
