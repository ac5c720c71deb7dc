"""Every decision whose day has passed: what its rule said, what was done, and what would have been better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from planner.domain.calendar import ONE_DAY
from planner.domain.clusters import Milestone
from planner.domain.contracts import OptionState
from planner.domain.decisions_taken import BINDING_KINDS, CommitmentKind
from planner.domain.graph.dependency_graph import Node, NodeKind, dependency_graph, waiting_for
from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.plan.sureness import OptionSureness
from planner.risk.calibration.records import DecisionOutcome, PastRun, Taken
from planner.risk.draws import Days, Keys, Purpose
from planner.risk.execution.program import program_of
from planner.risk.sampling import Sampling, sampled
from planner.risk.tripwires.open_chains import OpenChain, open_chains
from planner.risk.tripwires.records import Reading
from planner.risk.uncertainty import uncertainty_of


@dataclass(frozen=True)
class _Came:
    """The plan of a run, carried out with the dates that came: its open contracts, with the first day without need."""

    portfolio: Portfolio
    needed: Mapping[str, tuple[OpenChain, Days]]

    @classmethod
    def of(cls, case: PlanCase, now: Portfolio) -> _Came:
        portfolio = replace(case.portfolio, milestones=tuple(_known(item, now) for item in case.portfolio.milestones))
        uncertainty = uncertainty_of(portfolio, spread=0.0)
        program = program_of(portfolio, case.plan, uncertainty)
        sampling = Sampling(keys=Keys.of(uncertainty), seed=1, purpose=Purpose.EVALUATE, batches=1)
        sample = sampled(program, uncertainty, sampling)
        assert sample is not None  # nobody stops it
        chains = open_chains(portfolio, program, uncertainty)
        return cls(portfolio, {chain.id: (chain, _first(sample.needed[chain.place])) for chain in chains})

    def needed_until(self, contract: str) -> date | None:
        """Its last day of need."""
        found = self.needed.get(contract)
        return None if found is None else self.portfolio.date_of(int(found[1][0])) - ONE_DAY

    def worth(self, contract: str, option: str) -> int | None:
        """What it saves to have an option, with whatever goes best with it, over not to have it."""
        found = self.needed.get(contract)
        place = _place(found[0], option) if found is not None else None
        if found is None or place is None:
            return None
        costs = found[0].table(found[1]).pounds[:, 0]
        return round(float(costs[: place + 1].min() - costs[place + 1 :].min()))


def decisions(now: Portfolio, runs: Sequence[PastRun]) -> Iterator[DecisionOutcome]:
    """A row for each option whose acting day has passed, from the last run by that day. `runs`: the oldest first."""
    last: dict[str, tuple[PastRun, OptionSureness]] = {}
    for run in runs:
        for row in run.sureness.options:
            if run.status_date <= row.acting_date < now.status_date:
                last[row.option] = run, row
    came = {run.name: _Came.of(run.case, now) for run, _ in last.values() if run.case is not None}
    waiting = _waiting(now)
    for run, row in sorted(last.values(), key=lambda found: (found[1].acting_date, found[1].option)):
        yield _decision(now, run, row, came.get(run.name), row.contract not in waiting)


def _decision(now: Portfolio, run: PastRun, row: OptionSureness, came: _Came | None, settled: bool) -> DecisionOutcome:
    return DecisionOutcome(
        run=run.name,
        status_date=run.status_date,
        option=row.option,
        contract=row.contract,
        acting_date=row.acting_date,
        rule=row.rule,
        level=row.level,
        threshold_date=row.threshold_date,
        rule_extends=row.today == Reading.EXTEND,
        taken=taken(now, row.contract, row.option),
        needed_until_date=came.needed_until(row.contract) if came is not None else None,
        settled=settled,
        worth_pounds=came.worth(row.contract, row.option) if came is not None else None,
        assumed=row.assumed,
    )


def taken(now: Portfolio, contract: str, option: str) -> Taken:
    """What was done about an option whose day has passed; a contract that goes on by itself does so until it is stopped."""
    bound = {item.subject for item in now.decisions_taken if item.kind in BINDING_KINDS}
    refused = {item.subject for item in now.decisions_taken if item.kind is CommitmentKind.OPTION_REFUSED}
    known = now.option_by_id.get(option)
    if known is None:
        stopped = {item.subject for item in now.decisions_taken if item.kind is CommitmentKind.STOP_SERVED}
        runs_on = contract in now.contract_by_id and now.contract_by_id[contract].runs_on and contract not in stopped
        return Taken.EXTENDED if runs_on else Taken.NOT_EXTENDED
    if option in bound or known.state is OptionState.EXERCISED:
        return Taken.EXTENDED
    return Taken.REFUSED if option in refused or known.state is OptionState.REFUSED else Taken.NOT_EXTENDED


def _known(then: Milestone, now: Portfolio) -> Milestone:
    """A milestone of a run with the date that it has now."""
    found = now.milestone_by_id.get(then.id)
    if found is None:
        return then
    return replace(then, achieved_date=found.achieved_date, forecast_date=found.planning_date)


def _waiting(now: Portfolio) -> frozenset[str]:
    """The contracts that still wait for a milestone."""
    graph = dependency_graph(now)
    opened = (Node(NodeKind.MILESTONE, item.id) for item in now.milestones if item.achieved_date is None)
    return frozenset(contract for node in opened for contract in waiting_for(graph, node).contracts)


def _place(chain: OpenChain, option: str) -> int | None:
    places = (place for place, link in enumerate(chain.links) if link.option.id == option)
    return next(places, None)


def _first(needed: Days) -> Days:
    """The day of the first draw; all are the same."""
    return np.asarray(needed[:1], dtype=np.int64)
