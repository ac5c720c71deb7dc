"""The assumptions behind the answer in one line: exposure prices and the share of assumed rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from planner.domain.provenance import Basis, Record
from planner.plan.ledger import exposure_price
from planner.present.wording import counted, money, whole_per_cent

if TYPE_CHECKING:
    from planner.domain.portfolio import Portfolio


def assumptions_line(portfolio: Portfolio) -> str:
    """For instance: exposure is priced by policy for 12 of 59 contracts, £1,000 to £100,000 a day; 71 % of rows assumed."""
    return f"The answer rests on: {_exposure(portfolio)}; {_rows(portfolio)}."


def _exposure(portfolio: Portfolio) -> str:
    by_policy = [contract for contract in portfolio.contracts if contract.exposure_pounds_per_day is None]
    prices = sorted({exposure_price(portfolio, contract) for contract in portfolio.contracts})
    if not prices:
        return "no exposure price"
    low, high = (money(price, portfolio.currency) for price in (prices[0], prices[-1]))
    span = low if len(prices) == 1 else f"{low} to {high}"
    stated = (
        "all stated" if not by_policy else f"by policy for {len(by_policy)} of {len(portfolio.contracts)} contracts"
    )
    return f"exposure prices of {span} a day, {stated}"


def _rows(portfolio: Portfolio) -> str:
    rows = list(records(portfolio))
    assumed = sum(row.provenance.basis is Basis.ASSUMED for row in rows)
    unstated = sum(row.provenance.basis is Basis.UNSTATED for row in rows)
    if not rows:
        return "no rows"
    return (
        f"{counted(len(rows), 'row')}, {whole_per_cent(assumed / len(rows))} assumed, "
        f"{whole_per_cent(unstated / len(rows))} without a basis"
    )


def records(portfolio: Portfolio) -> Iterator[Record]:
    """Every record of the portfolio's tables."""
    for field in fields(portfolio):
        held = getattr(portfolio, field.name)
        yield from (row for row in held if isinstance(row, Record)) if isinstance(held, tuple) else ()
