"""What a notice says in words about the extensions of a contract, read as a chain of months."""
