"""The options of every command that draws futures: how many, other ranges, and when migrations may begin."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from planner.cli.shared.argument_types import NumberRange
from planner.cli.shared.options import Decorator
from planner.domain.uncertain.families import RangeFamily
from planner.risk.assumptions import Assumptions
from planner.risk.draws import MOST_DRAWS, REPORTED_DRAWS

ASSUMPTION_OPTIONS: tuple[Decorator, ...] = (
    click.option(
        "--range",
        "family",
        type=click.Choice([family.value for family in RangeFamily]),
        help="Draw every range from this family, where its three dates fit it. [default: as each milestone says]",
    ),
    click.option(
        "--spread",
        type=NumberRange(min=0),
        default=1.0,
        show_default=True,
        help="Widen every range by this factor; 0 is the plan itself.",
    ),
    click.option(
        "--outside-view",
        is_flag=True,
        help="Draw every open date from the past slips of reference_slips instead of its own range: a stress case.",
    ),
    click.option(
        "--as-early-as-possible", "early", is_flag=True, help="Let migrations begin before their planned start."
    ),
)


def draws_option(what: str) -> Decorator:
    """How many futures; `what` begins the help, for instance `Futures to draw`."""
    return click.option(
        "--draws",
        type=click.IntRange(1, MOST_DRAWS),
        default=REPORTED_DRAWS,
        show_default=True,
        help=f"{what}, in whole batches of 1,024, at least 8 of them.",
    )


def assumption_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command these options, as one argument `assumptions`."""

    @wraps(command)
    def with_assumptions(*, family: str | None, spread: float, outside_view: bool, early: bool, **others: Any) -> Any:
        if outside_view and family is not None:
            raise click.UsageError("Give --range or --outside-view, not both: past slips have no family.")
        assumed = Assumptions(
            range=None if family is None else RangeFamily(family),
            spread=spread,
            outside_view=outside_view,
            as_early_as_possible=early,
        )
        return command(assumptions=assumed, **others)

    found: Callable[..., Any] = with_assumptions
    for option in reversed(ASSUMPTION_OPTIONS):
        found = option(found)
    return found
