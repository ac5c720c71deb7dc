"""Dates with a range: how often the last of several is late, and what a date is worth that becomes known little by little.

A range is two halves of normal curves that meet at P50. Days are rounded half up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random

import numpy as np
import numpy.typing as npt
from scipy.stats import multivariate_normal, norm

from tests.risk.kinds.drawn import option, settled
from tests.risk.kinds.small import Contract, Gate, Migration, Milestone, Small

Floats = npt.NDArray[np.float64]
Z90 = 1.2815515655446004
FARTHEST = 6.0
"""Numbers beyond this one are left out."""


def number_behind(milestone: Milestone, day: Floats | float) -> Floats:
    """The standard normal number of a day."""
    assert milestone.spread is not None
    low, high = (max(width, 1e-12) / Z90 for width in milestone.spread)
    beyond = np.asarray(day, dtype=float) - milestone.day
    return np.where(beyond < 0, beyond / low, beyond / high)


def day_behind(milestone: Milestone, number: Floats) -> Floats:
    """The day of a standard normal number, as a whole day."""
    assert milestone.spread is not None
    width = np.where(number < 0, *milestone.spread) / Z90
    return np.floor(milestone.day + number * width + 0.5)


@dataclass(frozen=True)
class Together:
    """A contract that is released by the last of two dates, with no option."""

    contract: Contract
    first: Milestone
    second: Milestone
    correlation: float
    need: int

    def not_after(self, day: float) -> float:
        """The probability that neither date is after a day, nor the planned start, which is P50."""
        if day < self.first.day:
            return 0.0
        at = np.array([float(number_behind(item, day + 0.5)) for item in (self.first, self.second)])
        cov = [[1.0, self.correlation], [self.correlation, 1.0]]
        return float(multivariate_normal([0.0, 0.0], cov).cdf(at))

    @cached_property
    def spare(self) -> int:
        """The last day that leaves nothing uncovered."""
        return self.contract.ends(0) - self.need

    @property
    def uncovered(self) -> float:
        return 1.0 - self.not_after(self.spare)

    @property
    def days(self) -> float:
        """The mean of the uncovered days."""
        last = max(float(day_behind(item, np.array(FARTHEST))) for item in (self.first, self.second))
        return sum(1.0 - self.not_after(day) for day in range(self.spare, int(last)))


def correlated_dates(random: Random) -> tuple[Small, tuple[Together, ...]]:
    """Two contracts: the dates of one lie in one cluster, those of the other in two."""
    programme, cluster = random.choice(((0.2, 0.3), (0.0, 0.6), (0.5, 0.0), (0.1, 0.1), (0.0, 0.0)))
    ready = random.randint(150, 300)
    spread = (random.choice((0, 30, 60)), random.choice((30, 60, 90)))
    clusters = {"ASH-ONE": "NORTH", "ASH-TWO": "NORTH", "ELM-ONE": "NORTH", "ELM-TWO": "SOUTH"}
    dates = tuple(Milestone(id=id, day=ready, cluster=where, spread=spread) for id, where in clusters.items())
    moves = tuple(
        Migration(id=f"{item.id}-MOVE", organisation=item.id[:3], contract=f"C-{item.id[:3]}", cluster=item.cluster)
        for item in dates
    )
    last = ready + 95 + random.randint(-20, 60)
    contracts = tuple(
        Contract(id=f"C-{name}", organisation=name, last_day=last, exposure=random.choice((500, 1000)), notice=60)
        for name in ("ASH", "ELM")
    )
    gates = tuple(Gate(milestone=item.id, migration=f"{item.id}-MOVE") for item in dates)
    small = Small(
        contracts=contracts, migrations=moves, milestones=dates, gates=gates, events=(), shares=(programme, cluster)
    )  # fmt: skip
    return small, (
        Together(contracts[0], dates[0], dates[1], programme + cluster, 95),
        Together(contracts[1], dates[2], dates[3], programme, 95),
    )


@dataclass(frozen=True)
class LittleByLittle:
    """One contract with one option, and one date of which a share of the variance is known on the day of the decision."""

    contract: Contract
    milestone: Milestone
    skill: float
    start: int
    need: int
    points: int = 1001

    @property
    def day(self) -> int:
        return self.contract.last_day_to_decide(0)

    @property
    def share(self) -> float:
        return min(0.999, self.skill * min(1.0, self.day / max(30, self.milestone.day)))

    def costs(self, number: Floats) -> tuple[Floats, Floats]:
        """No and yes for these numbers, where a supplier may refuse."""
        days = np.maximum(self.start, day_behind(self.milestone, number)).astype(int) + self.need
        every, place = np.unique(days, return_inverse=True)
        table = np.array([[self.contract.cost(taken, int(day)) for day in every] for taken in (0, 1)], dtype=float)
        no, yes = (row[place.reshape(days.shape)] for row in table)
        agrees = self.contract.options[0].agreement
        return no, agrees * yes + (1 - agrees) * no

    @cached_property
    def grid(self) -> tuple[Floats, Floats]:
        """Numbers and their weights."""
        numbers = np.linspace(-6.5, 6.5, self.points)
        weights = norm.pdf(numbers)
        return numbers, weights / weights.sum()

    @cached_property
    def _whole(self) -> tuple[Floats, Floats]:
        return self.costs(self.grid[0])

    @cached_property
    def _told(self) -> tuple[Floats, Floats, Floats]:
        """What is known, and what no and yes cost in the mean given that."""
        numbers, weights = self.grid
        known = np.sqrt(self.share) * numbers
        no, yes = self.costs(known[:, None] + np.sqrt(1 - self.share) * numbers[None, :])
        return known, no @ weights, yes @ weights

    def mean(self, values: Floats) -> float:
        return float(values @ self.grid[1])

    @property
    def nothing(self) -> float:
        return self.mean(self._whole[0])

    @property
    def everything(self) -> float:
        return self.mean(self._whole[1])

    @property
    def clairvoyant(self) -> float:
        return self.mean(np.minimum(*self._whole))

    @property
    def best(self) -> float:
        return self.mean(np.minimum(*self._told[1:]))

    @property
    def exercised(self) -> float:
        """How probable it is that the best rule says yes, and the supplier too."""
        _, no, yes = self._told
        return self.mean((yes < no).astype(float)) * self.contract.options[0].agreement

    @property
    def spread(self) -> float:
        """The standard deviation of the cost where nothing is extended: no answer varies more."""
        no = self._whole[0]
        return float(np.sqrt(self.mean(no * no) - self.nothing**2))


def partly_revealed(random: Random) -> tuple[Small, LittleByLittle]:
    """One date far enough away that it cannot have come by the day of the decision."""
    while True:
        ready = random.randint(450, 700)
        spread = (random.randint(20, 75), random.randint(20, 110))
        own = option(random, "ASH", agreement=random.choice((1.0, 1.0, 0.7)))
        last = ready + 94 + random.randint(0, 40)
        contract = Contract(id="C-ASH", organisation="ASH", last_day=last, exposure=1000,
                            notice=random.randint(200, 400), options=(own,))  # fmt: skip
        date = Milestone(id="N-READY", day=ready, spread=spread)
        small = settled(Small(
            contracts=(contract,), migrations=(Migration(id="ASH-MOVE", organisation="ASH", contract="C-ASH"),),
            milestones=(date,), gates=(Gate(milestone="N-READY", migration="ASH-MOVE"),), events=(),
            skill=random.choice((0.3, 0.5, 0.9)), shares=random.choice(((0.0, 0.0), (0.2, 0.3))),
        ))  # fmt: skip
        found = LittleByLittle(small.contracts[0], date, small.skill, ready, 95)
        if (
            found.day > 30
            and float(number_behind(date, found.day)) < -4
            and found.best < 0.97 * min(found.nothing, found.everything)
        ):
            return small, found
