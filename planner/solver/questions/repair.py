"""A plan repaired after a change: what the change does not reach stays, and as few cutovers move as the best plans allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from planner.domain.portfolio import Portfolio
from planner.errors import SettingsError
from planner.plan.breaches import Breach
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.promises import ChangedPromise, changed_promises, promises_of
from planner.plan.schedule import schedule_of
from planner.solver.conflicts import confirmed_infeasible, find_conflicts
from planner.solver.model.candidate import Candidate, objective_pounds, to_plan
from planner.solver.model.exact import Proof
from planner.solver.model.instance import Instance
from planner.solver.model.option_choice import with_options
from planner.solver.model.parts import Part, alone
from planner.solver.monitor import Monitor
from planner.solver.questions.asking import Asking
from planner.solver.questions.fixed_part import fixed_part, with_limits
from planner.solver.questions.moving_back import MovingBack
from planner.solver.questions.repair_reasons import Reasons, moves_of
from planner.solver.questions.repair_records import Repair
from planner.solver.questions.touched import touched
from planner.solver.search.memory import SolverMemory
from planner.solver.settings import SolveSettings
from planner.solver.solve import judged, search_best
from planner.solver.start import Start, start_of
from planner.solver.tuning import SearchTuning

SEARCH_SHARE = 0.55
"""Of the time for the best plan; then"""
FEWEST_SHARE = 0.5
"""of what is left for the fewest moves, and the rest for the reasons."""


def repair(
    old: Portfolio,
    plan: Plan,
    new: Portfolio,
    *,
    settings: SolveSettings | None = None,
    stop: Callable[[], bool] | None = None,
    tuning: SearchTuning | None = None,
    memory: SolverMemory | None = None,
) -> Repair:
    """The best plan of a changed portfolio that leaves everything where it was that the change does not reach.

    `plan` belongs to the old portfolio and keeps its rules. Only components that differ are searched (`touched`). Of equally
    cheap plans the one with the fewest moved cutovers counts, then the one with the fewest other modes and options, then the
    least sum of cutover days. The usual settings allow 4 seconds. Raises SettingsError for a plan that breaks a rule of the
    old portfolio, and where the two differ in their status date. `memory`: what earlier solves left (see `solve`).
    """
    if old.status_date != new.status_date:
        raise SettingsError(
            f"the status date moves from {old.status_date} to {new.status_date}; to bring a plan up to a later day, "
            "use `planner replan`"
        )
    before = Asking.of(old, settings, stop, tuning)
    before.candidate(plan)
    asking = Asking.of(new, settings, stop, tuning)
    with asking.listening():
        return _Repairing(before, plan, asking, memory).answer()


@dataclass
class _Repairing:
    """`before`: the old portfolio, `asking`: the changed one."""

    before: Asking
    plan: Plan
    asking: Asking
    memory: SolverMemory | None

    @property
    def new(self) -> Portfolio:
        return self.asking.portfolio

    @property
    def instance(self) -> Instance:
        return self.asking.instance

    def answer(self) -> Repair:
        part = self.part
        settings = replace(self.asking.settings, time_limit_seconds=self.asking.seconds(SEARCH_SHARE))
        monitor = self.asking.monitor(part.instance, settings)
        for candidate in self._starts():
            monitor.offer(candidate, "old plan")
        proof = Proof.OPTIMAL if not part.migrations else self._search(monitor)
        if monitor.best is None:
            return self._none(proof)
        whole, proved = self._fewest(part.widen(self.base, monitor.best))
        return self._repair(monitor, whole, fewest_proved=proved and (monitor.proved or not part.migrations))

    @cached_property
    def part(self) -> Part:
        """Everything the change reaches, as an instance."""
        reached = touched(self.before.instance, self.instance)
        part = alone(self.instance, reached.migrations, reached.contracts)
        return with_limits(self.instance, self.base, part)

    @cached_property
    def start(self) -> Start:
        return start_of(self.new, self.instance, self.plan, self.asking.tuning.options)

    @cached_property
    def base(self) -> Candidate:
        """The old plan in the new instance: right wherever the change does not reach, a first guess elsewhere."""
        used = self.plan.option_set
        prefixes = []
        for contract in self.instance.contracts:
            count = next((j for j, link in enumerate(contract.links) if link.id not in used), len(contract.links))
            prefixes.append(min(max(count, contract.prefixes.start), contract.prefixes.stop - 1))
        wishes = [wish or (0, 0) for wish in self.start.wishes]
        return Candidate(tuple(start for start, _ in wishes), tuple(mode for _, mode in wishes), tuple(prefixes))

    def _starts(self) -> list[Candidate]:
        """The old plan where its starts keep the rules: with its own options if they are allowed, and with the best ones."""
        if not self.start.candidates and self.part.migrations:
            return []
        known = self.part.narrow(self.base)
        better = with_options(self.part.instance, known.starts, known.modes, self.asking.tuning.options)
        found = [known] if self.start.pounds is not None else []
        return found + ([better] if better is not None else [])

    def _search(self, monitor: Monitor) -> Proof:
        wishes = tuple(self.start.wishes[i] for i in self.part.migrations)
        return search_best(self.part.instance, monitor, Start(wishes=wishes), self.memory)

    def _fewest(self, whole: Candidate) -> tuple[Candidate, bool]:
        """As good a plan with the fewest moves, and whether that is proved: of all plans, or of those near this one."""
        back = self.around(whole)
        if not back.moved(back.known):
            return whole, back.part.migrations == self.part.migrations
        if not self.is_small:
            exact = back.model()
            back.old_or_new(exact, back.known)
            found, _ = back.minimise(exact, [back.count_moved(exact)], FEWEST_SHARE / 2)
            back = replace(back, known=found or back.known)
        exact = back.model()
        measures = [back.count_moved(exact), back.count_other_changes(exact), back.cutover_sum(exact)]
        found, proved = back.minimise(exact, measures, FEWEST_SHARE)
        best = found if found is not None else back.known
        return back.part.widen(whole, best), proved and back.part.migrations == self.part.migrations

    @property
    def is_small(self) -> bool:
        return len(self.part.migrations) <= self.asking.tuning.exact_alone_migrations

    def around(self, whole: Candidate) -> MovingBack:
        """What can still be moved back: everything the change reaches where that is little, else what has moved."""
        part = self.part if self.is_small else fixed_part(self.instance, whole, self._changed(whole))
        axis = self.instance.axis
        days = {k: self.old_cutovers[i] for k, i in enumerate(part.migrations) if i in self.old_cutovers}
        cutovers = {k: axis.position(day) for k, day in days.items() if axis.is_open(day)}
        return MovingBack(
            asking=self.asking,
            part=part,
            known=part.narrow(whole),
            old=tuple(self.start.wishes[i] for i in part.migrations),
            old_cutovers=cutovers,
            old_prefixes=tuple(self.base.prefixes[c] for c in part.contracts),
        )

    @cached_property
    def old_cutovers(self) -> dict[int, int]:
        """The cutover days of the old plan, as people knew them, by position in the new instance."""
        known = schedule_of(self.before.portfolio, self.plan).migrations
        return {i: known[case.id].cutover_day for i, case in enumerate(self.instance.migrations) if case.id in known}

    def _changed(self, whole: Candidate) -> list[int]:
        """The migrations whose start or mode is not that of the old plan."""
        now = zip(whole.starts, whole.modes, strict=True)
        return [i for i, (entry, wish) in enumerate(zip(now, self.start.wishes, strict=True)) if entry != wish]

    @cached_property
    def breaches(self) -> tuple[Breach, ...]:
        return judge(PlanCase(self.new, self.plan))

    def _repair(self, monitor: Monitor, whole: Candidate, *, fewest_proved: bool) -> Repair:
        plan = judged(self.new, to_plan(self.instance, whole))
        reasons = Reasons(self.before, self.plan, self.asking, self.around(whole), whole, self.breaches)
        smallest = reasons.smallest()
        kept = judged(self.new, to_plan(self.instance, smallest))
        pounds = PlanCase(self.new, plan).pounds
        outside = pounds - objective_pounds(self.part.instance, self.part.narrow(whole))
        return Repair(
            portfolio=self.new,
            touched=tuple(self.instance.migrations[i].id for i in self.part.migrations),
            status=Status.OPTIMAL if monitor.proved or not self.part.migrations else Status.FEASIBLE,
            plan=plan,
            pounds=pounds,
            bound_pounds=self._bound(monitor, pounds, outside),
            fewest_proved=fewest_proved,
            breaches=self.breaches,
            old_pounds=None if self.breaches else PlanCase(self.new, self.plan).pounds,
            moves=moves_of(self.old_cutovers, self.instance, self.plan, whole, reasons.by_migration()),
            options=self._options(plan),
            smallest=kept,
            smallest_pounds=PlanCase(self.new, kept).pounds,
            ending=self.asking.ending(),
        )

    def _bound(self, monitor: Monitor, pounds: int, outside: int) -> int | None:
        if not self.part.migrations:
            return pounds
        return None if monitor.bound_pounds is None else monitor.bound_pounds + outside

    def _options(self, plan: Plan) -> tuple[ChangedPromise, ...]:
        promises = replace(promises_of(self.new, self.plan), cutovers={})
        return changed_promises(promises, plan, schedule_of(self.new, plan))

    def _none(self, proof: Proof) -> Repair:
        """No plan: proved by a second configuration, with its conflict, or nothing found in time."""
        tuning, stopped = self.asking.tuning, self.asking.clock.stopped
        no = proof is Proof.INFEASIBLE and confirmed_infeasible(self.new, stopped, tuning)
        return Repair(
            portfolio=self.new,
            touched=tuple(self.instance.migrations[i].id for i in self.part.migrations),
            status=Status.INFEASIBLE if no else Status.UNKNOWN,
            plan=None,
            pounds=None,
            bound_pounds=None,
            fewest_proved=False,
            breaches=self.breaches,
            old_pounds=None if self.breaches else PlanCase(self.new, self.plan).pounds,
            moves=(),
            options=(),
            smallest=None,
            smallest_pounds=None,
            ending=self.asking.ending(),
            conflicts=find_conflicts(self.new, stopped, tuning) if no else (),
        )
