"""A contract that goes on by itself: in one way, at a price, without open options, and ended only if it can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from planner.domain.chains.bundles import decided_together, options_by_bundle
from planner.domain.contracts import ExtensionOption, OptionState
from planner.domain.decisions_taken import BINDING_KINDS, CommitmentKind
from planner.domain.findings import Finding
from planner.reading.cells.located import Located, Tables
from planner.reading.records import record_of
from planner.reading.rows.contracts import ContractRow, OptionRow
from planner.reading.rows.decisions import CommitmentRow

Chain = Sequence[Located[OptionRow]]


def check_renewals(tables: Tables) -> Iterator[Finding]:
    """Contracts that renew and roll on, have no price or open options, or are stopped although they end by themselves."""
    chains: dict[str, list[Located[OptionRow]]] = defaultdict(list)
    for option in sorted(tables.rows(OptionRow), key=lambda row: row.value.sequence):
        chains[option.value.contract].append(option)
    decided = _decided(tables)
    running: dict[str, bool] = {}
    for contract in tables.rows(ContractRow):
        running[contract.value.id] = runs_on(contract.value)
        yield from _one_way(contract)
        if running[contract.value.id]:
            yield from _price(contract)
            yield from _open_options(contract.value, chains[contract.value.id], decided)
            yield from _taken_ids(contract.value, chains[contract.value.id])
    yield from _stops(tables, running)


def runs_on(contract: ContractRow) -> bool:
    """Whether it goes on by itself."""
    return contract.rolling or contract.renewal_months is not None


def _one_way(contract: Located[ContractRow]) -> Iterator[Finding]:
    value = contract.value
    if value.rolling and value.renewal_months is not None:
        message = f"it renews by {value.renewal_months} months at a time, and rolls on without an end"
        cure = "blank renewal_months, or write no in rolling"
        yield contract.place.error("renews-and-rolls", "renewal_months", message, cure=cure)
    elif value.expiry_date is None and not value.rolling:
        message = "it states no last day in force, and is not rolling"
        cure = "write its last day in force, or yes in rolling"
        yield contract.place.error("missing-value", "expiry_date", message, cure=cure, expected="a date")


def _price(contract: Located[ContractRow]) -> Iterator[Finding]:
    if contract.value.annual_price_pounds is None and contract.value.renewal_annual_price_pounds is None:
        message = f'contract "{contract.value.id}" goes on by itself and has no annual price'
        cure = "state its annual price, or that of a renewal (0 if there is none)"
        yield contract.place.error("no-price", "annual_price_pounds", message, cure=cure, expected="pounds a year")


def _decided(tables: Tables) -> frozenset[str]:
    """The options that are exercised, by their state, a commitment, their bundle, or one behind them in their chain."""
    options = [record_of(row.value, ExtensionOption) for row in tables.rows(OptionRow)]
    bound = {row.value.subject for row in tables.rows(CommitmentRow) if row.value.kind in BINDING_KINDS}
    exercised = {option.id for option in options if option.state is OptionState.EXERCISED or option.id in bound}
    chains: dict[str, list[ExtensionOption]] = defaultdict(list)
    for option in sorted(options, key=lambda option: option.sequence):
        chains[option.contract].append(option)
    return decided_together(exercised, options_by_bundle(options).values(), chains.values())


def _open_options(contract: ContractRow, chain: Chain, decided: frozenset[str]) -> Iterator[Finding]:
    """Options that a person could still decide on."""
    for option in chain:
        if option.value.state is OptionState.AVAILABLE and option.value.id not in decided:
            message = f'contract "{contract.id}" goes on by itself, so it can have no open option'
            cure = "set the state of the option, or blank renewal_months and rolling of the contract"
            yield option.place.error("renews-with-options", "contract", message, cure=cure)


def _taken_ids(contract: ContractRow, chain: Chain) -> Iterator[Finding]:
    for option in chain:
        if option.value.id.startswith(tuple(f"{contract.id}:{name} " for name in ("renewal", "rolling", "periods"))):
            message = f'"{option.value.id}" is what the planner calls a period of contract "{contract.id}"'
            yield option.place.error("taken-id", "id", message, cure="give the option another id")


def _stops(tables: Tables, running: dict[str, bool]) -> Iterator[Finding]:
    for row in tables.rows(CommitmentRow):
        if row.value.kind is CommitmentKind.STOP_SERVED and not running.get(row.value.subject, True):
            message = f'"{row.value.subject}" ends by itself, so there is nothing to stop'
            cure = "remove the row, or state renewal_months or rolling of the contract"
            yield row.place.error("nothing-to-stop", "subject", message, cure=cure)
