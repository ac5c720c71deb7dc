"""What the rules of every contract do on draws that they were not fitted on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.risk.draws import Days, DrawKey, Purpose
from planner.risk.families import Floats
from planner.risk.rules_followed.contracts import ContractMeans, contract_means, settled_means
from planner.risk.rules_followed.departments import DepartmentMeans, Departments
from planner.risk.tolerances.fitted_goal import FittedGoal
from planner.risk.tolerances.measured_goal import AnswerDraws, OnBatch, ToleranceMeans, answer_draws, tolerance_means
from planner.risk.tripwires.answers import answers_on, ceiling_on_the_day, ceiling_today, right_worth
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.fitted_contracts import FittedContract, chain_draws
from planner.risk.tripwires.fitting import play_rules
from planner.risk.tripwires.open_chains import OpenChain
from planner.risk.tripwires.reading_ahead import Question, Questions, answers_for
from planner.risk.tripwires.tied.couplings import Coupling
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
    """Means over a batch: a contract by every way to decide, and its options."""

    answers: ContractMeans
    options: tuple[OptionFigures, ...]


@dataclass(frozen=True)
class BatchFigures:
    """Everything measured on a batch. Contracts that a coupling ties count in its figures, not in their own.

    The three answers stand with what each draw of the batch costs. `settled`: contracts about which nothing is open.
    """

    contracts: tuple[ContractFigures, ...]
    settled: tuple[ContractMeans, ...]
    couplings: tuple[CouplingFigures, ...]
    tied: frozenset[int]
    tolerances: tuple[ToleranceMeans, ...]
    commit_now: AnswerDraws
    tripwires: AnswerDraws
    clairvoyant: Floats
    departments: tuple[DepartmentMeans, ...]

    @property
    def costs(self) -> tuple[float, float, float]:
        """The three answers over all contracts."""
        alone = [each.answers.costs for place, each in enumerate(self.contracts) if place not in self.tied]
        parts = [*alone, *(each.costs for each in self.couplings)]
        return sum(part[0] for part in parts), sum(part[1] for part in parts), sum(part[2] for part in parts)

    @property
    def by_contract(self) -> tuple[ContractMeans, ...]:
        """Every contract by every way to decide, those that are tied and those that are settled too."""
        return (*(each.answers for each in self.contracts), *self.settled)


def measured_batch(
    asked: AskedPlan, goal: FittedGoal, couplings: Sequence[FittedCoupling], departments: Departments, place: int
) -> BatchFigures:
    """The figures of every contract on one fresh batch, with the re-forecasts that its rules read."""
    batch, joint = asked.batch(Purpose.EVALUATE, place), [coupling for coupling in couplings if coupling.is_joint]
    questions = _questions(goal, joint)
    seen, key = batch.seen(questions), DrawKey(asked.seed, Purpose.EVALUATE, place)
    rows = [contract.chain.place for contract in goal.contracts]
    alone = [
        _alone(contract, batch.needed[row], answers_for(row, seen))
        for contract, row in zip(goal.contracts, rows, strict=True)
    ]
    together = [MeasuredCoupling(coupling, _joint_draws(coupling.coupling, alone, key)) for coupling in joint]
    of = {place: (each, own) for each in together for own, place in enumerate(each.fitted.coupling.places)}
    items = [_tied(each, *of[place]) if place in of else each for place, each in enumerate(alone)]
    commit_now, tripwires, clairvoyant = answer_draws(items, key, [each.clairvoyant for each in together])
    return BatchFigures(
        contracts=tuple(_figures(each, _of_options(each, of.get(place))) for place, each in enumerate(items)),
        settled=tuple(settled_means(departments.settled, batch.needed)),
        couplings=tuple(each.figures for each in together),
        tied=frozenset(of),
        tolerances=tolerance_means(goal, {each.contract.chain.id: each for each in items}, batch.needed),
        commit_now=commit_now,
        tripwires=tripwires,
        clairvoyant=clairvoyant,
        departments=departments.means({each.contract.chain.id: each for each in items}, batch.needed),
    )


def _joint_draws(coupling: Coupling, items: Sequence[OnBatch], key: DrawKey) -> JointDraws:
    return JointDraws.of(coupling, [items[place].draws for place in coupling.places], [key])


def _questions(goal: FittedGoal, joint: Sequence[FittedCoupling]) -> Questions:
    questions: dict[Question, set[int]] = defaultdict(set)
    for place, question in goal.questions():
        questions[question].add(place)
    for coupling in joint:
        for question, place in coupling.questions():
            questions[question].add(place)
    return questions


def _alone(contract: FittedContract, needed: Days, seen: Mapping[Question, Days]) -> OnBatch:
    """A contract as if nothing tied it to others."""
    draws = chain_draws(contract.chain, needed, seen)
    answers = answers_on(draws, contract.rules, contract.committed)
    return OnBatch(
        contract=contract,
        needed=needed,
        table=contract.chain.table(needed),
        draws=draws,
        followed=answers.tripwires,
        committed=answers.commit_now,
        clairvoyant=answers.clairvoyant,
        tied=False,
    )


def _tied(item: OnBatch, together: MeasuredCoupling, place: int) -> OnBatch:
    """The same with what its coupling does with it."""
    return replace(item, followed=together.of(place), committed=together.committed.of(place), tied=True)


def _of_options(item: OnBatch, tie: tuple[MeasuredCoupling, int] | None) -> Callable[[int], OptionFigures]:
    contract, played, draws = item.contract, item.followed, item.draws
    if tie is None:

        def option(link: int) -> OptionFigures:
            fixed = play_rules(draws, contract.fixed[link]).mean_cost
            worth = draws.mean(right_worth(contract.fitted, draws, link))
            return _option(item, link, waiting=fixed - played.mean_cost, worth=worth, unserved=0.0)

        return option
    return lambda link: _tied_option(item, *tie, link)


def _tied_option(item: OnBatch, together: MeasuredCoupling, place: int, link: int) -> OptionFigures:
    """The figures of an option that is tied to others. The worth of one under a limit is that to its contract alone."""
    worth = together.bundle_worth(place, link)
    alone = right_worth(item.contract.fitted, item.draws, link) if worth is None else None
    return _option(
        item,
        link,
        waiting=together.waiting(place, link),
        worth=item.draws.mean(alone) if alone is not None else worth or 0.0,
        unserved=together.unserved(place, link),
    )


def _figures(item: OnBatch, option: Callable[[int], OptionFigures]) -> ContractFigures:
    return ContractFigures(
        answers=contract_means(item),
        options=tuple(option(link) for link in range(item.draws.links)),
    )


def _option(item: OnBatch, link: int, *, waiting: float, worth: float, unserved: float) -> OptionFigures:
    draws, exposure, played = item.draws, item.table.exposure, item.followed
    wanted = played.wanted[link]
    ceiling = ceiling_on_the_day(draws, exposure, played, link)
    return OptionFigures(
        asked=draws.mean(played.asked[link]),
        wanted=draws.mean(wanted),
        exercised=draws.mean(played.exercised(link)),
        paid=draws.mean(wanted * _prices(item.contract.chain, link, item.needed)),
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
