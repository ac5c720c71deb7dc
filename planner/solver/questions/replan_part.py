"""The best plan in which only some migrations move: 8 to 25 of them, all others fixed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from planner.domain.portfolio import Portfolio
from planner.plan.breaches.questions import check_contracts
from planner.plan.entries import Plan
from planner.plan.outcome import Status
from planner.plan.plan_case import PlanCase
from planner.plan.promises import promises_of
from planner.solver.goal_measures import GoalModel, Measure, goal_model, measure_of, measure_values
from planner.solver.model.asked import Asked
from planner.solver.model.candidate import (
    Candidate,
    cutover_days,
    needed_until,
    objective_pounds,
    pounds_by_term,
    to_plan,
)
from planner.solver.model.exact import Proof
from planner.solver.model.parts import Part
from planner.solver.monitor import Monitor
from planner.solver.questions.asking import Asking, moved_migrations
from planner.solver.questions.fixed_part import fixed_part
from planner.solver.questions.prepared import Prepared
from planner.solver.questions.records import PartReplanned
from planner.solver.search.lexicographic import minimise_exactly
from planner.solver.settings import SolveSettings
from planner.solver.solve import judged
from planner.solver.tuning import SearchTuning

SEARCH_SHARE = 0.8
"""Of the time for the search; the rest is for the second configuration that has to agree with a no."""


def replan_part(
    portfolio: Portfolio,
    plan: Plan,
    free: Collection[str],
    *,
    must_be_off: Mapping[str, int] | None = None,
    at_most: Mapping[Measure, int] | None = None,
    prepared: Prepared | None = None,
    settings: SolveSettings | None = None,
    stop: Callable[[], bool] | None = None,
    tuning: SearchTuning | None = None,
) -> PartReplanned:
    """The best plan in which only the migrations `free` move; contracts they release choose their options anew.

    All rules hold. `must_be_off`: by contract the first day on which nobody may need it. `at_most`: limits on measures of
    the whole plan, for instance `{Measure.COST: 2_000_000}`; changed promises are counted against the plan given.

    Where the plan given keeps all limits the answer is never dearer. The best is the cheapest (under the priority `cover`
    the least exposure comes first), then the one with the least sum of cutover days. The usual settings allow 4 seconds,
    which suits 8 to 25 migrations. `prepared`: the same plan made ready for many questions. Raises SettingsError for unknown
    ids, and for a plan that breaks a rule.
    """
    asking = Asking.of(portfolio, settings, stop, tuning, prepared)
    asked = Asked(must_be_off or {})
    check_contracts(portfolio, asked.must_be_off)
    with asking.listening():
        part = fixed_part(asked.applied(asking.instance), asking.candidate(plan), asking.migrations(free))
        return _Replan(asking, plan, asking.candidate(plan), part, asked, at_most or {}).answer()


@dataclass
class _Replan:
    asking: Asking
    plan: Plan
    candidate: Candidate
    part: Part
    asked: Asked
    at_most: Mapping[Measure, int]

    def answer(self) -> PartReplanned:
        kept = (*self.asked.kept_needed(self.part.instance), *self._kept_outside())
        known = self.part.narrow(self.candidate)
        monitor = self.asking.monitor(self.part.instance)
        if kept or not self.part.migrations:
            status = Status.INFEASIBLE if kept else Status.OPTIMAL
            return self._answer(monitor, status, None if kept else self.plan, kept)
        model = self._model()
        if self._keeps_limits():
            monitor.offer(known, "plan")
        else:
            model.exact.variables.hint(known)
        proof = minimise_exactly(model.exact, monitor, self.asking.seconds(SEARCH_SHARE))
        return self._answer(monitor, self._status(monitor, model, proof), self._found(monitor), ())

    def _kept_outside(self) -> tuple[str, ...]:
        """Contracts of other migrations that the plan needs for too long."""
        instance, days = self.asking.instance, self.asked.must_be_off
        needed = needed_until(instance, self.candidate.starts, self.candidate.modes)
        return tuple(
            contract.id
            for c, contract in enumerate(instance.contracts)
            if contract.id in days and c not in self.part.contracts and needed[c] > days[contract.id]
        )

    def _model(self) -> GoalModel:
        """The model of the part with the limits, less what is outside."""
        portfolio = self.asking.portfolio
        promises = promises_of(portfolio, self.plan) if Measure.CHANGED_PROMISES in self.at_most else None
        model = goal_model(self.part.instance, self.asking.tuning.exact, promises)
        outside = self._outside()
        for measure, most in self.at_most.items():
            if measure is not Measure.LAST_CUTOVER:
                model.limit(measure, most - outside[measure])
            elif outside[measure] > most:
                model.exact.model.add_bool_or([])
            else:
                model.limit(measure, most)
        return model

    def _outside(self) -> Mapping[Measure, int]:
        """What everything outside the part adds to each measure; of the last cutover, the last one outside."""
        values = self._values()
        inside = _measures_of(self.part, self.part.narrow(self.candidate))
        instance, inner = self.asking.instance, set(self.part.migrations)
        days = cutover_days(instance, self.candidate.starts, self.candidate.modes)
        outside = {measure: value - inside.get(measure, 0) for measure, value in values.items()}
        outside[Measure.LAST_CUTOVER] = max((day for i, day in enumerate(days) if i not in inner), default=-(10**6))
        return outside

    def _values(self) -> Mapping[Measure, int]:
        portfolio = self.asking.portfolio
        return measure_values(portfolio, self.plan, promises_of(portfolio, self.plan))

    def _keeps_limits(self) -> bool:
        values = self._values()
        needed = needed_until(self.asking.instance, self.candidate.starts, self.candidate.modes)
        days = self.asked.must_be_off
        in_time = all(
            needed[c] <= days[contract.id]
            for c, contract in enumerate(self.asking.instance.contracts)
            if contract.id in days
        )
        return in_time and all(values[measure] <= most for measure, most in self.at_most.items())

    def _status(self, monitor: Monitor, model: GoalModel, proof: Proof) -> Status:
        if monitor.best is not None:
            return Status.OPTIMAL if monitor.proved else Status.FEASIBLE
        if proof is Proof.INFEASIBLE and self.asking.refuted(model.exact, 1.0):
            return Status.INFEASIBLE
        return Status.UNKNOWN

    def _found(self, monitor: Monitor) -> Plan | None:
        if monitor.best is None:
            return None
        whole = self.part.widen(self.candidate, monitor.best)
        return judged(self.asking.portfolio, to_plan(self.asking.instance, whole), self.asked.must_be_off)

    def _answer(self, monitor: Monitor, status: Status, plan: Plan | None, kept: tuple[str, ...]) -> PartReplanned:
        portfolio, instance = self.asking.portfolio, self.asking.instance
        before = objective_pounds(instance, self.candidate)
        outside = before - objective_pounds(self.part.instance, self.part.narrow(self.candidate))
        pounds = None if plan is None else PlanCase(portfolio, plan).pounds
        bound = None if monitor.bound_pounds is None or status is Status.INFEASIBLE else monitor.bound_pounds + outside
        return PartReplanned(
            free=tuple(instance.migrations[i].id for i in self.part.migrations),
            status=status,
            plan=plan,
            pounds=pounds,
            bound_pounds=bound if self.part.migrations else pounds,
            price_pounds=None if pounds is None else pounds - before,
            moved=() if plan is None else moved_migrations(self.plan, plan),
            ending=self.asking.ending(),
            kept_needed=kept,
        )


def _measures_of(part: Part, candidate: Candidate) -> dict[Measure, int]:
    """The measures of a part that add up over parts."""
    instance = part.instance
    terms = pounds_by_term(instance, candidate)
    needed = needed_until(instance, candidate.starts, candidate.modes)
    cases = list(zip(instance.contracts, candidate.prefixes, needed, strict=True))
    return {measure_of(term): pounds for term, pounds in terms.items()} | {
        Measure.COST: sum(terms.values()),
        Measure.UNCOVERED_DAYS: sum(
            max(0, day - contract.covered_until_day(prefix)) for contract, prefix, day in cases if not contract.no_route
        ),
        Measure.EXTENSIONS_USED: sum(candidate.prefixes),
        Measure.CUTOVER_SUM: sum(cutover_days(instance, candidate.starts, candidate.modes)),
    }
