"""Charts of futures, trade-offs and comparisons, drawn onto axes they are given."""
