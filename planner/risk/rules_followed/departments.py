"""What the rules leave to each department: whether any of its contracts is uncovered, and what that costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.risk.draws import BATCH, Days
from planner.risk.families import Floats
from planner.risk.intervals import Estimate, mean_of, share_of
from planner.risk.tolerances.circles import Members, SettledContract, circles_of, covered_by_others, settled_contracts
from planner.risk.tolerances.goal import Scope
from planner.risk.tolerances.measured_goal import OnBatch
from planner.risk.tripwires.asked_plan import AskedPlan


@dataclass(frozen=True, kw_only=True)
class DepartmentRules:
    """A department whose contracts follow their rules; those that nobody can leave are left out.

    `any_uncovered`: the chance that any of its contracts has uncovered days. `worst`: the contract that most often has, with
    its chance. `exposure`: what uncovered days cost in the mean. `acting_day`: the next on which an option may be wanted;
    None where there is none.
    """

    department: str
    contracts: tuple[str, ...]
    any_uncovered: Estimate
    worst: str
    worst_uncovered: float
    exposure: Estimate
    acting_day: int | None


@dataclass(frozen=True)
class DepartmentMeans:
    """Means over a batch: the chance of any uncovered contract, pounds of exposure, and the chance by contract."""

    uncovered: float
    exposure: float
    chances: tuple[float, ...]


@dataclass(frozen=True)
class Departments:
    """The departments with something to decide, and their contracts about which nothing is open."""

    members: tuple[Members, ...]
    settled: Mapping[str, SettledContract]

    @classmethod
    def of(cls, asked: AskedPlan) -> Departments:
        """Those of a plan."""
        open = frozenset(chain.id for chain in asked.chains)
        settled = settled_contracts(asked.portfolio, asked.program, open)
        return cls(circles_of(asked.portfolio, Scope.DEPARTMENT, open, frozenset(settled)), settled)

    def means(self, items: Mapping[str, OnBatch], needed: Days) -> tuple[DepartmentMeans, ...]:
        """The figures of every department on a batch."""
        parts = {id: (item.followed.of(item.late), item.followed.of(item.table.exposure)) for id, item in items.items()}
        parts |= {id: _settled(each, needed) for id, each in self.settled.items()}
        return tuple(_means([parts[id] for id in contracts_of(each)]) for each in self.members)

    def rows(
        self, batches: Sequence[Sequence[DepartmentMeans]], acting_days: Mapping[str, int]
    ) -> Iterator[DepartmentRules]:
        """A row for each department. `acting_days`: the next of each contract of which an option may be wanted."""
        for place, each in enumerate(self.members):
            yield _row(each, [batch[place] for batch in batches], acting_days)


def contracts_of(members: Members) -> tuple[str, ...]:
    """All contracts of a department."""
    return (*members.open, *members.settled)


def _settled(contract: SettledContract, needed: Days) -> tuple[Floats, Floats]:
    days = needed[contract.place]
    return contract.uncovered(needed), contract.costs.exposure_pounds(contract.in_force, days)


def _means(parts: Sequence[tuple[Floats, Floats]]) -> DepartmentMeans:
    chances, pounds = [late for late, _ in parts], [exposure for _, exposure in parts]
    return DepartmentMeans(
        uncovered=1.0 - float(np.mean(covered_by_others(chances, BATCH))),
        exposure=float(np.sum(pounds)) / BATCH,
        chances=tuple(float(np.mean(each)) for each in chances),
    )


def _row(members: Members, batches: Sequence[DepartmentMeans], acting_days: Mapping[str, int]) -> DepartmentRules:
    contracts = contracts_of(members)
    chances = np.mean([batch.chances for batch in batches], axis=0)
    worst = int(np.argmax(chances))
    days = [acting_days[id] for id in members.open if id in acting_days]
    return DepartmentRules(
        department=members.name,
        contracts=contracts,
        any_uncovered=share_of(np.array([batch.uncovered for batch in batches]), len(batches) * BATCH),
        worst=contracts[worst],
        worst_uncovered=float(chances[worst]),
        exposure=mean_of(np.array([batch.exposure for batch in batches])),
        acting_day=min(days, default=None),
    )
