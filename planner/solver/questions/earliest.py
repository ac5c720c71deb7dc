"""How early a contract can be off: its feeders moving among the others, alone, or with everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.solver.model.candidate import Candidate, cutover_days, needed_until, to_plan
from planner.solver.model.exact import ExactModel, Proof, build
from planner.solver.model.feeders import feeders
from planner.solver.model.instance import Instance, MigrationCase, ModeCase
from planner.solver.model.parts import Part, alone, components
from planner.solver.model.windows import allowed_starts
from planner.solver.questions.alone_plan import alone_plan
from planner.solver.questions.asking import Asking, moved_migrations
from planner.solver.questions.fixed_part import fixed_part, with_limits
from planner.solver.questions.records import Earliest, Modes, Moving
from planner.solver.search.lexicographic import minimise_exactly
from planner.solver.settings import SolveSettings
from planner.solver.solve import judged
from planner.solver.tuning import SearchTuning

FIRST_SHARE = 0.5
"""Of the time for the day itself,"""
PROOF_SHARE = 0.5
"""and of what is left for its proof; the rest finds the cheapest witness."""


def earliest(
    portfolio: Portfolio,
    plan: Plan,
    contract: str,
    moving: Moving = Moving.FEEDERS,
    modes: Modes = Modes.PLANNED,
    *,
    settings: SolveSettings | None = None,
    stop: Callable[[], bool] | None = None,
    tuning: SearchTuning | None = None,
) -> Earliest:
    """The earliest day on which nobody needs a contract any more, with a proof and a plan that shows it.

    Every rule holds. The day for `alone` is never later than that for `feeders`, that never later than planned, and that for
    `all` lies between the two. A contract without a way off is needed until the horizon. The usual settings allow 4 seconds.
    Raises SettingsError for an unknown contract, and for a plan that breaks a rule.
    """
    asking = Asking.of(portfolio, settings, stop, tuning)
    with asking.listening():
        return _Earliest(asking, plan, asking.candidate(plan), asking.contract(contract), moving, modes).answer()


@dataclass
class _Earliest:
    asking: Asking
    plan: Plan
    candidate: Candidate
    contract: int
    moving: Moving
    modes: Modes

    def answer(self) -> Earliest:
        instance = self.asking.instance
        planned = needed_until(instance, self.candidate.starts, self.candidate.modes)[self.contract]
        if not instance.contracts[self.contract].releasing:
            return self._answer(planned, planned, planned, self.plan)
        part = self._part()
        found, bound = self._least(part, planned)
        day = self._need(part, found)
        cheapest = self._cheapest(part, found, day)
        return self._answer(day, bound, planned, self._witness(part, cheapest))

    def _part(self) -> Part:
        """Whoever may move, as an instance."""
        instance = self.asking.instance
        if self.moving is Moving.ALL:
            whole = next(part for part in components(instance) if self.contract in part.contracts)
            return with_limits(instance, self.candidate, whole)
        free = feeders(instance, [self.contract])
        if self.moving is Moving.ALONE:
            return alone(instance, free)
        return fixed_part(instance, self.candidate, free)

    def _least(self, part: Part, planned: int) -> tuple[Candidate, int]:
        """A candidate of the earliest day found, and the day before which there is none."""
        known = part.narrow(self.candidate)
        floor = min(_floor(part.instance, self._position(part), self._fixed_modes(part)), planned)
        if floor == planned:
            return known, planned
        exact = self._model(part, known)
        needed = exact.variables.needed[self._position(part)]
        result = self.asking.search(exact, FIRST_SHARE, needed)
        found = known if result.candidate is None else result.candidate
        day = min(self._need(part, found), planned)
        bound = day if result.proof is Proof.OPTIMAL else max(floor, result.bound or floor)
        return (found if self._need(part, found) <= planned else known), self._confirmed(part, min(bound, day), floor)

    def _confirmed(self, part: Part, bound: int, floor: int) -> int:
        """The bound where a second configuration agrees, else what is plain without a solver."""
        if bound <= floor:
            return floor
        exact = self._model(part, None)
        exact.model.add(exact.variables.needed[self._position(part)] <= bound - 1)
        return bound if self.asking.refuted(exact, PROOF_SHARE) else floor

    def _cheapest(self, part: Part, found: Candidate, day: int) -> Candidate:
        """The cheapest candidate found of that day; alone, where cost means nothing, the one with the earliest cutovers."""
        exact = self._model(part, found)
        exact.model.add(exact.variables.needed[self._position(part)] <= day)
        if self.moving is Moving.ALONE:
            migrations = range(len(part.instance.migrations))
            cutovers = cp_model.LinearExpr.sum([exact.variables.cutover_day(i) for i in migrations])
            better = self.asking.search(exact, 1.0, cutovers).candidate
            return min(
                (c for c in (found, better) if c), key=lambda c: sum(cutover_days(part.instance, c.starts, c.modes))
            )
        monitor = self.asking.monitor(part.instance)
        monitor.offer(found, "earliest")
        minimise_exactly(exact, monitor, self.asking.seconds(1.0))
        return monitor.best or found

    def _model(self, part: Part, hint: Candidate | None) -> ExactModel:
        exact = build(part.instance, self.asking.tuning.exact)
        for i, mode in self._fixed_modes(part).items():
            exact.model.add(exact.variables.presence[i][mode] == 1)
        if hint is not None:
            exact.variables.hint(hint)
        return exact

    def _fixed_modes(self, part: Part) -> dict[int, int]:
        """The modes that stay as planned."""
        return dict(enumerate(part.narrow(self.candidate).modes)) if self.modes is Modes.PLANNED else {}

    def _need(self, part: Part, candidate: Candidate) -> int:
        return needed_until(part.instance, candidate.starts, candidate.modes)[self._position(part)]

    def _position(self, part: Part) -> int:
        return part.contracts.index(self.contract)

    def _witness(self, part: Part, found: Candidate) -> Plan:
        """The whole plan with the part as found; alone, the entries of the part with the options that every plan has."""
        portfolio, instance = self.asking.portfolio, self.asking.instance
        if self.moving is not Moving.ALONE:
            return judged(portfolio, to_plan(instance, part.widen(self.candidate, found)))
        return alone_plan(portfolio, instance, part, found)

    def _answer(self, day: int, bound: int, planned: int, witness: Plan) -> Earliest:
        portfolio = self.asking.portfolio
        whole = self.moving is not Moving.ALONE
        pounds = PlanCase(portfolio, witness).pounds if whole else None
        return Earliest(
            contract=self.asking.instance.contracts[self.contract].id,
            moving=self.moving,
            modes=self.modes,
            day=day,
            bound_day=bound,
            planned_day=planned,
            witness=witness,
            pounds=pounds,
            price_pounds=None if pounds is None else pounds - PlanCase(portfolio, self.plan).pounds,
            moved=moved_migrations(self.plan, witness),
            ending=self.asking.ending(),
        )


def _floor(instance: Instance, contract: int, modes: dict[int, int]) -> int:
    """The day before which the rules for single migrations alone keep the contract needed."""
    case = instance.contracts[contract]
    needs = [_first_end_of_need(instance, instance.migrations[i], modes.get(i)) for i in case.releasing]
    return max(*needs, case.needed_at_least_day or needs[0])


def _first_end_of_need(instance: Instance, migration: MigrationCase, mode: int | None) -> int:
    modes = migration.modes if mode is None else migration.modes[mode : mode + 1]
    ends = [_first_end_in(instance, migration, case) for case in modes]
    return min(end for end in ends if end is not None)


def _first_end_in(instance: Instance, migration: MigrationCase, mode: ModeCase) -> int | None:
    """The first day without need, begun as soon as the rules for the migration alone allow; None where they never do."""
    starts = allowed_starts(instance, migration, mode)
    return None if starts.is_empty() else instance.need_day(mode, int(starts.min()))
