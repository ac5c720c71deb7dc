"""The parts of a report behind its two sheets, as values; each file makes one."""
