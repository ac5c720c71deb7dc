"""What the fitted rules say: one record for each open option, and the totals of the three answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.risk.intervals import Estimate
from planner.risk.tripwires.rules import Rule


class Reading(StrEnum):
    """What a rule would answer today."""

    EXTEND = "extend"
    DO_NOT = "do not extend"


@dataclass(frozen=True, kw_only=True)
class Tripwire:
    """The rule of one open option, and what comes of it on draws that it was not fitted on. Days are day numbers.

    `asked`: how probable it is that the option is still to be decided on its acting day; `wanted`: that it is and the rule
    says yes; `exercised`: that it is in force in the end. `price_pounds` is that of the whole length; `mean_price_pounds`
    what is paid where the rule says yes, None where it cannot end early. `right_worth`: what missing the day costs.
    `waiting`: what it saves to follow the rule over deciding on this option today. `uncovered`: of the contract, when all
    its options follow their rules. `tied`: a bundle or a limit ties the option to others, which the rule does not know.
    """

    option: str
    contract: str
    who_decides: str
    acting_day: int
    last_day: int
    rule: Rule
    asked: Estimate
    wanted: Estimate
    exercised: Estimate
    agreement: float
    price_pounds: int
    mean_price_pounds: float | None
    price_ceiling_today_pounds: float
    price_ceiling_on_the_day_pounds: float | None
    right_worth: Estimate
    waiting: Estimate
    uncovered: Estimate
    today: Reading
    by_itself: bool
    tied: bool


@dataclass(frozen=True, kw_only=True)
class Tripwires:
    """The rules of all open options, by acting day, with the three answers over all contracts that have any.

    Rules were fitted on `fit_draws` draws and measured on `draws` others.
    """

    seed: int
    draws: int
    fit_draws: int
    family: str
    options: tuple[Tripwire, ...]
    commit_now: Estimate
    tripwires: Estimate
    clairvoyant: Estimate
    waiting: Estimate
    information: Estimate

    @property
    def tied(self) -> tuple[Tripwire, ...]:
        """Options that a bundle or a limit ties to others."""
        return tuple(option for option in self.options if option.tied)
