"""What a question asks for beyond the rules of a portfolio: contracts that must be off by a day, and who counts.

Such a day is no deadline on the cutover: how long a contract is needed after it depends on the mode.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from planner.solver.model.instance import Instance
from planner.solver.model.parts import alone


@dataclass(frozen=True)
class Asked:
    """What is asked.

    `must_be_off`: by contract the first day on which nobody may need it any more. `among`: the migrations that count, by
    id, as if there were no others (None: all); fewer make a relaxation, so that whatever they cannot do nobody can.
    """

    must_be_off: Mapping[str, int] = field(default_factory=dict)
    among: frozenset[str] | None = None

    def applied(self, instance: Instance) -> Instance:
        """The instance with what is asked as limits of its migrations."""
        limited = with_must_be_off(instance, self.must_be_off)
        if self.among is None:
            return limited
        return alone(limited, [i for i, case in enumerate(limited.migrations) if case.id in self.among]).instance

    def kept_needed(self, instance: Instance) -> tuple[str, ...]:
        """Contracts that no choice of starts gets off in time: nobody can leave them, or others need them for longer."""
        days = self.must_be_off
        return tuple(
            contract.id
            for contract in instance.contracts
            if contract.id in days and _needed_anyway(instance, contract.id) > days[contract.id]
        )


NOTHING_ASKED = Asked()
"""The rules of the portfolio alone."""


def with_must_be_off(instance: Instance, days: Mapping[str, int]) -> Instance:
    """The instance in which no migration may need one of these contracts beyond its day.

    Of several contracts that one migration releases the earliest day counts. A contract without a route has no migration
    to limit: see `Asked.kept_needed`.
    """
    latest: dict[int, int] = {}
    for contract in instance.contracts:
        if contract.id in days:
            for i in contract.releasing:
                latest[i] = min(latest.get(i, days[contract.id]), days[contract.id])
    migrations = tuple(
        replace(migration, latest_need_day=latest[i]) if i in latest else migration
        for i, migration in enumerate(instance.migrations)
    )
    return replace(instance, migrations=migrations)


def _needed_anyway(instance: Instance, id: str) -> int:
    contract = next(contract for contract in instance.contracts if contract.id == id)
    if contract.no_route:
        return instance.horizon_day
    return contract.needed_at_least_day if contract.needed_at_least_day is not None else -(10**9)
