"""The options of a solve, and those that stand in for the policy of the portfolio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

import click

from planner.cli.shared.argument_types import NumberRange, Seed
from planner.cli.shared.options import SECONDS, Decorator, quiet_option
from planner.solver.settings import SolveSettings

USUAL_SECONDS = 50.0
USUAL_WORKERS = 2


@dataclass(frozen=True, kw_only=True)
class SolveOptions:
    """The options of a solve; `undecided` and `priority`: None leaves them to the policy of the portfolio."""

    time_limit: float
    workers: int
    seed: int
    gap: float
    deterministic: bool
    undecided: str | None
    priority: str | None
    quiet: bool

    @classmethod
    def usual(cls, *, undecided: str | None, priority: str | None, quiet: bool) -> SolveOptions:
        """Those of a command that solves first where no plan is named, and asks about nothing else."""
        return cls(
            time_limit=USUAL_SECONDS,
            workers=USUAL_WORKERS,
            seed=0,
            gap=0.0,
            deterministic=False,
            undecided=undecided,
            priority=priority,
            quiet=quiet,
        )

    def settings(self) -> SolveSettings:
        """The settings of the solver."""
        return SolveSettings(
            time_limit_seconds=self.time_limit,
            workers=self.workers,
            seed=self.seed,
            gap_target=self.gap / 100,
            deterministic=self.deterministic,
        )


POLICY_OPTIONS: tuple[Decorator, ...] = (
    click.option(
        "--undecided",
        type=click.Choice(["join", "stay"]),
        help="Plan undecided organisations as joining or staying, whatever the portfolio says.",
    ),
    click.option(
        "--priority",
        type=click.Choice(["price", "cover"]),
        help="Minimise one sum of money (price) or uncovered days first (cover), whatever the portfolio says.",
    ),
)

SOLVE_OPTIONS: tuple[Decorator, ...] = (
    click.option(
        "--time-limit",
        type=SECONDS,
        default=USUAL_SECONDS,
        show_default=True,
        metavar="SECONDS",
        help="Stop after this time and give the best plan found.",
    ),
    click.option(
        "--workers", type=click.IntRange(min=1), default=USUAL_WORKERS, show_default=True, help="Parallel searches."
    ),
    click.option(
        "--seed",
        type=Seed(),
        default=0,
        show_default=True,
        help="Seed for all random choices.",
    ),
    click.option(
        "--gap",
        type=NumberRange(min=0, max=100, max_open=True),
        default=0.0,
        show_default=True,
        metavar="PER CENT",
        help="Stop once the plan is proved to cost at most this much more than the best.",
    ),
    click.option(
        "--deterministic", is_flag=True, help="Give the same plan file, byte for byte, for the same input and seed."
    ),
    *POLICY_OPTIONS,
    quiet_option,
)


def solve_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options of a solve to a command and hands them to it as one `options` argument."""
    names = SolveOptions.__dataclass_fields__

    @wraps(command)
    def with_options(**arguments: Any) -> Any:
        options = SolveOptions(**{name: arguments.pop(name) for name in names})
        return command(options=options, **arguments)

    return _with_all(SOLVE_OPTIONS, with_options)


def policy_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that stand in for the policy of the portfolio."""
    return _with_all(POLICY_OPTIONS, command)


def _with_all(options: Sequence[Decorator], command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with the options, listed in their order."""
    for option in reversed(options):
        command = option(command)
    return command
