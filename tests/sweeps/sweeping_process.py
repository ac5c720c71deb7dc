"""A process that runs a sweep and says the name of each item as soon as it is stored: STORE ITEMS."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from planner.store.addresses import open_store
from planner.sweeps.local_pool import LocalPool
from planner.sweeps.running import SweepProgress, run_sweep
from tests.sweeps.odd_items import good_items

ROOT = Path(__file__).parent.parent.parent
SWEEP = "killed often"


def start_sweep(store: Path, items: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.sweeps.sweeping_process", str(store), str(items)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def say(progress: SweepProgress) -> None:
    print(progress.last.name if progress.last else "begun", flush=True)


if __name__ == "__main__":
    run_sweep(good_items(int(sys.argv[2])), open_store(sys.argv[1]), LocalPool(2), SWEEP, say)
