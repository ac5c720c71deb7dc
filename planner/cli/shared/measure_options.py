"""Measures and limits on them, as they are named on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from planner.domain.rules import Term

if TYPE_CHECKING:
    from planner.solver import Measure

MEASURES = (
    *(term.value.replace(" ", "-") for term in Term),
    "cost",
    "uncovered-days",
    "last-cutover",
    "extensions-used",
    "changed-promises",
)
"""What can be traded off; a test compares them with the measures of the solver, which would take long to import."""

MEASURE = click.Choice(MEASURES)


def measure_of(name: str) -> Measure:
    """The measure of a name."""
    from planner.solver import Measure

    return Measure(name.replace("-", " "))


def limits_from(
    context: click.Context, parameter: click.Parameter, stated: tuple[str, ...]
) -> tuple[tuple[str, int], ...]:
    """Names and most of limits such as `uncovered-days=0`; a callback of the option."""
    limits = dict(_limit(text, parameter, context) for text in stated)
    if len(limits) < len(stated):
        raise click.BadParameter("it names a measure twice; give one limit for each", context, parameter)
    return tuple(limits.items())


def _limit(text: str, parameter: click.Parameter, context: click.Context) -> tuple[str, int]:
    name, _, most = text.partition("=")
    MEASURE.convert(name, parameter, context)
    try:
        return name, int(most.replace(",", "").replace("_", ""))
    except ValueError:
        message = f"{text!r} is not a measure and a whole number, for instance uncovered-days=0"
        raise click.BadParameter(message, context, parameter) from None
