"""One question being asked: the portfolio and its plan as numbers, the time it may take, and who may end it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from planner.domain.portfolio import Portfolio
from planner.errors import SettingsError
from planner.plan.entries import Plan
from planner.reading.cells.nearest import nearest_name
from planner.solver.interruption import CallerStop, Interruption, interruptible
from planner.solver.model.candidate import Candidate
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import ExactModel, Proof, SearchResult, limits_of, search
from planner.solver.model.instance import Instance
from planner.solver.model.variables import Expression
from planner.solver.monitor import Monitor
from planner.solver.questions.prepared import Prepared, lawful_candidate
from planner.solver.questions.records import Ending
from planner.solver.settings import SolveSettings
from planner.solver.tuning import SearchTuning

QUESTION_SETTINGS = SolveSettings(time_limit_seconds=4.0)
"""How long a question may take unless its settings say otherwise."""

SHORTEST_SECONDS = 0.01
"""Of a search that begins when the time is up."""


@dataclass
class Asking:
    """What all questions need. `clock` is a monitor of the whole portfolio, for its time limit and its stops alone."""

    portfolio: Portfolio
    settings: SolveSettings
    tuning: SearchTuning
    caller: CallerStop
    prepared: Prepared | None = None
    instance: Instance = field(init=False)
    clock: Monitor = field(init=False)

    def __post_init__(self) -> None:
        known = self.prepared is not None and self.prepared.portfolio is self.portfolio
        self.instance = self.prepared.instance if self.prepared and known else compile_instance(self.portfolio)
        self.clock = self.monitor(self.instance)

    @classmethod
    def of(
        cls,
        portfolio: Portfolio,
        settings: SolveSettings | None,
        stop: Callable[[], bool] | None,
        tuning: SearchTuning | None,
        prepared: Prepared | None = None,
    ) -> Asking:
        """A question with the settings and the tuning given, or with the usual ones."""
        return cls(portfolio, settings or QUESTION_SETTINGS, tuning or SearchTuning(), CallerStop(stop), prepared)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Ctrl-C inside ends the searches; what the caller's stop raised is raised afterwards."""
        with interruptible(self.clock.interruption):
            yield
        self.caller.raise_failure()

    def monitor(self, instance: Instance, settings: SolveSettings | None = None) -> Monitor:
        """A monitor for a part of the question, with its own limits where stated; it shares the stops of the whole."""
        interruption = self.clock.interruption if hasattr(self, "clock") else Interruption()
        return Monitor(instance, settings or self.settings, self.tuning, interruption=interruption, caller=self.caller)

    def seconds(self, share: float) -> float:
        """Seconds for a search, above 0: a share of what is left; deterministic ones are a share of the whole."""
        if self.settings.deterministic:
            return share * self.settings.time_limit_seconds
        return max(SHORTEST_SECONDS, share * self.clock.seconds_left)

    def search(self, exact: ExactModel, share: float, minimise: Expression | None = None) -> SearchResult:
        """One search in a model; none any more once somebody has asked to stop."""
        if self.clock.stopped():
            return SearchResult(Proof.NOTHING, None, None, 0.0)
        limits = limits_of(self.settings, self.tuning.exact, self.seconds(share))
        return search(exact, limits, minimise=minimise, should_stop=lambda: self.clock.out_of_time)

    def refuted(self, exact: ExactModel, share: float) -> bool:
        """Whether a second configuration, with another seed and without presolve, also finds that there is no plan."""
        if self.clock.stopped():
            return False
        limits = limits_of(self.settings, self.tuning.exact, self.seconds(share))
        second = replace(limits, presolve=False, seed=limits.seed + 1)
        return search(exact, second, should_stop=lambda: self.clock.out_of_time).proof is Proof.INFEASIBLE

    def candidate(self, plan: Plan) -> Candidate:
        """The plan as numbers. Raises SettingsError for one that breaks a rule: nothing can stay where it is in it."""
        if self.prepared is not None and self.prepared.plan is plan:
            return self.prepared.candidate
        return lawful_candidate(self.portfolio, self.instance, plan)

    def ending(self) -> Ending:
        """How the question ended."""
        return Ending(seconds=self.clock.seconds, interrupted=self.clock.interrupted, stopped=self.caller.wished)

    def contract(self, id: str) -> int:
        """The position of a contract; raises SettingsError for an unknown one."""
        return _position(id, [contract.id for contract in self.instance.contracts], "contract")

    def migrations(self, ids: Iterable[str]) -> list[int]:
        """The positions of migrations that are planned; raises SettingsError for another one."""
        known = [migration.id for migration in self.instance.migrations]
        return [_position(id, known, "planned migration") for id in dict.fromkeys(ids)]


def moved_migrations(before: Plan, after: Plan) -> tuple[str, ...]:
    """The migrations of the later plan whose start or mode is not that of the earlier one, in order of id."""
    return tuple(
        entry.migration for entry in after.migrations if before.entry_by_migration.get(entry.migration) != entry
    )


def _position(id: str, known: list[str], kind: str) -> int:
    if id not in known:
        nearest = nearest_name(id, known)
        hint = f"; did you mean {nearest!r}?" if nearest else ""
        raise SettingsError(f"{id!r} is no {kind} of the portfolio{hint}")
    return known.index(id)
