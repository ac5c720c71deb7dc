"""A process that stores runs and says the id of each one as soon as it is stored: ADDRESS COUNT LABEL."""

from __future__ import annotations

import subprocess
import sys
from itertools import count
from pathlib import Path

from planner.solver.settings import SolveSettings
from planner.store.addresses import open_store
from planner.store.portfolio_archive import archive_portfolio
from planner.store.run_records import RunNote, run_of
from tests.sample import departments
from tests.store.sample_runs import small_outcome

ROOT = Path(__file__).parent.parent.parent


def start_writer(address: str, runs: int | None, label: str) -> subprocess.Popen[str]:
    """A writer of so many runs; of runs without end for None."""
    command = [sys.executable, "-m", "tests.store.writing_process", address, str(runs or 0), label]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def write(address: str, runs: int, label: str) -> None:
    store = open_store(address)
    portfolio = departments()
    archive = archive_portfolio(portfolio)
    for seed in range(runs) if runs else count():
        run = run_of(portfolio, archive, SolveSettings(seed=seed), small_outcome(), RunNote(label=label))
        print(store.add(run, archive), flush=True)


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), sys.argv[3])
