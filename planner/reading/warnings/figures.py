"""Figures that are legal but probably meant otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.domain.findings import Finding
from planner.reading.cells.located import Located, Tables
from planner.reading.rows.contracts import ContractRow, OptionRow

SMALLEST_PLAUSIBLE_PERCENT = 0.5


def odd_figures(tables: Tables, status_date: date) -> Iterator[Finding]:
    """Uplifts that look like shares or are not used, commitments that do not fit, buyers like an organisation."""
    for option in tables.rows(OptionRow):
        yield from _uplift(option)
    organisations = tables.names("organisations")
    for contract in tables.rows(ContractRow):
        buyer = contract.value.buyer
        if buyer is None or buyer in organisations or len(buyer) < 3:
            continue
        alike = organisations.nearest(buyer)
        if alike is not None and alike.casefold() == buyer.casefold():
            message = f'the buyer "{buyer}" is no organisation, but "{alike}" is'
            yield contract.place.warning("ids-alike", "buyer", message, cure=f'did you mean "{alike}"?')


def _uplift(option: Located[OptionRow]) -> Iterator[Finding]:
    uplift = option.value.uplift_percent
    if uplift is None:
        return
    if option.value.annual_price_pounds is not None:
        message = "the option has a price of its own, so the uplift is not used"
        cure = "blank the uplift, or the price"
        yield option.place.warning("uplift-unused", "uplift_percent", message, cure=cure)
    elif 0 < abs(uplift) < SMALLEST_PLAUSIBLE_PERCENT:
        message = f"an uplift of {uplift} is {uplift} per cent"
        cure = f"write {round(uplift * 100, 6):g} if {uplift} was meant as a share"
        yield option.place.warning("small-uplift", "uplift_percent", message, cure=cure)
