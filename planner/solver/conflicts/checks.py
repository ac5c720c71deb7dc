"""Whether some of the records can stand together: fresh models without an objective, and a second configuration."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from planner.domain.portfolio import Portfolio
from planner.solver.conflicts.part import reduced
from planner.solver.conflicts.stakes import Stake, asked_in, with_only
from planner.solver.model.asked import NOTHING_ASKED, Asked
from planner.solver.model.compilation import compile_instance
from planner.solver.model.exact import Proof, SearchLimits, SearchResult, build, search
from planner.solver.tuning import DEFAULT_TUNING, SearchTuning


def first_check(tuning: SearchTuning) -> SearchLimits:
    """How each check is searched; its seconds are deterministic, so that the same records are named everywhere."""
    seconds = tuning.conflicts.first_seconds
    return SearchLimits(seconds=seconds, workers=1, seed=1, tuning=tuning.exact, deterministic=True)


def second_check(tuning: SearchTuning) -> SearchLimits:
    """A second configuration, which has to agree before anything is called infeasible."""
    return SearchLimits(seconds=tuning.conflicts.second_seconds, workers=2, seed=2, tuning=tuning.exact, presolve=False)


def confirmed_infeasible(
    portfolio: Portfolio, should_stop: Callable[[], bool], tuning: SearchTuning, asked: Asked = NOTHING_ASKED
) -> bool:
    """Whether the second configuration agrees that the rules of a portfolio cannot be kept at all."""
    return searched(portfolio, asked, second_check(tuning), should_stop).proof is Proof.INFEASIBLE


def searched(portfolio: Portfolio, asked: Asked, limits: SearchLimits, should_stop: Callable[[], bool]) -> SearchResult:
    """What a search without an objective shows of the rules of a portfolio and of what is asked."""
    instance = compile_instance(portfolio)
    if asked.kept_needed(instance):
        return SearchResult(Proof.INFEASIBLE, None, None, 0.0)
    return search(build(asked.applied(instance), limits.tuning, terms={}), limits, should_stop=should_stop)


@dataclass(frozen=True)
class Checks:
    """All checks of one conflict: the portfolio, what is asked of it beyond its rules, how long each may take."""

    portfolio: Portfolio
    asked: Asked = NOTHING_ASKED
    should_stop: Callable[[], bool] = lambda: False
    tuning: SearchTuning = DEFAULT_TUNING

    def among(self, migrations: Collection[str]) -> Checks:
        """The same of some migrations alone: a relaxation, so that what they cannot do nobody can."""
        part = reduced(self.portfolio, migrations)
        days = {contract: day for contract, day in self.asked.must_be_off.items() if contract in part.contract_by_id}
        return replace(self, portfolio=part, asked=Asked(days))

    def proof(self, kept: Collection[Stake]) -> Proof:
        """What is shown where only these stakes are kept."""
        return self._proof(kept, first_check(self.tuning))

    def refuted(self, kept: Collection[Stake]) -> bool:
        """Whether these stakes alone are proved to be impossible."""
        return self.proof(kept) is Proof.INFEASIBLE

    def confirmed(self, kept: Collection[Stake]) -> bool:
        """Whether the second configuration agrees."""
        return self._proof(kept, second_check(self.tuning)) is Proof.INFEASIBLE

    def _proof(self, kept: Collection[Stake], limits: SearchLimits) -> Proof:
        if self.should_stop():
            return Proof.NOTHING
        return searched(with_only(self.portfolio, kept), asked_in(kept, self.asked), limits, self.should_stop).proof
