"""Rules that a question asks for: contracts that must be off by a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planner.domain.portfolio import Portfolio
from planner.domain.rules import Rule
from planner.domain.wording import day_count
from planner.errors import SettingsError
from planner.plan.breaches.breach import Breach, show_day
from planner.reading.cells.nearest import nearest_name

if TYPE_CHECKING:
    from planner.plan.plan_case import PlanCase


def must_be_off(case: PlanCase, days: Mapping[str, int]) -> Iterator[Breach]:
    """Contracts needed beyond the day they must be off by.

    `days`: by contract the first day on which nobody may need it any more. That day itself is in time.
    """
    for id, day in days.items():
        late = case.schedule.contracts[id].needed_until_day - day
        if late > 0:
            message = f"{id} is needed {day_count(late)} beyond {show_day(case, day - 1)}, the day it must be off by"
            yield Breach(rule=Rule.MUST_BE_OFF, subjects=(id,), day=day, amount=late, message=message)


def check_contracts(portfolio: Portfolio, contracts: Mapping[str, int]) -> None:
    """Raise SettingsError for a contract that the portfolio does not have."""
    for name in contracts:
        if name not in portfolio.contract_by_id:
            nearest = nearest_name(name, portfolio.contract_by_id)
            hint = f"; did you mean {nearest!r}?" if nearest else ""
            raise SettingsError(f"{name!r} is no contract of the portfolio{hint}")
