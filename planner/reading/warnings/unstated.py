"""Notices and lead times that nobody stated, for which policy assumes a figure: counted and listed once."""

from __future__ import annotations

from collections.abc import Iterator

from planner.domain.contracts import OptionKind
from planner.domain.findings import Finding
from planner.domain.portfolio import Portfolio
from planner.domain.wording import day_count
from planner.reading.cells.located import Tables

MOST_LISTED = 20


def unstated_terms(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    """One warning for the contracts, and one for the bridges that state no time to award them."""
    yield from _contracts(portfolio, tables)
    yield from _bridges(portfolio, tables)


def _contracts(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    policy = portfolio.policy
    without_notice = [contract.id for contract in portfolio.contracts if contract.notice is None]
    without_lead = [contract.id for contract in portfolio.contracts if contract.internal_lead_days is None]
    parts = []
    if without_notice:
        assumed = day_count(policy.unstated_notice_days)
        parts.append(f"{_count(without_notice)} no notice ({assumed} assumed): {_listed(without_notice)}")
    if without_lead:
        assumed = day_count(policy.unstated_lead_days)
        parts.append(f"{_count(without_lead)} no internal lead ({assumed} assumed): {_listed(without_lead)}")
    if parts:
        place = tables.place("contracts", (without_notice or without_lead)[0])
        column = "notice" if without_notice else "internal_lead_days"
        cure = "state notice and internal_lead_days, 0 where there is none"
        yield place.warning("unstated-terms", column, "; ".join(parts), cure=cure)


def _bridges(portfolio: Portfolio, tables: Tables) -> Iterator[Finding]:
    bridges = [
        option.id for option in portfolio.options if option.kind is OptionKind.BRIDGE and option.lead_days is None
    ]
    if bridges:
        assumed = day_count(portfolio.policy.bridge_lead_days)
        verb = "1 bridge states" if len(bridges) == 1 else f"{len(bridges)} bridges state"
        message = f"{verb} no time to award it ({assumed} assumed): {_listed(bridges)}"
        place = tables.place("options", bridges[0])
        yield place.warning("unstated-terms", "lead_days", message, cure="state lead_days, 0 where there is none")


def _count(contracts: list[str]) -> str:
    return "1 contract states" if len(contracts) == 1 else f"{len(contracts)} contracts state"


def _listed(ids: list[str]) -> str:
    more = len(ids) - MOST_LISTED
    return ", ".join(ids[:MOST_LISTED]) + (f" and {more} more" if more > 0 else "")
