"""Periods that a plan of an earlier day names and that no chain holds any more: over, or owed together with others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.domain.calendar import financial_year
from planner.domain.chains.renewals import OVER, OWED

if TYPE_CHECKING:
    from planner.domain.chains.link import ChainLink
    from planner.domain.portfolio import Portfolio

_NAMED = re.compile(rf"(?P<contract>.+):(?:renewal (?P<number>\d+)|rolling (?P<year>\d{{4}}).*|{OWED})", re.DOTALL)


def is_past_period(portfolio: Portfolio, id: str) -> bool:
    """Whether the id is that of a period before the first that the chain of its contract still holds apart.

    Such a period costs nothing any more, or is a part of what is owed; a plan may still name it.
    """
    named = _NAMED.fullmatch(id)
    contract = portfolio.contract_by_id.get(named["contract"]) if named is not None else None
    if named is None or contract is None or not contract.runs_on or id in portfolio.link_by_option:
        return False
    chain = portfolio.chain_by_contract[contract.id]
    periods = [link for link in chain if link.by_itself and not link.option.id.endswith(OVER)]
    if named["number"]:
        return not contract.rolling and int(named["number"]) < _number(periods[0])
    if named["year"]:
        first = next(link for link in periods if not link.exercised)
        return int(named["year"]) <= financial_year(first.extends_end_date, portfolio.financial_year_start_month)
    return contract.rolling


def _number(period: ChainLink) -> int:
    return int(period.option.id.rpartition(" ")[2])
