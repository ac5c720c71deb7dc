"""Which contracts share a tolerance, by the scope that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.domain.portfolio import Portfolio
from planner.domain.routes import department_of, served_organisations
from planner.risk.costs import ContractCosts
from planner.risk.draws import Days
from planner.risk.execution.program import Program
from planner.risk.families import Floats
from planner.risk.tolerances.goal import Scope

EVERYBODY = "all contracts"


@dataclass(frozen=True)
class Members:
    """Contracts that share a tolerance, and what they are called together. Those that nobody can leave are not among them.

    `open`: with something to decide. `settled`: those without.
    """

    scope: Scope
    name: str
    open: tuple[str, ...]
    settled: tuple[str, ...]


@dataclass(frozen=True)
class SettledContract:
    """A contract with a route about which nothing is to be decided. `place`: its position in the instance."""

    place: int
    costs: ContractCosts
    in_force: int

    def uncovered(self, needed: Days) -> Floats:
        """1 in each draw where it has uncovered days."""
        return (self.costs.uncovered_days(self.in_force, needed[self.place]) > 0).astype(float)


def settled_contracts(portfolio: Portfolio, program: Program, open: frozenset[str]) -> dict[str, SettledContract]:
    """The contracts that have a route and are not open."""
    return {
        case.id: SettledContract(
            place=place,
            costs=ContractCosts.of(portfolio, portfolio.contract_by_id[case.id], case.prefixes.start),
            in_force=case.prefixes.start,
        )
        for place, case in enumerate(program.instance.contracts)
        if not case.no_route and case.id not in open
    }


def circles_of(
    portfolio: Portfolio, scope: Scope, open: frozenset[str], settled: frozenset[str]
) -> tuple[Members, ...]:
    """Everybody who shares a tolerance with somebody about whom there is something to decide."""
    return tuple(each for each in _circles(portfolio, scope, open, settled) if each.open)


def _circles(portfolio: Portfolio, scope: Scope, open: frozenset[str], settled: frozenset[str]) -> Iterator[Members]:
    ids = [contract.id for contract in portfolio.contracts]
    match scope:
        case Scope.CONTRACT:
            yield from (_members(scope, id, [id], open, settled) for id in ids)
        case Scope.ALL:
            yield _members(scope, EVERYBODY, ids, open, settled)
        case Scope.DEPARTMENT:
            served = {id: _departments(portfolio, id) for id in ids}
            for department in dict.fromkeys(name for id in ids for name in sorted(served[id])):
                yield _members(scope, department, [id for id in ids if department in served[id]], open, settled)


def _members(scope: Scope, name: str, ids: list[str], open: frozenset[str], settled: frozenset[str]) -> Members:
    return Members(scope, name, tuple(id for id in ids if id in open), tuple(id for id in ids if id in settled))


def _departments(portfolio: Portfolio, contract: str) -> set[str]:
    served = served_organisations(portfolio, portfolio.contract_by_id[contract])
    return {department_of(portfolio, id) for id in served}


def covered_by_others(chances: list[Floats], draws: int) -> Floats:
    """In each draw the chance that contracts which are uncovered with these chances are all covered."""
    found = np.ones(draws)
    for each in chances:
        found *= 1.0 - each
    return found
