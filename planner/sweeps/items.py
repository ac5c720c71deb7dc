"""The items of a sweep: questions that another process can answer."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.solver.settings import SolveSettings
from planner.solver.solve import solve
from planner.store.portfolio_archive import PortfolioArchive, archive_portfolio, restore_portfolio
from planner.store.run_records import Run, RunNote, run_key, run_of


class SweepItem(Protocol):
    """One question of a sweep. Items travel between processes, so they must be picklable, and small."""

    @property
    def name(self) -> str:
        """What people call it; each item of a sweep has its own."""
        ...

    @property
    def key(self) -> str:
        """Hash of everything the answer depends on; items with the same key are answered once."""
        ...

    @property
    def archive(self) -> PortfolioArchive:
        """The input that is stored with the answer."""
        ...

    def run(self, note: RunNote) -> Run:
        """Answer the question; the run has the key of the item."""
        ...


@dataclass(frozen=True)
class PlanItem:
    """Plan one portfolio with one set of settings, from a plan on where there is one."""

    name: str
    archive: PortfolioArchive
    settings: SolveSettings
    start: Plan | None = None

    @cached_property
    def key(self) -> str:
        return run_key(self.archive.hash, self.settings, self.start)

    def run(self, note: RunNote) -> Run:
        portfolio = restore_portfolio(self.archive)
        outcome = solve(portfolio, self.settings, start=self.start)
        return run_of(portfolio, self.archive, self.settings, outcome, note, start=self.start)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The result of an item: a run, or one sentence about its failure with details for a programmer."""

    key: str
    run: Run | None = None
    failure: str | None = None
    details: str = ""


def plan_items(
    portfolios: Mapping[str, Portfolio],
    settings: Mapping[str, SolveSettings],
    seeds: Sequence[int],
    start: Plan | None = None,
) -> Iterator[PlanItem]:
    """Every portfolio with every setting and every seed, in that order; names are joined by commas, empty ones left out.

    The mappings go from name (of a scenario, of a variant of the settings) to what it stands for. `start`: the plan that
    each begins with.
    """
    for scenario, portfolio in portfolios.items():
        archive = archive_portfolio(portfolio)
        for variant, setting in settings.items():
            for seed in seeds:
                name = ", ".join(part for part in (scenario, variant, f"seed {seed}") if part)
                yield PlanItem(name, archive, replace(setting, seed=seed), start)


def answer_item(item: SweepItem, sweep: str) -> Answer:
    """Answer an item in this process; an exception becomes the failure of the item."""
    try:
        run = item.run(RunNote(command="sweep", label=item.name, sweep=sweep, item=item.name))
    except Exception as error:
        text = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return Answer(key=item.key, failure=text, details=traceback.format_exc())
    return Answer(key=item.key, run=run)
