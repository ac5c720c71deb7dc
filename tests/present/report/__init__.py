"""Tests of the report: the board page as values, the page, what a department sees."""
