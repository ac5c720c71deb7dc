"""Solve a portfolio: from records to an outcome."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from planner.domain.portfolio import Portfolio
from planner.errors import JudgementError
from planner.plan.breaches.questions import check_contracts
from planner.plan.entries import Plan
from planner.plan.judge import judge
from planner.plan.outcome import Outcome, Status
from planner.plan.plan_case import PlanCase
from planner.solver.feeders_first import FeedersFirst, look_at_feeders
from planner.solver.impossible import no_plan, no_start
from planner.solver.interruption import CallerStop, Interruption, interruptible
from planner.solver.model.asked import NOTHING_ASKED, Asked
from planner.solver.model.candidate import to_plan
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, build
from planner.solver.model.instance import Instance
from planner.solver.monitor import Monitor, ProgressListener
from planner.solver.pipeline import Pipeline
from planner.solver.preparation import prepare_search
from planner.solver.search.lexicographic import minimise_exactly
from planner.solver.search.memory import SolverMemory
from planner.solver.search.repaired_start import repaired
from planner.solver.settings import SolveSettings
from planner.solver.start import Start, start_of
from planner.solver.tuning import SearchTuning


def solve(
    portfolio: Portfolio,
    settings: SolveSettings | None = None,
    on_progress: ProgressListener | None = None,
    tuning: SearchTuning | None = None,
    *,
    start: Plan | None = None,
    stop: Callable[[], bool] | None = None,
    must_be_off: Mapping[str, int] | None = None,
    memory: SolverMemory | None = None,
) -> Outcome:
    """Plan a portfolio.

    Every plan returned has passed the judge. `on_progress` hears of every improvement of plan or bound. Ctrl-C ends the
    search and returns the best plan until then, with `interrupted` set. The time limit does not count the compilation that
    the first solve on a machine needs. Raises JudgementError if the solver made a plan that breaks a rule, which would be a
    defect of the solver.

    `start` is a plan to begin with, its days counted from the status date of this portfolio. Where it keeps every rule it is
    the first plan, and the answer is never worse: no dearer, and where cover comes first with no more exposure. Where it
    breaks a rule, entries that still fit are kept, and the other migrations are placed around them: the result is one
    plan to begin with, not a promise. Entries and options this portfolio does not know are passed over.
    `stop` is asked often, from several threads; True ends the search with the best plan until then, and `stopped` is set.
    What it raises ends the search too, and is raised here.
    `must_be_off`: contracts (by id) with the first day on which nobody may need them any more, counted from the status
    date. Every plan keeps it, and the bound counts only such plans. "Infeasible" names them among the conflict. Raises
    SettingsError for a contract that is not there.
    `memory` is what earlier solves with it have left, and takes what this one leaves. Components that are the same go on
    where they were; edited ones start from the old prices, bound and plan. It serves where the search for whole portfolios
    does: beyond 12 migrations, and not where cover comes first.
    """
    asked = Asked(must_be_off or {})
    check_contracts(portfolio, asked.must_be_off)
    settings, tuning = settings or SolveSettings(), tuning or SearchTuning()
    return _Call(portfolio, settings, tuning, on_progress, start, CallerStop.of(stop), asked, memory).run(search_best)


def solve_exactly(
    portfolio: Portfolio,
    settings: SolveSettings | None = None,
    on_progress: ProgressListener | None = None,
    tuning: SearchTuning | None = None,
    *,
    start: Plan | None = None,
    stop: Callable[[], bool] | None = None,
) -> Outcome:
    """The same with the single CP-SAT model alone, whatever the size: the yardstick of the benchmarks."""
    call = _Call(
        portfolio, settings or SolveSettings(), tuning or SearchTuning(), on_progress, start, CallerStop.of(stop)
    )
    return call.run(_search_whole)


Search = Callable[[Instance, Monitor, Start, SolverMemory | None], Proof]


@dataclass(frozen=True)
class _Call:
    """One call of `solve`."""

    portfolio: Portfolio
    settings: SolveSettings
    tuning: SearchTuning
    on_progress: ProgressListener | None
    plan: Plan | None
    caller: CallerStop
    asked: Asked = NOTHING_ASKED
    memory: SolverMemory | None = None

    def run(self, search: Search) -> Outcome:
        """The outcome, with what the caller is to know about its start and its stop."""
        interruption = Interruption()
        with interruptible(interruption):
            outcome = self._run(search, interruption)
        self.caller.raise_failure()
        return replace(outcome, stopped=self.caller.wished)

    def _run(self, search: Search, interruption: Interruption) -> Outcome:
        started = time.monotonic()
        instance = None
        with interruption.breaking_off():
            instance = compile_instance(self.portfolio)
        if instance is None:
            return _nothing(time.monotonic() - started)
        limited = self.asked.applied(instance)
        monitor = Monitor(
            limited,
            self.settings,
            self.tuning,
            self.on_progress,
            interruption=interruption,
            caller=self.caller,
            started=started,
        )
        start = self._start(limited)
        for candidate in start.candidates:
            monitor.offer(candidate, "start")
        first = look_at_feeders(instance, self.asked, monitor) if monitor.best is None else FeedersFirst()
        if first.refuted is not None:
            return no_plan(self.portfolio, monitor, first.refuted)
        begin = replace(start, wishes=first.over(start.wishes, len(limited.migrations)))
        proof = search(limited, monitor, begin, self.memory)
        if proof is Proof.INFEASIBLE and monitor.best is None:
            return no_plan(self.portfolio, monitor, self.asked)
        return replace(_outcome(self.portfolio, monitor, self.asked), start_pounds=start.pounds)

    def _start(self, instance: Instance) -> Start:
        if self.plan is None:
            return Start()
        return start_of(self.portfolio, instance, self.plan, self.tuning.options)


def _nothing(seconds: float) -> Outcome:
    """The user ended the solve before there was anything to search in."""
    return Outcome(
        status=Status.UNKNOWN,
        plan=None,
        objective_pounds=None,
        bound_pounds=None,
        gap=None,
        seconds=seconds,
        interrupted=True,
    )


def _search_whole(instance: Instance, monitor: Monitor, start: Start, memory: SolverMemory | None) -> Proof:
    """The exact model of everything for the whole time."""
    return minimise_exactly(build(instance, monitor.tuning.exact), monitor, monitor.settings.time_limit_seconds)


def search_best(instance: Instance, monitor: Monitor, start: Start, memory: SolverMemory | None = None) -> Proof:
    """Small instances by the exact model at once; where cover comes first, by the exact model level by level."""
    small = len(instance.migrations) <= monitor.tuning.exact_alone_migrations
    if small or any(no_start(instance, m) for m in instance.migrations):
        return _search_whole(instance, monitor, start, memory)
    to_repair = monitor.best is None and start.wishes
    if to_repair or not instance.cover_first:
        with monitor.uncounted(), monitor.interruption.breaking_off():
            prepare_search()
    if monitor.stopped():
        return Proof.NOTHING
    if not instance.cover_first:
        return Pipeline(instance, monitor, wishes=start.wishes, memory=memory).run()
    plan = repaired(instance, start.wishes, monitor.tuning) if to_repair else None
    if plan is not None:
        monitor.offer(plan, "start")
    return _search_whole(instance, monitor, start, memory)


def _outcome(portfolio: Portfolio, monitor: Monitor, asked: Asked) -> Outcome:
    if monitor.best is None or monitor.best_rank is None:
        return Outcome(
            status=Status.UNKNOWN,
            plan=None,
            objective_pounds=None,
            bound_pounds=monitor.bound_pounds,
            gap=None,
            seconds=monitor.seconds,
            interrupted=monitor.interrupted,
            log=tuple(monitor.log),
        )
    pounds = monitor.best_rank[1]
    return Outcome(
        status=Status.OPTIMAL if monitor.proved else Status.FEASIBLE,
        plan=judged(portfolio, to_plan(monitor.instance, monitor.best), asked.must_be_off),
        objective_pounds=pounds,
        bound_pounds=monitor.bound_pounds,
        gap=monitor.gap,
        wished_gap=monitor.settings.gap_target if monitor.close_enough and not monitor.proved else None,
        seconds=monitor.seconds,
        interrupted=monitor.interrupted,
        log=tuple(monitor.log),
    )


def judged(portfolio: Portfolio, plan: Plan, must_be_off: Mapping[str, int] | None = None) -> Plan:
    """The plan, if it keeps every rule; raises JudgementError with the breaches otherwise."""
    breaches = judge(PlanCase(portfolio, plan), must_be_off)
    if breaches:
        raise JudgementError("; ".join(str(breach) for breach in breaches))
    return plan
