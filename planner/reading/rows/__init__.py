"""Row models: one per input table, each column with type, unit, default, meaning and example."""
