"""Answers to small questions about a plan, as tables, sentences and files."""
