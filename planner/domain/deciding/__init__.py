"""Deciding: the ids of the acts that are decided about."""
