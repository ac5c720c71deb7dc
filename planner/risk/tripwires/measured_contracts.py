"""What the rules of every contract do on draws that they were not fitted on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from planner.risk.draws import Days, DrawKey, Purpose
from planner.risk.families import Floats
from planner.risk.tripwires.answers import answers_on, ceiling_on_the_day, ceiling_today, clairvoyant_cost, right_worth
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.chain_draws import ChainDraws, Played
from planner.risk.tripwires.cost_tables import CostTable
from planner.risk.tripwires.fitted_contracts import FittedContract, chain_draws
from planner.risk.tripwires.fitting import play_rules
from planner.risk.tripwires.open_chains import OpenChain
from planner.risk.tripwires.reading_ahead import Question, Questions, answers_for
from planner.risk.tripwires.tied.fitted_couplings import FittedCoupling
from planner.risk.tripwires.tied.joint_draws import JointDraws
from planner.risk.tripwires.tied.measured_couplings import CouplingFigures, MeasuredCoupling


@dataclass(frozen=True, kw_only=True)
class OptionFigures:
    """Means over a batch: the probabilities of a `Tripwire`, and pounds.

    `paid` and `saved` (the exposure that the option saves) count where the rule says yes, and are 0 elsewhere.
    `unserved`: that the rule says yes and a limit is used up.
    """

    asked: float
    wanted: float
    exercised: float
    paid: float
    saved: float
    ceiling_today: float
    right_worth: float
    waiting: float
    unserved: float = 0.0


@dataclass(frozen=True)
class ContractFigures:
    """Means over a batch: the cost of each of the three answers, the chance of uncovered days, and the options."""

    commit_now: float
    tripwires: float
    clairvoyant: float
    uncovered: float
    options: tuple[OptionFigures, ...]


@dataclass(frozen=True)
class BatchFigures:
    """Everything measured on a batch. Contracts that a coupling ties count in its figures, not in their own."""

    contracts: tuple[ContractFigures, ...]
    couplings: tuple[CouplingFigures, ...]
    tied: frozenset[int]

    @property
    def costs(self) -> tuple[float, float, float]:
        """The three answers over all contracts."""
        alone = [each for place, each in enumerate(self.contracts) if place not in self.tied]
        parts: list[ContractFigures | CouplingFigures] = [*alone, *self.couplings]
        return (
            sum(each.commit_now for each in parts),
            sum(each.tripwires for each in parts),
            sum(each.clairvoyant for each in parts),
        )


@dataclass(frozen=True)
class _OnBatch:
    """A contract on a batch: its costs, and what its rules are given."""

    contract: FittedContract
    needed: Days
    table: CostTable
    draws: ChainDraws

    @classmethod
    def of(cls, contract: FittedContract, needed: Days, seen: Mapping[Question, Days]) -> _OnBatch:
        return cls(contract, needed, contract.chain.table(needed), chain_draws(contract.chain, needed, seen))


def measured_batch(
    asked: AskedPlan, fitted: Sequence[FittedContract], couplings: Sequence[FittedCoupling], place: int
) -> BatchFigures:
    """The figures of every contract on one fresh batch, with the re-forecasts that its rules read."""
    batch, joint = asked.batch(Purpose.EVALUATE, place), [coupling for coupling in couplings if coupling.is_joint]
    questions = _questions(fitted, joint)
    seen = batch.seen(questions)
    rows = [contract.chain.place for contract in fitted]
    found = [
        _OnBatch.of(contract, batch.needed[row], answers_for(row, questions, seen))
        for contract, row in zip(fitted, rows, strict=True)
    ]
    key = DrawKey(asked.seed, Purpose.EVALUATE, place)
    together = [
        MeasuredCoupling(
            coupling,
            JointDraws.of(coupling.coupling, [found[place].draws for place in coupling.coupling.places], [key]),
        )
        for coupling in joint
    ]
    of = {place: (each, own) for each in together for own, place in enumerate(each.fitted.coupling.places)}
    return BatchFigures(
        contracts=tuple(_tied(each, *of[place]) if place in of else _alone(each) for place, each in enumerate(found)),
        couplings=tuple(each.figures for each in together),
        tied=frozenset(of),
    )


def _questions(fitted: Sequence[FittedContract], joint: Sequence[FittedCoupling]) -> Questions:
    questions: dict[Question, set[int]] = defaultdict(set)
    for contract in fitted:
        for question in contract.questions():
            questions[question].add(contract.chain.place)
    for coupling in joint:
        for question, place in coupling.questions():
            questions[question].add(place)
    return questions


def _alone(found: _OnBatch) -> ContractFigures:
    contract, draws = found.contract, found.draws
    answers = answers_on(draws, contract.fitted.rules, contract.committed)
    played = answers.tripwires

    def option(link: int) -> OptionFigures:
        fixed = play_rules(draws, contract.fixed[link]).mean_cost
        worth = draws.mean(right_worth(contract.fitted, draws, link))
        return _option(found, link, played, waiting=fixed - played.mean_cost, worth=worth, unserved=0.0)

    return _figures(found, answers.commit_now, played, answers.clairvoyant, option)


def _tied(found: _OnBatch, together: MeasuredCoupling, place: int) -> ContractFigures:
    """The figures of a contract that is tied to others. The worth of an option under a limit is that to it alone."""
    played, draws = together.of(place), found.draws

    def option(link: int) -> OptionFigures:
        worth = together.bundle_worth(place, link)
        alone = right_worth(found.contract.fitted, draws, link) if worth is None else None
        return _option(
            found,
            link,
            played,
            waiting=together.waiting(place, link),
            worth=draws.mean(alone) if alone is not None else worth or 0.0,
            unserved=together.unserved(place, link),
        )

    return _figures(found, together.committed.of(place), played, clairvoyant_cost(draws), option)


def _figures(
    found: _OnBatch, committed: Played, played: Played, clairvoyant: Floats, option: Callable[[int], OptionFigures]
) -> ContractFigures:
    draws = found.draws
    return ContractFigures(
        commit_now=committed.mean_cost,
        tripwires=played.mean_cost,
        clairvoyant=draws.mean(clairvoyant),
        uncovered=draws.mean(played.of((found.table.uncovered > 0).astype(float))),
        options=tuple(option(link) for link in range(draws.links)),
    )


def _option(
    found: _OnBatch, link: int, played: Played, *, waiting: float, worth: float, unserved: float
) -> OptionFigures:
    draws, exposure, wanted = found.draws, found.table.exposure, played.wanted[link]
    ceiling = ceiling_on_the_day(draws, exposure, played, link)
    return OptionFigures(
        asked=draws.mean(played.asked[link]),
        wanted=draws.mean(wanted),
        exercised=draws.mean(played.exercised(link)),
        paid=draws.mean(wanted * _prices(found.contract.chain, link, found.needed)),
        saved=0.0 if ceiling is None else ceiling * draws.mean(wanted),
        ceiling_today=ceiling_today(draws, exposure, link),
        right_worth=worth,
        waiting=waiting,
        unserved=unserved,
    )


def _prices(chain: OpenChain, link: int, needed: Days) -> Floats:
    """What a link costs in each draw as the last one taken."""
    before = chain.in_force + link
    return chain.costs.extension_pounds(before + 1, needed) - chain.costs.whole_pounds(before)
