"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner.present.tables.table import Format

if TYPE_CHECKING:
    from planner.solver.settings import SolveSettings

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class _Seconds(click.FloatRange):
    """A time above 0 that comes to an end: neither `inf` nor `nan`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds: float = super().convert(value, param, ctx)
        if not isfinite(seconds):
            self.fail(f"{value} is no number of seconds.", param, ctx)
        return seconds


SECONDS = _Seconds(min=0, min_open=True)

PORTFOLIO = click.Path(exists=True, path_type=Path)

PLAN_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

portfolio_argument: Decorator = click.argument("portfolio", metavar="FOLDER|XLSX", type=PORTFOLIO)

format_option: Decorator = click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    callback=lambda _context, _option, value: Format(value),
    default=Format.TABLE.value,
    show_default=True,
    help="How to print the result; money and dates are raw in csv and json.",
)

quiet_option: Decorator = click.option(
    "--quiet", "-q", is_flag=True, help="No messages and no progress, only the result."
)

plan_option: Decorator = click.option(
    "--plan",
    "plan_file",
    type=PLAN_FILE,
    metavar="PLAN.JSON",
    help="Use this plan instead of solving first.",
)


@dataclass(frozen=True, kw_only=True)
class SolveOptions:
    """What the options of a solve say; `undecided` and `priority`: None leaves them to the policy of the portfolio."""

    time_limit: float
    workers: int
    seed: int
    gap: float
    deterministic: bool
    undecided: str | None
    priority: str | None
    quiet: bool

    def settings(self) -> SolveSettings:
        """The settings of the solver."""
        from planner.solver.settings import SolveSettings

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
        help="Plan undecided organisations as joining or staying, instead of as the portfolio says.",
    ),
    click.option(
        "--priority",
        type=click.Choice(["price", "cover"]),
        help="Minimise one sum of money, or first of all uncovered days (cover), instead of as the portfolio says.",
    ),
)

SOLVE_OPTIONS: tuple[Decorator, ...] = (
    click.option(
        "--time-limit",
        type=SECONDS,
        default=50.0,
        show_default=True,
        metavar="SECONDS",
        help="Stop after so long and give the best plan found.",
    ),
    click.option("--workers", type=click.IntRange(min=1), default=2, show_default=True, help="Parallel searches."),
    click.option(
        "--seed", type=click.IntRange(min=0, max=2**31 - 1), default=0, show_default=True, help="Of random choices."
    ),
    click.option(
        "--gap",
        type=click.FloatRange(min=0, max=100, max_open=True),
        default=0.0,
        show_default=True,
        metavar="PER CENT",
        help="Stop once the plan is proved to be within this of the best.",
    ),
    click.option("--deterministic", is_flag=True, help="Same input and seed give the same plan file, byte for byte."),
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
