"""What is seen of work that takes long, on stderr and only on a terminal; and Ctrl-C that ends it early."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from rich.console import Console
from rich.live import Live

from planner.domain.option_chain import usable_links
from planner.domain.portfolio import Portfolio
from planner.domain.routes import has_no_route
from planner.plan.entries import Plan
from planner.plan.ledger import pounds_of
from planner.plan.outcome import Progress
from planner.plan.plan_case import PlanCase
from planner.present.wording import is_terminal, money, per_cent, printable
from planner.writing.signals import handled

REFRESHES_PER_SECOND = 4
PATIENCE_SECONDS = 3
COMPILING = " (the first run on a machine compiles for some 20 s)"
SPINNER = "|/-\\"


@dataclass
class ProgressLine:
    """The progress so far; `hear` may be called from any thread. `apart_pounds` is the no-route term, left out of gaps."""

    currency: str
    time_limit: float
    apart_pounds: int = 0
    started: float = field(default_factory=time.monotonic)
    latest: Progress | None = None

    def hear(self, progress: Progress) -> None:
        """Take note of an improvement, and of the solver's clock, which does not run while it compiles."""
        self.latest = progress
        self.started = time.monotonic() - progress.seconds

    def text(self, seconds: float) -> str:
        """The line after so many seconds."""
        best = self.latest.objective_pounds if self.latest else None
        bound = self.latest.bound_pounds if self.latest else None
        nothing = "no plan yet" + (COMPILING if self.latest is None and seconds >= PATIENCE_SECONDS else "")
        parts = [
            f"best plan {money(best, self.currency)}" if best is not None else nothing,
            f"none below {money(bound, self.currency)}" if bound is not None else "no bound yet",
            f"gap {per_cent(self.gap)}",
            f"{seconds:.0f} of {self.time_limit:g} s",
        ]
        return " · ".join(parts)

    @property
    def gap(self) -> float | None:
        """As in the outcome: the distance to the bound as a share of the cost that is not set apart."""
        if self.latest is None or self.latest.objective_pounds is None or self.latest.bound_pounds is None:
            return None
        distance = self.latest.objective_pounds - self.latest.bound_pounds
        counted = self.latest.objective_pounds - self.apart_pounds
        return distance / counted if distance and counted > 0 else 0.0

    def __rich__(self) -> str:
        seconds = time.monotonic() - self.started
        return f"{SPINNER[int(seconds * REFRESHES_PER_SECOND) % len(SPINNER)]} {self.text(seconds)}"


def pounds_apart(portfolio: Portfolio) -> int:
    """The least that contracts without a way off cost until the horizon, whatever moves when: gaps leave it out."""
    kept = [contract for contract in portfolio.contracts if has_no_route(portfolio, contract)]
    chains = [usable_links(portfolio, contract) for contract in kept]
    least: dict[str, int] = {}
    for length in range(max(map(len, chains), default=0) + 1):
        options = tuple(link.option.id for chain in chains for link in chain[:length])
        case = PlanCase(portfolio, Plan(migrations=(), options=options))
        for id, cover in case.schedule.contracts.items():
            if cover.no_route:
                pounds = pounds_of(case.charges_by_record.get(id, ()))
                least[id] = min(pounds, least.get(id, pounds))
    return sum(least.values())


@contextmanager
def shown_live(line: ProgressLine, *, quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Keep the line on the screen while the block runs; gives the listener for progress, None where none is shown."""
    if quiet or not is_terminal(sys.stderr):
        yield None
        return
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=False)
    with Live(line, console=console, refresh_per_second=REFRESHES_PER_SECOND, transient=True):
        yield line.hear


@contextmanager
def shown_step(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """Gives the listener for what is done at the moment; it is shown only on a terminal."""
    if quiet or not is_terminal(sys.stderr):
        yield lambda step: None
        return
    console = Console(stderr=True, highlight=False, markup=False, soft_wrap=False)
    with Live("", console=console, transient=True) as live:
        yield lambda step: live.update(printable(step), refresh=True)


@contextmanager
def until_ctrl_c(*, quiet: bool) -> Iterator[tuple[Callable[[], bool], Callable[[str], None]]]:
    """Whether Ctrl-C was pressed, which ends a study early and keeps what is done; and where to say what is done."""
    pressed = False

    def hear_ctrl_c(number: int, frame: FrameType | None) -> None:
        nonlocal pressed
        pressed = True

    with handled((signal.SIGINT,), hear_ctrl_c), shown_step(quiet=quiet) as show:
        yield lambda: pressed, show
