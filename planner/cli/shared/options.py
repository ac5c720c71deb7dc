"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from planner.cli.shared.argument_types import NumberRange
from planner.cli.shared.plan_reference import METAVAR, PLAN
from planner.present.tables.table import Format

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


SECONDS = NumberRange(min=0, min_open=True)

PORTFOLIO = click.Path(exists=True, path_type=Path)

portfolio_argument: Decorator = click.argument("portfolio", metavar="FOLDER|XLSX", type=PORTFOLIO)

format_option: Decorator = click.option(
    "--format",
    "form",
    type=click.Choice([form.value for form in Format]),
    callback=lambda _context, _option, value: Format(value),
    default=Format.TABLE.value,
    show_default=True,
    help="How to print the result. csv and json hold raw money and dates.",
)

quiet_option: Decorator = click.option(
    "--quiet", "-q", is_flag=True, help="Print the result only: no messages, no progress."
)

plan_option: Decorator = click.option(
    "--plan",
    "plan",
    type=PLAN,
    metavar=METAVAR,
    help="Use this plan file or stored run. [default: the adopted plan, else the portfolio is solved first]",
)
