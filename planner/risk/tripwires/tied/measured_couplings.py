"""What the rules of a coupling do on draws that they were not fitted on, all its contracts together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from planner.risk.families import Floats
from planner.risk.tripwires.chain_draws import Played
from planner.risk.tripwires.tied.fitted_couplings import FittedCoupling
from planner.risk.tripwires.tied.joint_clairvoyant import joint_clairvoyant
from planner.risk.tripwires.tied.joint_draws import JointDraws
from planner.risk.tripwires.tied.joint_play import JointPlayed, Table


@dataclass(frozen=True)
class CouplingFigures:
    """Means over a batch: the cost of each answer, and that of the rules without any limit.

    `short`: in what share of draws somebody asks and does not get, for each of `Coupling.limit_sets`.
    """

    commit_now: float
    tripwires: float
    clairvoyant: float
    without_limits: float
    short: tuple[float, ...]

    @property
    def costs(self) -> tuple[float, float, float]:
        """The pounds of the three answers."""
        return self.commit_now, self.tripwires, self.clairvoyant


@dataclass(frozen=True)
class MeasuredCoupling:
    """A coupling on a batch."""

    fitted: FittedCoupling
    draws: JointDraws

    @cached_property
    def table(self) -> Table:
        return Table(self.draws, self.fitted.decisions, self.fitted.coupling.limits)

    @cached_property
    def played(self) -> JointPlayed:
        """What its rules do."""
        return self.table.played(self.table.answers(self.fitted.rules))

    @cached_property
    def committed(self) -> JointPlayed:
        """What comes of the options that are asked for today."""
        return self.table.played(self.table.answers(self.fitted.decisions.committing(self.fitted.committed)))

    @cached_property
    def clairvoyant(self) -> Floats:
        """What each draw costs where it is known, but not what suppliers will say."""
        return joint_clairvoyant(self.table)

    @cached_property
    def without_limits(self) -> float:
        """What it would cost if there were no limit."""
        free = Table(self.draws, self.fitted.decisions, ())
        return free.played(free.answers(self.fitted.alone)).mean_cost

    @cached_property
    def figures(self) -> CouplingFigures:
        """The figures of all its contracts together."""
        return CouplingFigures(
            commit_now=self.committed.mean_cost,
            tripwires=self.played.mean_cost,
            clairvoyant=float(self.clairvoyant @ self.draws.weight),
            without_limits=self.without_limits,
            short=tuple(self.played.short(limits) for limits in self.fitted.coupling.limit_sets),
        )

    def of(self, contract: int) -> Played:
        """What its rules do for one of its contracts."""
        return self.played.of(contract)

    def unserved(self, contract: int, link: int) -> float:
        """In what share of draws an option is asked for and not had, because a limit is used up."""
        step = self.played.steps[self.fitted.decisions.at[contract, link]]
        return self.played.mean(step.wanted & ~step.served)

    def waiting(self, contract: int, link: int) -> float:
        """What it saves all contracts together to follow the rule of an option over deciding today."""
        place = self.fitted.decisions.at[contract, link]
        today = self.fitted.today[place].says_yes(None, self.draws.draws)
        return self.played.mean(self.played.cost_with(place, today)) - self.played.mean_cost

    def bundle_worth(self, contract: int, link: int) -> float | None:
        """What the bundle of an option saves all contracts together; None where it is in none."""
        rules = self.fitted.without.get(self.fitted.decisions.at[contract, link])
        if rules is None:
            return None
        return self.table.played(self.table.answers(rules)).mean_cost - self.played.mean_cost
