"""What an option costs for its whole length, in whole numbers throughout, never in floats."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from planner.domain.calendar import whole_months
from planner.domain.contracts import Contract, ExtensionOption

DAYS_OF_A_YEAR = 365


def annual_part_pounds(
    contract: Contract, option: ExtensionOption, begins: date, end: date, *, cut: bool = False
) -> int:
    """The annual price for the length of the option, without its fee; half a pound is rounded up.

    Months count as twelfths, also in a leap year. Of an end that is stated, or `cut` at the maximum end, the whole months
    count so, and the days beyond them as days of 365.
    """
    months, days = (option.months, 0) if _counts_months(option) and not cut else whole_months(begins, end)
    price, unit = _annual_price(contract, option)
    numerator = price * ((months or 0) * DAYS_OF_A_YEAR + 12 * days)
    denominator = unit * 12 * DAYS_OF_A_YEAR
    return (2 * numerator + denominator) // (2 * denominator)


def running_pounds_per_day(contract: Contract) -> int:
    """What a day costs while the contract runs on: a 365th of the annual price, rounded up to a pound."""
    annual = contract.renewal_annual_price_pounds
    annual = contract.annual_price_pounds if annual is None else annual
    if annual is None:
        raise ValueError(f"contract {contract.id} has no price")
    return -(-annual // DAYS_OF_A_YEAR)


def _counts_months(option: ExtensionOption) -> bool:
    return option.end_date is None and option.months is not None


def _annual_price(contract: Contract, option: ExtensionOption) -> tuple[int, int]:
    """Pounds a year as an exact fraction. An uplift is the decimal a person wrote: 2.3 is 23/10, not the nearest float."""
    if option.annual_price_pounds is not None:
        return option.annual_price_pounds, 1
    if contract.annual_price_pounds is None:
        raise ValueError(f"option {option.id} has no price")
    if not option.uplift_percent:
        return contract.annual_price_pounds, 1
    uplift, unit = Decimal(str(option.uplift_percent)).as_integer_ratio()
    return contract.annual_price_pounds * (100 * unit + uplift), 100 * unit
