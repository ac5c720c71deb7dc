"""The progress of a sweep on stderr: one line that changes on a terminal, a line for each item elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live

from planner.cli.shared.messages import say
from planner.present.wording import is_terminal, money, printable, status_words
from planner.sweeps.running import ItemResult, SweepProgress


@contextmanager
def shown_sweep(*, quiet: bool) -> Iterator[Callable[[SweepProgress], None]]:
    """Gives the listener for progress while the block runs."""
    if quiet:
        yield lambda progress: None
    elif not is_terminal(sys.stderr):
        yield lambda progress: say(item_line(progress))
    else:
        console = Console(stderr=True, highlight=False, markup=False, soft_wrap=False)
        with Live("", console=console, transient=True) as live:
            yield lambda progress: live.update(progress_text(progress), refresh=True)


def progress_text(progress: SweepProgress) -> str:
    """For instance `7 of 15 items · 1 failed · 42 s · about 48 s left`."""
    parts = [f"{progress.finished} of {progress.total} items"]
    if progress.found:
        parts.append(f"{progress.found} of them were stored before")
    if progress.failed:
        parts.append(f"{progress.failed} failed")
    parts.append(f"{progress.seconds:.0f} s")
    if progress.seconds_left is not None and progress.finished + progress.failed < progress.total:
        parts.append(f"about {time_left(progress.seconds_left)} left")
    return " · ".join(parts)


def time_left(seconds: float) -> str:
    """For instance `48 s`, `12 min`, `3 h 5 min`."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"


def item_line(progress: SweepProgress) -> str:
    """The result of the last item, and the progress of the sweep."""
    if progress.last is None:
        return progress_text(progress)
    return f"{printable(result_text(progress.last))} · {progress_text(progress)}"


def result_text(result: ItemResult) -> str:
    """The item with its cost, or why it failed."""
    if result.run is None:
        return f"{result.name}: FAILED: {result.failure}"
    run = result.run
    return f"{result.name}: {status_words(run.status, run.wished_gap)}, {money(run.objective_pounds, run.currency)}"
