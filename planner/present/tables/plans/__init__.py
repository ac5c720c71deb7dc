"""The tables that every plan has."""
