"""Imports: files of other programs, each kind with a command of its own."""
