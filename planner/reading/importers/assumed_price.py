"""A price of a year that nobody stated: what stands in for it, and how the row of the contract says so."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.provenance import Confidence
from planner.reading.importers.imported import ImportLine, Verdict
from planner.reading.overlay.table_rows import Cells

COLUMN = "annual_price_pounds"
ASSUMED_PRICE = "it can be extended or goes on by itself, and nobody states the price of a year: 0 until it is stated"
"""The reason of a price that stands in for one: the tables need one."""
SPREAD_PRICE = "The price of a year is the published value spread over the period."
"""The reason of a price that is worked out."""
_BETWEEN = "; "


def with_assumed_price(cells: Cells) -> Cells:
    """The row of a contract at a price of 0; the reasons that it has stay."""
    return {**cells, COLUMN: "0", "basis": "assumed", "reason": with_reason(cells.get("reason", ""), ASSUMED_PRICE)}


def assumed_line(contract: str) -> ImportLine:
    """The line that says so."""
    return ImportLine(
        place=f"contract {contract}", table="contracts", record=contract, column=COLUMN, new="0",
        verdict=Verdict.TAKEN, confidence=Confidence.LOW, why=f"assumed: {ASSUMED_PRICE}",
    )  # fmt: skip


def lacks_price(cells: Cells, extendable: bool) -> bool:
    """Whether a contract needs a price and states none: that of a renewal is enough where it goes on by itself.

    `extendable`: it has an option without a price of its own.
    """
    if COLUMN in cells:
        return False
    if cells.get("rolling") == "yes" or "renewal_months" in cells:
        return "renewal_annual_price_pounds" not in cells
    return extendable


def stands_in(cells: Mapping[str, str]) -> bool:
    """Whether the price of a contract stands in for one that nobody stated."""
    return ASSUMED_PRICE in _reasons(cells.get("reason", ""))


def is_assumed(cells: Mapping[str, str]) -> bool:
    """Whether the price of a contract stands in for one, or is worked out: then the row counts as assumed."""
    return any(reason in (ASSUMED_PRICE, SPREAD_PRICE) for reason in _reasons(cells.get("reason", "")))


def with_reason(text: str, another: str) -> str:
    """The reasons of a row with another one behind them, each once."""
    return _BETWEEN.join(dict.fromkeys((*_reasons(text), another)))


def without_price_reason(text: str) -> str:
    """The reasons of a row whose price is stated now."""
    return _BETWEEN.join(reason for reason in _reasons(text) if reason not in (ASSUMED_PRICE, SPREAD_PRICE))


def _reasons(text: str) -> list[str]:
    return [reason for reason in text.split(_BETWEEN) if reason]
