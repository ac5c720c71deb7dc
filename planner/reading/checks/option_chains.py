"""Options of a contract form a chain: each has a length, a price, and ends after the one before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from planner.domain.calendar import ONE_DAY, end_of_months
from planner.domain.contracts import OptionState
from planner.domain.decisions_taken import BINDING_KINDS
from planner.domain.findings import Finding
from planner.reading.cells.date_order import LAST_YEAR
from planner.reading.cells.located import Located, Place, Tables
from planner.reading.rows.contracts import ContractRow, OptionRow
from planner.reading.rows.decisions import CommitmentRow

Chain = Sequence[Located[OptionRow]]


def check_option_chains(tables: Tables) -> Iterator[Finding]:
    """Every option on its own, then the chain of every contract of which all rows could be read."""
    contracts = {row.value.id: row.value for row in tables.rows(ContractRow)}
    chains: dict[str, list[Located[OptionRow]]] = defaultdict(list)
    for option in tables.rows(OptionRow):
        chains[option.value.contract].append(option)
    bound = {
        taken.value.subject: taken.place for taken in tables.rows(CommitmentRow) if taken.value.kind in BINDING_KINDS
    }
    broken = _broken(tables) if chains else frozenset()
    for id, chain in chains.items():
        chain.sort(key=lambda row: row.value.sequence)
        lengths = [finding for option in chain for finding in _length(option)]
        yield from lengths
        yield from _exercised_in_order(chain)
        if id not in broken:
            yield from _hole(chain)
        yield from _bound_behind_lost(chain, bound)
        if id in contracts:
            yield from _prices(contracts[id], chain)
            expiry = contracts[id].expiry_date
            if not lengths and id not in broken and expiry is not None:
                yield from _ends(expiry, chain)


def _broken(tables: Tables) -> frozenset[str]:
    """Contracts with an option row that could not be read, so that their chain has a hole."""
    sheet = tables.sheets["options"]
    read = {row.place.row for row in sheet.rows}
    return frozenset(place.cells.get("contract", "") for place in sheet.places if place.row not in read)


def _length(option: Located[OptionRow]) -> Iterator[Finding]:
    both = option.value.months is not None and option.value.end_date is not None
    neither = option.value.months is None and option.value.end_date is None
    if both:
        message = "months and end_date are both stated"
        cure = "state the months, or the end date, not both"
        yield option.place.error("option-length", "end_date", message, cure=cure)
    if neither:
        message = "neither months nor end_date is stated"
        cure = "state how many months it adds, or its last day in force"
        yield option.place.error("option-length", "months", message, cure=cure)


def _prices(contract: ContractRow, chain: Chain) -> Iterator[Finding]:
    for option in chain:
        if option.value.annual_price_pounds is None and contract.annual_price_pounds is None:
            message = f'neither option "{option.value.id}" nor contract "{contract.id}" has an annual price'
            cure = "state the annual price of the option (0 if there is none) or of the contract"
            yield option.place.error("no-price", "annual_price_pounds", message, cure=cure, expected="pounds a year")


def _hole(chain: Chain) -> Iterator[Finding]:
    """The first option whose sequence does not follow on the one before it."""
    for expected, option in enumerate(chain, start=1):
        sequence = option.value.sequence
        if sequence != expected:
            if sequence > expected:
                message = f'"{option.value.contract}" has a sequence {sequence} without a {expected}'
                after = "what has been exercised stands, what is open behind the hole cannot be used"
                cure = f"add the option with sequence {expected}, or number the options 1, 2, 3"
                yield option.place.warning("sequence-gap", "sequence", f"{message}; {after}", cure=cure)
            return


def _exercised_in_order(chain: Chain) -> Iterator[Finding]:
    open_option: OptionRow | None = None
    for option in chain:
        if option.value.state is not OptionState.EXERCISED:
            open_option = open_option or option.value
        elif open_option is not None:
            message = f'it is exercised, but "{open_option.id}" before it is {open_option.state}'
            cure = f'set the state of "{open_option.id}" to exercised, or correct the sequence or this state'
            yield option.place.error("exercised-out-of-order", "state", message, cure=cure)


def _bound_behind_lost(chain: Chain, bound: Mapping[str, Place]) -> Iterator[Finding]:
    """Options in force by a decision taken, behind one that is lapsed or refused."""
    lost: OptionRow | None = None
    for option in chain:
        if lost is not None and option.value.id in bound:
            message = f'"{option.value.id}" is in force by this decision, but "{lost.id}" before it is {lost.state}'
            cure = f'correct the state or the sequence of "{lost.id}", or remove this row'
            yield bound[option.value.id].error("exercised-out-of-order", "subject", message, cure=cure)
        if lost is None and option.value.state in (OptionState.LAPSED, OptionState.REFUSED):
            lost = option.value


def _ends(expiry: date, chain: Chain) -> Iterator[Finding]:
    """Options that end no later than the end before them, or beyond the years that can be planned."""
    origin, months, end = expiry, 0, expiry
    for option in chain:
        value = option.value
        if value.end_date is not None:
            origin, months, new_end = value.end_date, 0, value.end_date
        else:
            months += value.months or 0
            if origin.year + months // 12 >= LAST_YEAR:
                message = f"it would run beyond the year {LAST_YEAR}"
                yield option.place.error("out-of-range", "months", message, cure="write fewer months")
                return
            new_end = end_of_months(origin + ONE_DAY, months)
        if new_end <= end:
            message = f"it ends on {new_end}, not after {end}, the last day in force before it"
            cure = f"write an end date after {end}, or correct the sequence"
            yield option.place.error("option-end", "end_date", message, cure=cure, expected=f"a date after {end}")
        end = max(end, new_end)
