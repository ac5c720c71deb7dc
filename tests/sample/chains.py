"""Small contracts with option chains, in the shortest notation the tables of cases can have."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from planner.domain.contracts import Contract, ExtensionOption, Notice, NoticeUnit
from planner.domain.decisions_taken import DecisionTaken
from planner.domain.option_chain import ChainLink
from planner.domain.policy import Policy
from planner.domain.portfolio import Portfolio

EARLY = "2020-01-01"
"""A status date before every last day of the cases, so that nothing is out of time unless a case says so."""


def on(text: str) -> date:
    return date.fromisoformat(text)


def notice_of(text: str) -> Notice:
    """`12 months`, `20 working days`, `30 clear days`, `90 days`."""
    amount, unit = text.split(" ", 1)
    return Notice(int(amount), NoticeUnit(unit))


def option_of(length: int | str, **fields: Any) -> ExtensionOption:
    """An option of so many months, or until a stated date."""
    size = {"months": length} if isinstance(length, int) else {"end_date": on(length)}
    return ExtensionOption(**{"id": "o", "contract": "c", "sequence": 1, **size, **fields})


def chain_of(
    expiry: str,
    options: list[ExtensionOption],
    *,
    status: str = EARLY,
    jurisdiction: str = "GB-ENG",
    contract_jurisdiction: str | None = None,
    decisions: tuple[DecisionTaken, ...] = (),
    policy: Policy | None = None,
    numbered: bool = True,
    **contract_fields: Any,
) -> tuple[ChainLink, ...]:
    """The chain of contract `c` with these options, numbered o1, o2, ... in sequence; handed over in reverse order.

    Notice and internal lead are stated as 0 unless a case says otherwise. Not `numbered`: ids and sequences stay.
    """
    chain = tuple(renamed(option, place) if numbered else option for place, option in enumerate(options, start=1))
    stated = {"annual_price_pounds": 1_200_000, "notice": Notice(), "internal_lead_days": 0}
    fields: dict[str, Any] = {**stated, "jurisdiction": contract_jurisdiction, **contract_fields}
    contract = Contract(id="c", name="Payroll", expiry_date=on(expiry), **fields)
    portfolio = Portfolio(
        name="case",
        status_date=on(status),
        horizon_date=on("2040-01-01"),
        jurisdiction=jurisdiction,
        contracts=(contract,),
        options=tuple(reversed(chain)),
        decisions_taken=decisions,
        policy=policy or Policy(),
    )
    return portfolio.chain_by_contract[contract.id]


def renamed(option: ExtensionOption, place: int) -> ExtensionOption:
    return replace(option, id=f"o{place}", sequence=place)


def link_of(expiry: str, option: ExtensionOption, **fields: Any) -> ChainLink:
    """The single link of a contract with one option."""
    (link,) = chain_of(expiry, [option], **fields)
    return link
