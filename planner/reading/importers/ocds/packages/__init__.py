"""JSON files in any encoding, and the releases they hold in whatever wrapping."""
