"""How long it is worth to wait with one option of a plan, day by day."""

from __future__ import annotations

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.risk.assumptions import AS_STATED, Assumptions
from planner.risk.draws import FIT_BATCHES, Days, Purpose
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.open_chains import OpenChain, open_chains
from planner.risk.tripwires.reading_ahead import CarriedBatch
from planner.risk.tripwires.rules import LEVELS
from planner.risk.tripwires.waiting import WaitingUntil, curve_of_waiting

GRID = 8
"""Days between today and the last day that are asked about."""


def waiting_until(
    portfolio: Portfolio, plan: Plan, option: str, *, seed: int = 1, assumptions: Assumptions = AS_STATED
) -> tuple[WaitingUntil, ...] | None:
    """What it saves to wait with an option until each of some days; None where the option is not open to a decision.

    The figures are those of the 4,096 draws that rules are fitted on.
    """
    uncertain = assumptions.uncertainty(portfolio)
    program = assumptions.program(portfolio, plan, uncertain)
    for chain in open_chains(portfolio, program, uncertain):
        for link, item in enumerate(chain.links):
            if item.option.id == option:
                days = _grid(chain.acting_days[link])
                asked = AskedPlan(portfolio, uncertain, program, (chain,), seed, more_days=days)
                return _curve(asked, chain, link, days)
    return None


def _grid(last: int) -> tuple[int, ...]:
    """Days from today on, evenly apart, before the last one."""
    return tuple(sorted({last * step // GRID for step in range(GRID)} - {last}))


def _curve(asked: AskedPlan, chain: OpenChain, link: int, days: tuple[int, ...]) -> tuple[WaitingUntil, ...]:
    parts = [*asked.side_by_side(lambda place: asked.batch(Purpose.FIT, place), FIT_BATCHES)]
    needed = np.concatenate([part.needed[chain.place] for part in parts])
    draws = ChainDraws(
        cost=chain.table(needed).pounds,
        seen=tuple(_seen(parts, chain, day) for day in chain.acting_days),
        acting_days=chain.acting_days,
        agreement=chain.agreement,
    )
    return curve_of_waiting(draws, link, {day: _seen(parts, chain, day) for day in days})


def _seen(parts: list[CarriedBatch], chain: OpenChain, day: int) -> Days:
    """The re-forecasts of a day, a row for each level."""
    asked = {(day, level): {chain.place} for level in range(len(LEVELS))}
    answers = [part.seen(asked) for part in parts]
    rows = [[answer[question][chain.place] for answer in answers] for question in asked]
    return np.array([np.concatenate(row) for row in rows])
