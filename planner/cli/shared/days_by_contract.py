"""Contracts with a day each, as people write them: `--must-be-off HO-HR=2028-10-31`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import click

from planner.cli.shared.options import Decorator
from planner.domain.portfolio import Portfolio
from planner.plan.breaches.questions import check_contracts


class ContractDay(click.ParamType[tuple[str, date]]):
    """A contract and the last day on which it may be needed."""

    name = "contract=date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, date]:
        """The two parts; the date comes after the last equals sign."""
        contract, sign, day = str(value).rpartition("=")
        try:
            found = date.fromisoformat(day.strip())
        except ValueError:
            sign = ""
        if not sign or not contract.strip():
            self.fail(f"{value!r} is no contract with a date; write for instance HO-HR=2028-10-31", param, ctx)
        return contract.strip(), found


must_be_off_option: Decorator = click.option(
    "--must-be-off",
    type=ContractDay(),
    multiple=True,
    metavar="CONTRACT=DATE",
    help="Nobody may need the contract after this day; may be repeated.",
)


def days_by_contract(portfolio: Portfolio, named: Sequence[tuple[str, date]]) -> Mapping[str, int]:
    """By contract the first day on which nobody may need it; of two dates for one contract the earlier.

    Raises SettingsError for a contract that the portfolio does not have.
    """
    days: dict[str, int] = {}
    for contract, last in named:
        day = portfolio.day_of(last) + 1
        days[contract] = min(day, days.get(contract, day))
    check_contracts(portfolio, days)
    return days
