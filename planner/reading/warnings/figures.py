"""Figures that are legal but probably meant otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from planner.domain.contracts import OptionKind
from planner.domain.findings import Finding
from planner.reading.cells.located import Located, Tables
from planner.reading.cells.nearest import Names
from planner.reading.checks.lookalikes import looks
from planner.reading.rows.contracts import ContractRow, OptionRow
from planner.reading.rows.organisations import OrganisationRow

SMALLEST_PLAUSIBLE_PERCENT = 0.5


def odd_figures(tables: Tables, status_date: date) -> Iterator[Finding]:
    """Uplifts that look like shares or are not used, commitments that do not fit, buyers like an organisation."""
    for option in tables.rows(OptionRow):
        yield from _uplift(option)
        yield from _lead(option)
    organisations = tables.names("organisations")
    organisation_names = {row.value.name for row in tables.rows(OrganisationRow)}
    for contract in tables.rows(ContractRow):
        yield from _buyer(contract, organisations, organisation_names)


def _buyer(contract: Located[ContractRow], organisations: Names, organisation_names: set[str]) -> Iterator[Finding]:
    """Any text can be a buyer, so only a near miss of an organisation is a warning."""
    buyer = contract.value.buyer
    if buyer is None or buyer in organisations or buyer in organisation_names or len(buyer) < 3:
        return
    alike = organisations.nearest(buyer)
    if alike is not None and is_slip(looks(buyer), looks(alike)):
        message = f'the buyer "{buyer}" is no organisation, but "{alike}" is'
        yield contract.place.warning("ids-alike", "buyer", message, cure=f'did you mean "{alike}"?')


def is_slip(one: str, other: str) -> bool:
    """Whether one slip makes one text of the other: a letter more, less, exchanged, or two neighbours swapped.

    Of three letters none may be exchanged: DfE and DfT are two departments.
    """
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < 3:
        return one == other
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other, length = one[start:], other[start:], min(len(one), len(other))
    swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
    exchanged = length > 3 and one[1:] == other[1:]
    return one == other or swapped or exchanged or one[1:] == other or one == other[1:]


def _lead(option: Located[OptionRow]) -> Iterator[Finding]:
    if option.value.lead_days and option.value.kind is not OptionKind.BRIDGE:
        message = (
            f"the lead of {option.value.lead_days} days holds for bridges only; this is of kind {option.value.kind}"
        )
        cure = "set the kind to bridge, or state internal_lead_days here or at the contract"
        yield option.place.warning("lead-without-bridge", "lead_days", message, cure=cure)


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
