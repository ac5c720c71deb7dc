"""What the rules of every contract do on draws that they were not fitted on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.risk.draws import Days, Purpose
from planner.risk.families import Floats
from planner.risk.tripwires.answers import answers_on, ceiling_on_the_day, ceiling_today, right_worth
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.chain_draws import ChainDraws, Played
from planner.risk.tripwires.cost_tables import CostTable
from planner.risk.tripwires.fitted_contracts import FittedContract, chain_draws
from planner.risk.tripwires.fitting import play_rules
from planner.risk.tripwires.open_chains import OpenChain
from planner.risk.tripwires.reading_ahead import Question, answers_for


@dataclass(frozen=True, kw_only=True)
class OptionFigures:
    """Means over a batch: the probabilities of a `Tripwire`, and pounds.

    `paid` and `saved` (the exposure that the option saves) count where the rule says yes, and are 0 elsewhere.
    """

    asked: float
    wanted: float
    exercised: float
    paid: float
    saved: float
    ceiling_today: float
    right_worth: float
    waiting: float


@dataclass(frozen=True)
class ContractFigures:
    """Means over a batch: the cost of each of the three answers, the chance of uncovered days, and the options."""

    commit_now: float
    tripwires: float
    clairvoyant: float
    uncovered: float
    options: tuple[OptionFigures, ...]


def measured_contracts(asked: AskedPlan, fitted: Sequence[FittedContract], place: int) -> tuple[ContractFigures, ...]:
    """The figures of every contract on one fresh batch, with the re-forecasts that its rules read."""
    batch = asked.batch(Purpose.EVALUATE, place)
    questions: dict[Question, set[int]] = defaultdict(set)
    for contract in fitted:
        for question in contract.questions():
            questions[question].add(contract.chain.place)
    seen = batch.seen(questions)
    rows = [contract.chain.place for contract in fitted]
    return tuple(
        _measured(contract, batch.needed[row], answers_for(row, questions, seen))
        for contract, row in zip(fitted, rows, strict=True)
    )


def _measured(contract: FittedContract, needed: Days, seen: Mapping[Question, Days]) -> ContractFigures:
    table, draws = contract.chain.table(needed), chain_draws(contract.chain, needed, seen)
    found = answers_on(draws, contract.fitted.rules, contract.committed)
    played = found.tripwires
    return ContractFigures(
        commit_now=found.commit_now.mean_cost,
        tripwires=played.mean_cost,
        clairvoyant=draws.mean(found.clairvoyant),
        uncovered=draws.mean(played.of((table.uncovered > 0).astype(float))),
        options=tuple(_option(contract, link, needed, table, draws, played) for link in range(draws.links)),
    )


def _option(
    contract: FittedContract, link: int, needed: Days, table: CostTable, draws: ChainDraws, played: Played
) -> OptionFigures:
    wanted = played.wanted[link]
    fixed = play_rules(draws, contract.fixed[link]).mean_cost
    ceiling = ceiling_on_the_day(draws, table.exposure, played, link)
    return OptionFigures(
        asked=draws.mean(played.asked[link]),
        wanted=draws.mean(wanted),
        exercised=draws.mean(played.exercised(link)),
        paid=draws.mean(wanted * _prices(contract.chain, link, needed)),
        saved=0.0 if ceiling is None else ceiling * draws.mean(wanted),
        ceiling_today=ceiling_today(draws, table.exposure, link),
        right_worth=draws.mean(right_worth(contract.fitted, draws, link)),
        waiting=fixed - played.mean_cost,
    )


def _prices(chain: OpenChain, link: int, needed: Days) -> Floats:
    """What a link costs in each draw as the last one taken."""
    before = chain.in_force + link
    return chain.costs.extension_pounds(before + 1, needed) - chain.costs.whole_pounds(before)
