"""Eight ways to decide about the extensions of one plan, compared on the same fresh draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.plan.plan_case import PlanCase
from planner.risk.costs import ContractCosts
from planner.risk.draws import Days, Purpose
from planner.risk.execution.program import program_of
from planner.risk.families import Floats
from planner.risk.intervals import mean_of
from planner.risk.measuring import percentile
from planner.risk.records import Start
from planner.risk.robust.records import RobustSettings, Way, WayRow
from planner.risk.rows import TAIL
from planner.risk.sampling import threads_of
from planner.risk.tails import tail_mean
from planner.risk.tripwires.answers import clairvoyant_cost
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.chain_draws import ChainDraws
from planner.risk.tripwires.fitted_contracts import FittedContract, chain_draws, fit_contracts
from planner.risk.tripwires.fitting import Rules, constant_rules, play_rules
from planner.risk.tripwires.open_chains import OpenChain, open_chains
from planner.risk.tripwires.reading_ahead import Question, answers_for
from planner.risk.tripwires.rules import NEVER, Kind, Rule
from planner.risk.uncertainty import Uncertainty

WAYS_BATCHES = 8
"""Batches that the ways are compared on: each needs re-forecasts on many days."""
REMINDER_DAYS = 90
"""A reminder comes so many days before the cover ends."""
MEDIAN = 0
"""The place of P50 among the levels."""


@dataclass(frozen=True)
class _Decided:
    """A way to decide on one contract: its rules, and the days on which they look."""

    rules: Rules
    days: tuple[int, ...]


def ways_of(
    case: PlanCase,
    begin: Start,
    uncertainty: Uncertainty,
    settings: RobustSettings,
    on_step: Callable[[str], None] = lambda text: None,
) -> tuple[WayRow, ...]:
    """A row for each way. Every contract is decided on its own: limits that tie several are left out."""
    program = program_of(case.portfolio, case.plan, uncertainty, as_early_as_possible=begin is Start.EARLY)
    chains = open_chains(case.portfolio, program, uncertainty)
    reminders = tuple(sorted({day for chain in chains for day in _reminder_days(chain)}))
    threads = threads_of(settings.threads)
    asked = AskedPlan(case.portfolio, uncertainty, program, chains, settings.seed, reminders, threads)
    on_step("Fitting rules for the chosen plan.")
    ways = [_ways(contract, case.plan.option_set) for contract in fit_contracts(asked).contracts]
    parts = []
    for found in asked.side_by_side(lambda place: _on_batch(asked, ways, place), WAYS_BATCHES):
        parts.append(found)
        on_step(f"Comparing ways to decide, part {len(parts)} of {WAYS_BATCHES}.")
    return tuple(_row(way, [part[way] for part in parts]) for way in Way)


def _reminder_days(chain: OpenChain) -> Iterator[int]:
    """The day of the reminder for each link that can still be decided on that day."""
    for link, acting in enumerate(chain.acting_days):
        day = chain.costs.covered_until(chain.in_force + link) - REMINDER_DAYS
        if 0 < day <= acting:
            yield day


def _ways(contract: FittedContract, taken: frozenset[str]) -> Mapping[Way, _Decided]:
    """Every way for one contract, but the one that knows everything."""
    chain, links = contract.chain, len(contract.chain.links)
    bare = chain_draws(chain, np.zeros(1, dtype=np.int64), {})
    planned = sum(link.option.id in taken for link in chain.links)

    def constant(count: int) -> _Decided:
        return _Decided(constant_rules(bare, count), chain.acting_days)

    reminded = [chain.costs.covered_until(chain.in_force + link) - REMINDER_DAYS for link in range(links)]
    in_time = [0 < day <= acting for day, acting in zip(reminded, chain.acting_days, strict=True)]
    late = [_late_rule(chain, link) for link in range(links)]
    return {
        Way.NOTHING: constant(0),
        Way.REMINDER: _Decided(
            tuple(rule if usable else NEVER for rule, usable in zip(late, in_time, strict=True)),
            tuple(
                day if usable else acting
                for day, usable, acting in zip(reminded, in_time, chain.acting_days, strict=True)
            ),
        ),
        Way.PLAN: constant(planned),
        Way.EVERYTHING: constant(links),
        Way.COMMIT_NOW: _Decided(contract.committed, chain.acting_days),
        Way.LAST_DAY: _Decided(tuple(late), chain.acting_days),
        Way.TRIPWIRES: _Decided(contract.fitted.rules, chain.acting_days),
    }


def _late_rule(chain: OpenChain, link: int) -> Rule:
    """Extend where the P50 lies after the end of what is covered without the link."""
    return Rule(Kind.DATE, MEDIAN, chain.costs.covered_until(chain.in_force + link))


@dataclass(frozen=True)
class _Part:
    """One way on one batch: pounds and uncovered contracts in each draw."""

    pounds: Floats
    uncovered: Floats | None


def _on_batch(asked: AskedPlan, ways: Sequence[Mapping[Way, _Decided]], place: int) -> Mapping[Way, _Part]:
    """Every way on one fresh batch, with the re-forecasts that they read."""
    batch = asked.batch(Purpose.EVALUATE, place)
    questions: dict[Question, set[int]] = defaultdict(set)
    for chain, decided in zip(asked.chains, ways, strict=True):
        for how in decided.values():
            for day, rule in zip(how.days, how.rules, strict=True):
                if rule.kind is Kind.DATE:
                    questions[day, rule.level].add(chain.place)
    seen = batch.seen(questions)
    base, exposed = _without_options(asked, batch.needed)
    pounds = {way: base.copy() for way in Way}
    uncovered = {way: exposed.copy() for way in Way}
    for chain, decided in zip(asked.chains, ways, strict=True):
        needed, answers = batch.needed[chain.place], answers_for(chain.place, seen)
        late = (chain.table(needed).uncovered > 0).astype(float)
        for way, how in decided.items():
            played = play_rules(_draws(chain, how, needed, answers), how.rules)
            pounds[way] += played.cost
            uncovered[way] += played.of(late)
        pounds[Way.CLAIRVOYANT] += clairvoyant_cost(chain_draws(chain, needed, {}))
    return {way: _Part(pounds[way], None if way is Way.CLAIRVOYANT else uncovered[way]) for way in Way}


def _draws(chain: OpenChain, how: _Decided, needed: Days, answers: Mapping[Question, Days]) -> ChainDraws:
    """What the rules of a way are given: they may look on other days than the last ones."""
    return chain_draws(replace(chain, acting_days=how.days), needed, answers)


def _without_options(asked: AskedPlan, needed: Days) -> tuple[Floats, Floats]:
    """Pounds and uncovered contracts of those about which nothing is open, in each draw."""
    pounds, uncovered = np.zeros(needed.shape[1]), np.zeros(needed.shape[1])
    open_places = {chain.place for chain in asked.chains}
    for place, case in enumerate(asked.program.instance.contracts):
        if place not in open_places and not case.no_route:
            alone = case.prefixes.start
            costs = ContractCosts.of(asked.portfolio, asked.portfolio.contract_by_id[case.id], alone)
            pounds += costs.extension_pounds(alone, needed[place]) + costs.exposure_pounds(alone, needed[place])
            uncovered += costs.uncovered_days(alone, needed[place]) > 0
    return pounds, uncovered


def _row(way: Way, parts: Sequence[_Part]) -> WayRow:
    pounds = np.concatenate([part.pounds for part in parts])
    late = [float(part.uncovered.mean()) for part in parts if part.uncovered is not None]
    return WayRow(
        way=way,
        mean=mean_of(np.array([float(part.pounds.mean()) for part in parts])),
        p50=percentile(pounds, 0.5),
        p80=percentile(pounds, 0.8),
        p95=percentile(pounds, 0.95),
        cvar=round(tail_mean(pounds, TAIL)),
        uncovered_contracts=float(np.mean(late)) if late else None,
    )
