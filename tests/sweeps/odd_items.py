"""Items that behave badly, and the ordinary ones of these tests."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from planner.solver.settings import SolveSettings
from planner.store.portfolio_archive import PortfolioArchive, archive_portfolio
from planner.store.run_records import Run, RunNote
from planner.sweeps.items import PlanItem, plan_items
from tests.sample import departments

SETTINGS = SolveSettings(time_limit_seconds=5, workers=1, deterministic=True)


def good_items(count: int = 3) -> list[PlanItem]:
    """`two, seed 1`, `two, seed 2`, ... of a portfolio with two departments."""
    return list(plan_items({"two": departments()}, {"": SETTINGS}, range(1, count + 1)))


@dataclass(frozen=True)
class OddItem:
    """Its own name is its key."""

    name: str

    @property
    def key(self) -> str:
        return self.name

    @property
    def archive(self) -> PortfolioArchive:
        return archive_portfolio(departments())


@dataclass(frozen=True)
class ExitingItem(OddItem):
    """Takes its process with it, as a crash in a library would."""

    def run(self, note: RunNote) -> Run:
        os._exit(7)


@dataclass(frozen=True)
class RaisingItem(OddItem):
    """Raises."""

    def run(self, note: RunNote) -> Run:
        raise ValueError("this item cannot be answered")


@dataclass(frozen=True)
class ExitingOnceItem:
    """Ends the first process that tries it, then behaves like the item it stands for; `marker` remembers."""

    good: PlanItem
    marker: Path

    @property
    def name(self) -> str:
        return self.good.name

    @property
    def key(self) -> str:
        return self.good.key

    @property
    def archive(self) -> PortfolioArchive:
        return self.good.archive

    def run(self, note: RunNote) -> Run:
        if not self.marker.exists():
            self.marker.write_text(str(os.getpid()))
            os._exit(9)
        return self.good.run(note)


@dataclass(frozen=True)
class WaitingItem:
    """Writes the id of its process to `marker`, and waits there the first time until it is killed."""

    good: PlanItem
    marker: Path

    @property
    def name(self) -> str:
        return self.good.name

    @property
    def key(self) -> str:
        return self.good.key

    @property
    def archive(self) -> PortfolioArchive:
        return self.good.archive

    def run(self, note: RunNote) -> Run:
        if not self.marker.exists():
            partial = self.marker.with_suffix(".partial")
            partial.write_text(str(os.getpid()))
            partial.rename(self.marker)
            time.sleep(600)
        return self.good.run(note)
