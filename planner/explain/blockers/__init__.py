"""Which starts of a migration each rule forbids, and by which record: one module a rule, all as intervals."""
