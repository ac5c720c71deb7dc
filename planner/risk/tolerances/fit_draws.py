"""All contracts on the draws of the fit, as the search for rules of a goal looks at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.risk.draws import BATCH, FIT_BATCHES, Days, DrawKey, Purpose
from planner.risk.families import Floats
from planner.risk.tolerances.circle import Choice, Circle, RulesBy
from planner.risk.tolerances.circles import SettledContract, covered_by_others, settled_contracts
from planner.risk.tolerances.covered_chain import CoveredChain
from planner.risk.tolerances.exact_futures import ExactFutures, exact_futures
from planner.risk.tolerances.supplied_chain import SuppliedChain, agreements
from planner.risk.tolerances.worst_cases import WorstCase, worst_case_rules
from planner.risk.tripwires.asked_plan import AskedPlan
from planner.risk.tripwires.chain_draws import ChainDraws, Played
from planner.risk.tripwires.fitted_contracts import FittedContract
from planner.risk.tripwires.fitting import ONE_ERROR, Rules
from planner.risk.tripwires.tied.fitted_couplings import FittedCoupling
from planner.risk.tripwires.tied.joint_draws import JointDraws
from planner.risk.tripwires.tied.measured_couplings import MeasuredCoupling


@dataclass(frozen=True)
class FitDraws:
    """The contracts by id, and their needed-until days on the fit draws.

    `exact`: the futures where there are only a few; None elsewhere. `blind`: no re-forecast is
    looked at, as where everything is decided today. `tied`: what is had of contracts that are tied together, with their
    rules and where everything is decided today; they keep these.
    """

    asked: AskedPlan
    needed: Days
    fitted: Mapping[str, FittedContract]
    settled: Mapping[str, SettledContract]
    exact: ExactFutures | None
    tied: Mapping[str, tuple[Played, Played]]
    blind: bool = False

    @classmethod
    def of(
        cls,
        asked: AskedPlan,
        needed: Days,
        fitted: Mapping[str, FittedContract],
        couplings: Sequence[FittedCoupling],
    ) -> FitDraws:
        """The same draws that the rules of least cost were fitted on."""
        return cls(
            asked=asked,
            needed=needed,
            fitted=fitted,
            settled=settled_contracts(asked.portfolio, asked.program, frozenset(fitted)),
            exact=exact_futures(asked.uncertainty, asked.seed),
            tied=_together([*fitted.values()], couplings, _keys(asked)),
        )

    @property
    def draws(self) -> int:
        return int(self.needed.shape[1])

    @property
    def weight(self) -> Floats:
        """That of each draw, adding up to 1."""
        return np.full(self.draws, 1.0 / self.draws) if self.exact is None else self.exact.weight

    @property
    def errors(self) -> float:
        """By how many standard errors a date has to be better than always and never."""
        return ONE_ERROR if self.exact is None else 0.0

    def upper_limit(self, choice: Choice) -> float:
        """The upper end of the interval of a chance on these draws; without one where they stand for all futures."""
        return choice.chance if self.exact is not None else choice.upper_limit(BATCH)

    @cached_property
    def chains(self) -> dict[str, ChainDraws]:
        """The contracts as their rules were fitted on, with exact weights where there are any."""
        return {id: self._chain(each.fitted.chain) for id, each in self.fitted.items()}

    def _chain(self, chain: ChainDraws) -> ChainDraws:
        seen = (None,) * chain.links if self.blind else chain.seen
        return replace(chain, seen=seen, shares=chain.shares if self.exact is None else self.exact.weight)

    @cached_property
    def late(self) -> dict[str, Floats]:
        """1 in each draw where a contract has uncovered days, by links taken."""
        return {
            id: (each.chain.table(self.needed_until(id)).uncovered > 0).astype(float)
            for id, each in self.fitted.items()
        }

    def blindfolded(self) -> FitDraws:
        """The same where everything is decided today."""
        return replace(self, blind=True)

    def covered(self, id: str) -> CoveredChain:
        """A contract with the draws in which its days stay uncovered."""
        return CoveredChain(self.chains[id], self.late[id])

    def safest(self, id: str) -> Rules:
        """Ask for everything."""
        return self.covered(id).safest

    def needed_until(self, id: str) -> Days:
        """The needed-until day of a contract in each draw."""
        return np.asarray(self.needed[self.fitted[id].chain.place])

    def uncovered(self, id: str, rules: RulesBy) -> Floats:
        """How probable uncovered days of a contract are in each draw."""
        if id in self.settled:
            return self.settled[id].uncovered(self.needed)
        if id in self.tied:
            return self._had_together(id).of(self.late[id])
        return self.covered(id).uncovered(rules[id])

    def uncovered_at_best(self, id: str, days: int) -> float:
        """How probable uncovered days of a contract are where everything is asked for and it is off so many days earlier."""
        if id in self.settled:
            return float(self.settled[id].uncovered(self.needed - days) @ self.weight)
        covered = self.covered(id)
        late = self.fitted[id].chain.table(self.needed_until(id) - days).uncovered > 0
        return float(covered.play(covered.safest).of(late.astype(float)) @ self.weight)

    def circle(
        self, free: tuple[str, ...], others: tuple[str, ...], rules: RulesBy, prices: Mapping[str, Floats]
    ) -> Circle:
        """A circle whose others keep their rules. `prices`: what is to be made cheap in each contract, by links taken."""
        covered = covered_by_others([self.uncovered(id, rules) for id in others], self.draws)
        chains = {id: CoveredChain(replace(self.chains[id], cost=prices[id]), self.late[id]) for id in free}
        if self.exact is None:
            return Circle(chains, covered, self.weight)
        places, shares = self.exact.places, self.exact.shares
        return Circle({id: each.picked(places, shares) for id, each in chains.items()}, covered[places], shares)

    def _had_together(self, id: str) -> Played:
        """What is had of a contract that is tied to others."""
        return self.tied[id][self.blind]

    def worst_case(self, level: float) -> WorstCase:
        """The worst cases of all contracts together."""
        moving, keys = [id for id in self.fitted if id not in self.tied], _keys(self.asked)
        still = (self._had_together(id).of(self.chains[id].cost) for id in self.tied)
        return WorstCase(
            chains={id: SuppliedChain(self.chains[id], agreements(self.fitted[id].chain, keys)) for id in moving},
            level=level,
            weight=self.weight,
            still=sum(still, np.zeros(self.draws)),
            errors=self.errors,
        )

    def for_worst_case(self, rules: RulesBy, level: float | None) -> RulesBy:
        """The rules for the worst cases; the same where none are asked for."""
        if level is None:
            return rules
        case = self.worst_case(level)
        return {**rules, **worst_case_rules(case, {id: rules[id] for id in case.chains})}

    def prices(self, rules: RulesBy, level: float | None) -> dict[str, Floats]:
        """What is to be made cheap in each contract, by links taken, while the others keep these rules."""
        costs = {id: chain.cost for id, chain in self.chains.items()}
        if not level:
            return costs
        case = self.worst_case(level)
        return {**costs, **case.prices({id: rules[id] for id in case.chains})}


def _keys(asked: AskedPlan) -> list[DrawKey]:
    return [DrawKey(asked.seed, Purpose.FIT, place) for place in range(FIT_BATCHES)]


def _together(
    fitted: Sequence[FittedContract], couplings: Sequence[FittedCoupling], keys: Sequence[DrawKey]
) -> dict[str, tuple[Played, Played]]:
    """What is had of contracts that are tied together, with their rules and where everything is decided today."""
    found = {}
    for fit in (each for each in couplings if each.is_joint):
        own = [fitted[place] for place in fit.coupling.places]
        measured = MeasuredCoupling(fit, JointDraws.of(fit.coupling, [each.fitted.chain for each in own], keys))
        for place, each in enumerate(own):
            found[each.chain.id] = (measured.of(place), measured.committed.of(place))
    return found
