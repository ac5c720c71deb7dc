"""Measures and limits on them, as they are named on the command line."""

from __future__ import annotations

import click

from planner.solver import Measure

MEASURES = tuple(measure.value.replace(" ", "-") for measure in Measure if measure is not Measure.CUTOVER_SUM)
"""The measures for a trade-off; the sum of cutover days only breaks ties."""

MEASURE = click.Choice(MEASURES)


def measure_of(name: str) -> Measure:
    """The measure of a name."""
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
