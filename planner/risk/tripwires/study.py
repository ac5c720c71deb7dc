"""The tripwires of a plan: rules fitted on one set of draws, and measured on another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.flagging.owners import decision_owner
from planner.risk.draws import BATCH, Days, DrawKey, Purpose, batch_count
from planner.risk.execution.program import Program, program_of
from planner.risk.families import Floats
from planner.risk.intervals import mean_of, share_of
from planner.risk.tripwires.answers import answers_on, ceiling_on_the_day, ceiling_today, contested, right_worth
from planner.risk.tripwires.chain_draws import ChainDraws, Played
from planner.risk.tripwires.cost_tables import CostTable
from planner.risk.tripwires.fitting import FittedChain, Rules, commit_now, fit_chain, play_rules
from planner.risk.tripwires.known import UNKNOWN, Known
from planner.risk.tripwires.open_chains import OpenChain, open_chains
from planner.risk.tripwires.reading_ahead import CarriedBatch, Question, narrowed
from planner.risk.tripwires.records import Reading, Tripwire, Tripwires
from planner.risk.tripwires.reforecast import reforecast
from planner.risk.tripwires.rules import ALWAYS, LEVELS, NEVER, Kind
from planner.risk.uncertainty import Uncertainty, uncertainty_of

FIT_BATCHES = 4
"""Batches that rules are fitted on: 4,096 draws."""
THREADS = 2
"""Batches carried out side by side; they are added up in order, so their number changes no figure."""
DRAWS = 20_480
"""Draws that are reported, unless asked otherwise."""

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Study:
    """A plan with the open options it is asked about."""

    portfolio: Portfolio
    uncertainty: Uncertainty
    program: Program
    chains: tuple[OpenChain, ...]
    seed: int
    more_days: tuple[int, ...] = ()

    @property
    def days(self) -> list[int]:
        """All days on which something is decided, and those that are asked about besides."""
        return sorted({day for chain in self.chains for day in chain.acting_days} | set(self.more_days))

    def batch(self, purpose: Purpose, place: int) -> CarriedBatch:
        """One batch, carried out."""
        return CarriedBatch.of(self.program, self.uncertainty, DrawKey(self.seed, purpose, place), self.days)


@dataclass(frozen=True)
class FittedContract:
    """The rules of a contract with what would be committed to today, and what each option would be answered today."""

    chain: OpenChain
    fitted: FittedChain
    committed: int
    fixed: tuple[Rules, ...]

    def questions(self) -> Iterator[Question]:
        """The re-forecasts that any of its rules reads, those for a contract without its last links included."""
        fitted: FittedChain | None = self.fitted
        while fitted is not None:
            for day, rule in zip(self.chain.acting_days, fitted.rules, strict=False):
                if rule.kind is Kind.DATE:
                    yield day, rule.level
            fitted = fitted.shorter


def tripwires_of(
    portfolio: Portfolio,
    plan: Plan,
    *,
    draws: int = DRAWS,
    seed: int = 1,
    uncertainty: Uncertainty | None = None,
    tell: Progress = lambda text: None,
) -> Tripwires:
    """The rules of every open option of a plan."""
    asked = uncertainty_of(portfolio) if uncertainty is None else uncertainty
    program = program_of(portfolio, plan, asked)
    study = Study(portfolio, asked, program, open_chains(portfolio, program, asked), seed)
    tell("Fitting the rules")
    fitted = fit(study)
    measured = [_Measured(study, contract) for contract in fitted]
    count = batch_count(draws)
    with ThreadPoolExecutor(THREADS) as pool:
        for place, part in enumerate(pool.map(lambda place: _read(study, fitted, place), range(count))):
            tell(f"Measuring them, part {place + 1} of {count}")
            for each, (needed, seen) in zip(measured, part, strict=True):
                each.add(needed, seen)
    return _result(study, measured, count)


def fit(study: Study) -> list[FittedContract]:
    """The rules of every contract, fitted on draws of their own."""
    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(pool.map(lambda place: study.batch(Purpose.FIT, place), range(FIT_BATCHES)))
    needed = np.concatenate([part.needed for part in parts], axis=1)
    bare = [_chain_draws(chain, needed[chain.place], {}) for chain in study.chains]
    asked: dict[Question, set[int]] = defaultdict(set)
    for chain, draws in zip(study.chains, bare, strict=True):
        for day, wanted in zip(chain.acting_days, contested(draws), strict=True):
            for level in range(len(LEVELS)) if wanted else ():
                asked[day, level].add(chain.place)
    with ThreadPoolExecutor(THREADS) as pool:
        seen = _joined(list(pool.map(lambda part: part.seen(asked), parts)))
    found = []
    for chain in study.chains:
        mine = {question: rows[chain.place] for question, rows in seen.items() if chain.place in asked[question]}
        found.append(_fitted(chain, _chain_draws(chain, needed[chain.place], mine)))
    return found


def _joined(parts: Sequence[Mapping[Question, Days]]) -> dict[Question, Days]:
    return {question: np.concatenate([part[question] for part in parts], axis=1) for question in parts[0]}


def _chain_draws(chain: OpenChain, needed: Days, seen: Mapping[Question, Days]) -> ChainDraws:
    """What the rules of a contract are fitted on; levels that were not asked stand as if nothing were known."""
    return ChainDraws(
        cost=chain.table(needed).pounds,
        seen=tuple(_levels(day, seen, len(needed)) for day in chain.acting_days),
        acting_days=chain.acting_days,
        agreement=chain.agreement,
    )


def _levels(day: int, seen: Mapping[Question, Days], draws: int) -> Days | None:
    found = [seen.get((day, level)) for level in range(len(LEVELS))]
    if all(rows is None for rows in found):
        return None
    return np.array([np.zeros(draws, dtype=np.int64) if rows is None else rows for rows in found])


def _fitted(chain: OpenChain, draws: ChainDraws) -> FittedContract:
    fitted = fit_chain(draws)
    fixed = tuple(_decided_today(draws, fitted.rules, link) for link in range(draws.links))
    return FittedContract(chain, fitted, commit_now(draws), fixed)


def _decided_today(draws: ChainDraws, rules: Rules, link: int) -> Rules:
    """The same rules where one link is decided today: the better of always and never."""
    both = [(*rules[:link], constant, *rules[link + 1 :]) for constant in (NEVER, ALWAYS)]
    return min(both, key=lambda each: play_rules(draws, each).mean_cost)


class _Measured:
    """What the rules of one contract do, batch by batch; it grows as batches are measured."""

    def __init__(self, study: Study, contract: FittedContract) -> None:
        self.contract = contract
        self.costs: list[tuple[float, float, float]] = []
        self.uncovered: list[float] = []
        self.options: list[list[dict[str, float]]] = [[] for _ in contract.chain.links]

    def add(self, needed: Days, seen: Mapping[Question, Days]) -> None:
        """One batch more."""
        chain, rules = self.contract.chain, self.contract.fitted.rules
        table, draws = chain.table(needed), _chain_draws(chain, needed, seen)
        found = answers_on(draws, rules, self.contract.committed)
        played = found.tripwires
        self.costs.append((found.commit_now.mean_cost, played.mean_cost, draws.mean(found.clairvoyant)))
        self.uncovered.append(draws.mean(played.of((table.uncovered > 0).astype(float))))
        for link, rows in enumerate(self.options):
            rows.append(self._option(link, needed, table, draws, played))

    def _option(self, link: int, needed: Days, table: CostTable, draws: ChainDraws, played: Played) -> dict[str, float]:
        chain, wanted = self.contract.chain, played.wanted[link]
        fixed = play_rules(draws, self.contract.fixed[link]).mean_cost
        ceiling = ceiling_on_the_day(draws, table.exposure, played, link)
        return {
            "asked": draws.mean(played.asked[link]),
            "wanted": draws.mean(wanted),
            "exercised": draws.mean(played.exercised(link)),
            "paid": draws.mean(wanted * _prices(chain, link, needed)),
            "saved": 0.0 if ceiling is None else ceiling * draws.mean(wanted),
            "ceiling": ceiling_today(draws, table.exposure, link),
            "right": draws.mean(right_worth(self.contract.fitted, draws, link)),
            "waiting": fixed - played.mean_cost,
        }


def _prices(chain: OpenChain, link: int, needed: Days) -> Floats:
    """What a link costs in each draw as the last one taken."""
    before = chain.in_force + link
    return chain.costs.extension_pounds(before + 1, needed) - chain.costs.whole_pounds(before)


def _read(study: Study, fitted: Sequence[FittedContract], place: int) -> Sequence[tuple[Days, Mapping[Question, Days]]]:
    """A fresh batch as each contract sees it: the days it is needed until, and the re-forecasts that its rules read."""
    batch = study.batch(Purpose.EVALUATE, place)
    asked: dict[Question, set[int]] = defaultdict(set)
    for contract in fitted:
        for question in contract.questions():
            asked[question].add(contract.chain.place)
    seen, found = batch.seen(asked), []
    for contract in fitted:
        row = contract.chain.place
        mine = {question: rows[row] for question, rows in seen.items() if row in asked[question]}
        found.append((batch.needed[row], mine))
    return found


def _result(study: Study, measured: Sequence[_Measured], count: int) -> Tripwires:
    costs = np.sum([each.costs for each in measured], axis=0) if measured else np.zeros((count, 3))
    options = [row for each in measured for row in _options(study, each, count)]
    return Tripwires(
        seed=study.seed,
        draws=count * BATCH,
        fit_draws=FIT_BATCHES * BATCH,
        family=", ".join(sorted({date.range.family.value for date in study.uncertainty.dates if date.range})),
        options=tuple(sorted(options, key=lambda row: (row.acting_day, row.contract, row.option))),
        commit_now=mean_of(costs[:, 0]),
        tripwires=mean_of(costs[:, 1]),
        clairvoyant=mean_of(costs[:, 2]),
        waiting=mean_of(costs[:, 0] - costs[:, 1]),
        information=mean_of(costs[:, 1] - costs[:, 2]),
    )


def _options(study: Study, each: _Measured, count: int) -> Iterator[Tripwire]:
    chain, rules = each.contract.chain, each.contract.fitted.rules
    for link, item in enumerate(chain.links):
        figures = {name: np.array([row[name] for row in each.options[link]]) for name in each.options[link][0]}
        wanted, draws = float(figures["wanted"].mean()), count * BATCH
        yield Tripwire(
            option=item.option.id,
            contract=chain.id,
            who_decides=decision_owner(study.portfolio, study.portfolio.contract_by_id[chain.id]),
            acting_day=chain.acting_days[link],
            last_day=study.portfolio.day_of(item.decision.value),
            rule=rules[link],
            asked=share_of(figures["asked"], draws),
            wanted=share_of(figures["wanted"], draws),
            exercised=share_of(figures["exercised"], draws),
            agreement=chain.agreement[link],
            price_pounds=item.full_price_pounds,
            mean_price_pounds=float(figures["paid"].mean()) / wanted
            if wanted and item.minimum_days < item.length_days
            else None,
            price_ceiling_today_pounds=float(figures["ceiling"].mean()),
            price_ceiling_on_the_day_pounds=float(figures["saved"].mean()) / wanted if wanted else None,
            right_worth=mean_of(figures["right"]),
            waiting=mean_of(figures["waiting"]),
            uncovered=share_of(np.array(each.uncovered), draws),
            today=_today(study, chain, link, rules),
            by_itself=item.by_itself,
            tied=link in chain.tied,
        )


def _today(study: Study, chain: OpenChain, link: int, rules: Rules) -> Reading:
    """What the rule of a link says on today's re-forecast."""
    rule = rules[link]
    if rule.kind is not Kind.DATE:
        return Reading.EXTEND if rule == ALWAYS else Reading.DO_NOT
    program = narrowed(study.program, {chain.place})
    seen = reforecast(program, study.uncertainty, known_today(study), LEVELS[rule.level])
    return Reading.EXTEND if seen[chain.place, 0] > rule.threshold else Reading.DO_NOT


def known_today(study: Study) -> Known:
    """What is known today: what is achieved and what has happened, and of all else only that it is still to come."""
    uncertainty, varying = study.uncertainty, len(study.program.varying)
    hit = {id for event in uncertainty.events for id in event.milestones}
    still = [date.achieved or not (date.varies or date.id in hit) for date in uncertainty.dates]
    dates = [date.planning_day if sure else UNKNOWN for date, sure in zip(uncertainty.dates, still, strict=True)]
    return Known(
        day=0,
        dates=np.array([dates], dtype=np.int64).reshape(1, len(uncertainty.dates)),
        events=np.full((1, len(uncertainty.events)), UNKNOWN, dtype=np.int64),
        forecasts=np.zeros((1, len(uncertainty.dates))),
        shares=np.zeros(len(uncertainty.dates)),
        ended=np.full((1, varying), UNKNOWN, dtype=np.int64),
        running=np.full((1, varying), UNKNOWN, dtype=np.int64),
    )
