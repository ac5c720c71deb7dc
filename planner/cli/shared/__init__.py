"""Shared by several commands: options, failures, progress, files."""
