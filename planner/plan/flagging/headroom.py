"""What the law says about the size of an extension, as far as the records state enough for it."""

from __future__ import annotations

from datetime import timedelta

from planner.domain.contracts import OptionKind
from planner.domain.option_chain import ChainLink
from planner.plan.schedule import ContractCover

DAYS_PER_MONTH = 365.25 / 12
SUBSTANTIAL_SHARE = 0.1
"""Procurement Act 2023, section 74(3)(a): a change of more than 10 % of the maximum term at award is substantial."""


def headroom_note(cover: ContractCover, link: ChainLink) -> str | None:
    """How far a modification changes the term that was awarded, or that a bridge is a new award; None for a right.

    The modifications used before it in the chain count as well. The 10 % are those of the Procurement Act 2023; whether
    it governs the contract is for the regime stated, which is quoted.
    """
    regime = cover.contract.regime or "not stated"
    match link.option.kind:
        case OptionKind.OPTION | OptionKind.RENEWAL:
            return None
        case OptionKind.BRIDGE:
            return f"a new award; regime: {regime}"
        case OptionKind.MODIFICATION:
            return f"{_modification_note(cover, link)}; regime: {regime}"


def _modification_note(cover: ContractCover, link: ChainLink) -> str:
    months = modified_months(cover, link)
    added = f"modifications add {months:.1f} months to the term"
    term = cover.contract.award_term_months
    if not term:
        return f"{added}; the term at award is not stated, so the headroom is unknown"
    share = months / term
    relation = "above" if share > SUBSTANTIAL_SHARE else "within"
    limit = f"the 10 % ({term * SUBSTANTIAL_SHARE:.1f} months) of the Procurement Act 2023, section 74"
    return f"{added}, {share:.1%} of the {term} months at award: {relation} {limit}"


def modified_months(cover: ContractCover, link: ChainLink) -> float:
    """Months that modifications up to this one add to the contract; stated months count as such, days by their share."""
    place = cover.chain.index(link)
    return sum(
        before.option.months
        if before.option.months is not None and before.option.end_date is None
        else timedelta(days=before.length_days) / timedelta(days=DAYS_PER_MONTH)
        for before in cover.chain[: place + 1]
        if before.option.kind is OptionKind.MODIFICATION
    )
