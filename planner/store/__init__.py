"""Stored runs: each keeps its input, settings, versions and answer, so that it can be made again."""

from planner.store.addresses import open_store
from planner.store.portfolio_archive import archive_portfolio, restore_portfolio
from planner.store.rerunning import rerun
from planner.store.run_records import Run, RunFilter, RunNote, RunSummary, run_of
from planner.store.run_store import RunStore

__all__ = [
    "Run",
    "RunFilter",
    "RunNote",
    "RunStore",
    "RunSummary",
    "archive_portfolio",
    "open_store",
    "rerun",
    "restore_portfolio",
    "run_of",
]
