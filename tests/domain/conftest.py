"""Drawn cases are the same on every run, and are never judged by how long they take."""

from hypothesis import settings

settings.register_profile("same-every-run", derandomize=True, deadline=None)
settings.load_profile("same-every-run")
