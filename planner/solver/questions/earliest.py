"""How early a contract can be off: its feeders moving among the others, alone, or with everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from planner.domain.portfolio import Portfolio
from planner.plan.entries import Plan
from planner.plan.plan_case import PlanCase
from planner.solver.model.candidate import Candidate, needed_until, to_plan
from planner.solver.model.exact import ExactModel, Proof, build
from planner.solver.model.feeders import feeders
from planner.solver.model.instance import Instance, MigrationCase, ModeCase
from planner.solver.model.parts import Part, alone, components
from planner.solver.model.windows import allowed_starts
from planner.solver.questions.alone_plan import alone_plan
from planner.solver.questions.asking import Asking, moved_migrations
from planner.solver.questions.fixed_part import fixed_part, with_limits
from planner.solver.questions.prepared import Prepared
from planner.solver.questions.records import Earliest, Modes, Moving
from planner.solver.questions.soonest import keeps_capacity, soonest_starts
from planner.solver.search.lexicographic import minimise_exactly
from planner.solver.settings import SolveSettings
from planner.solver.solve import judged
from planner.solver.tuning import SearchTuning

FIRST_SHARE = 0.6
"""Of the time for the day itself,"""
PROOF_SHARE = 0.25
"""for its proof, and"""
PRICE_SHARE = 0.15
"""for the cheapest witness; of what is left where wall-clock seconds count."""
BEFORE_ALL = -(10**6)
"""Before every day that a commitment can name."""
SIDE_SHARE = 0.1
"""Of these for each of the two days that enclose the one for everybody."""


def earliest(
    portfolio: Portfolio,
    plan: Plan,
    contract: str,
    moving: Moving = Moving.FEEDERS,
    modes: Modes = Modes.PLANNED,
    *,
    priced: bool = True,
    prepared: Prepared | None = None,
    settings: SolveSettings | None = None,
    stop: Callable[[], bool] | None = None,
    tuning: SearchTuning | None = None,
) -> Earliest:
    """The earliest day on which nobody needs a contract any more, with a proof and a plan that shows it.

    Every rule holds. The day for `alone` is never later than that for `feeders`, that never later than planned, and that for
    `all` lies between the two. A contract without a way off is needed until the horizon. Not `priced`: the witness is any
    plan of that day, not the cheapest found. `prepared`: the same plan made ready for many questions. The usual settings
    allow 4 seconds.
    Raises SettingsError for an unknown contract, and for a plan that breaks a rule.
    """
    asking = Asking.of(portfolio, settings, stop, tuning, prepared)
    with asking.listening():
        return _Earliest(
            asking, plan, asking.candidate(plan), asking.contract(contract), moving, modes, priced
        ).answer()


@dataclass(frozen=True)
class _Found:
    """The earliest day found for a part, its candidate, and the day before which there is none.

    `soonest`: no plan of the part starts any of its migrations earlier.
    """

    part: Part
    candidate: Candidate
    day: int
    bound: int
    soonest: bool = False


@dataclass
class _Earliest:
    asking: Asking
    plan: Plan
    candidate: Candidate
    contract: int
    moving: Moving
    modes: Modes
    priced: bool

    def answer(self) -> Earliest:
        instance = self.asking.instance
        planned = needed_until(instance, self.candidate.starts, self.candidate.modes)[self.contract]
        if not instance.contracts[self.contract].releasing:
            return self._answer(planned, planned, planned, self.plan)
        found = self._everybody() if self.moving is Moving.ALL else self._first(self._part(self.moving), 1.0)
        return self._answer(found.day, found.bound, planned, self._witness(found.part, self._cheapest(found)))

    def _part(self, moving: Moving) -> Part:
        """Whoever may move, as an instance."""
        instance = self.asking.instance
        if moving is Moving.ALL:
            whole = next(part for part in components(instance) if self.contract in part.contracts)
            return with_limits(instance, self.candidate, whole)
        free = feeders(instance, [self.contract])
        return alone(instance, free) if moving is Moving.ALONE else fixed_part(instance, self.candidate, free)

    def _everybody(self) -> _Found:
        """The day for everybody lies between those for the feeders alone and among the others; often these are the same."""
        first = self._first(self._part(Moving.ALONE), SIDE_SHARE)
        last = self._first(self._part(Moving.FEEDERS), SIDE_SHARE)
        if last.day <= first.bound:
            return replace(last, bound=first.bound)
        whole = last.part.widen(self.candidate, last.candidate)
        part = self._part(Moving.ALL)
        return self._first(part, 1 - 2 * SIDE_SHARE, part.narrow(whole), first.bound)

    def _first(self, part: Part, share: float, known: Candidate | None = None, floor: int = BEFORE_ALL) -> _Found:
        """The earliest day of a part; `known`: a candidate to start from, `floor`: a day before which there is none."""
        known = known or part.narrow(self.candidate)
        latest = self._need(part, known)
        plain = _floor(part.instance, self._position(part), self._fixed_modes(part))
        soonest = self._soonest_starts(part, known)
        if soonest is not None:
            if keeps_capacity(part.instance, soonest.starts, dict(enumerate(soonest.modes))):
                day = self._need(part, soonest)
                return _Found(part, soonest, day, day, soonest=True)
            plain = max(plain, self._need(part, soonest))
        floor = min(max(floor, plain), latest)
        if floor == latest:
            return _Found(part, known, latest, latest)
        exact = self._model(part, known)
        needed = exact.variables.needed[self._position(part)]
        exact.model.add_linear_constraint(needed, floor, latest)
        result = self.asking.search(exact, share * FIRST_SHARE, needed)
        found = known if result.candidate is None else result.candidate
        day = self._need(part, found)
        bound = day if result.proof is Proof.OPTIMAL else min(day, max(floor, result.bound or floor))
        return _Found(part, found, day, self._confirmed(part, bound, floor, share))

    def _soonest_starts(self, part: Part, known: Candidate) -> Candidate | None:
        """The least starts without the capacity between the migrations; None where their modes are free."""
        if self.modes is Modes.ANY and any(len(migration.modes) > 1 for migration in part.instance.migrations):
            return None
        starts = soonest_starts(part.instance, dict(enumerate(known.modes)))
        return None if starts is None else replace(known, starts=starts)

    def _confirmed(self, part: Part, bound: int, floor: int, share: float) -> int:
        """The bound where a second configuration agrees, else the floor that is known already."""
        if bound <= floor:
            return floor
        exact = self._model(part, None)
        exact.model.add_linear_constraint(exact.variables.needed[self._position(part)], floor, bound - 1)
        return bound if self.asking.refuted(exact, share * PROOF_SHARE) else floor

    def _cheapest(self, found: _Found) -> Candidate:
        """The cheapest candidate found of that day; alone, where cost means nothing, the soonest one."""
        part = found.part
        planned_alone = self.moving is Moving.ALONE and self.modes is Modes.PLANNED
        if found.soonest if planned_alone else not self.priced:
            return found.candidate
        exact = self._model(part, found.candidate)
        exact.model.add(exact.variables.needed[self._position(part)] <= found.day)
        if self.moving is Moving.ALONE:
            return self._soonest(part, exact, found.candidate)
        monitor = self.asking.monitor(part.instance)
        monitor.offer(found.candidate, "earliest")
        minimise_exactly(exact, monitor, self.asking.seconds(PRICE_SHARE))
        return monitor.best or found.candidate

    def _soonest(self, part: Part, exact: ExactModel, known: Candidate) -> Candidate:
        """The one with the least sum of starts, where modes are free of cutovers, then one by one in order of id."""
        variables = exact.variables
        positions = range(len(part.instance.migrations))
        days = [variables.cutover_day(i) for i in positions] if self.modes is Modes.ANY else variables.start
        for wish in (cp_model.LinearExpr.sum(days), *days):
            result = self.asking.search(exact, PRICE_SHARE, wish)
            if result.candidate is None or result.proof is not Proof.OPTIMAL or result.value is None:
                break
            known = result.candidate
            variables.hint(known)
            exact.model.add(wish == result.value)
        return known

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
        whole = self.moving is not Moving.ALONE and self.priced
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
