"""A plan in the formats of other programs; each module writes one of them and computes nothing."""
