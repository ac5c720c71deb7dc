"""What a flag is and what it carries: facts of one contract under a plan, and of a department with its bodies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.contracts import OptionKind
from planner.domain.wording import calendar_day


class Flag(StrEnum):
    """What a plan means for a contract, in order of gravity, the kindest first."""

    CLEAR = "clear"
    """Off it in time with at least the buffer to spare."""
    TIGHT = "tight"
    """Off it in time, with less than the buffer, or more likely to be late than is tolerated."""
    EXTEND = "extend"
    """Needs options that can still be decided, or is kept by a renewal that is not owed yet."""
    DECIDE_NOW = "decide now"
    """As extend, or with a stop to be decided, and the first day to act is within the alert window."""
    ACCEPTED = "accepted"
    """Uncovered days remain that rights which can still be used would cover; the plan bears them."""
    EXPOSED = "exposed"
    """Uncovered days remain even with every right that can still be used."""
    LOST = "lost"
    """As exposed, and the next right of the chain has lapsed or is past its last day."""
    NO_ROUTE = "no route"
    """An organisation it serves has no way off it."""

    @property
    def gravity(self) -> int:
        """0 for the kindest."""
        return list(Flag).index(self)


@dataclass(frozen=True, kw_only=True)
class Action:
    """Who does what by which date: the acting day of an act of the register, or the day the contract ends.

    `assumed`: the figures behind the date that nobody stated, in words.
    """

    owner: str
    task: str
    by_date: date
    assumed: tuple[str, ...] = ()

    def __str__(self) -> str:
        assumed = " (assumed)" if self.assumed else ""
        return f"{self.owner}: {self.task}, by {calendar_day(self.by_date)}{assumed}"


@dataclass(frozen=True, kw_only=True)
class OptionNeeded:
    """An option that can still be decided.

    `until_date`: last day in force with it. `pounds`: what it costs under the plan, or would cost (less than in full where
    it ends early).
    `decide_by_date`: last day to start the approval, `acting_date` the working day to do so, `derivation` the steps to
    them. `notice_date`: last day for notice, `notice_acting_date` the working day to give it, `opens_date` the first day it
    can be given on (None: any). `days_left`: from the status
    date to the acting day, to the last day once the acting day has passed. `assumed`: what stands behind the two dates that
    nobody stated, in words; `notice_assumed`: some of it stands behind the notice as well. `together`: the
    others it has to be used with, in words; None: it is used alone.
    """

    option: str
    kind: OptionKind
    until_date: date
    pounds: int
    notice_date: date
    notice_acting_date: date
    decide_by_date: date
    acting_date: date
    days_left: int
    derivation: str
    assumed: tuple[str, ...] = ()
    notice_assumed: bool = False
    together: str | None = None
    opens_date: date | None = None

    @property
    def by_itself(self) -> bool:
        """Whether it is a period that comes about without a decision."""
        return self.kind is OptionKind.RENEWAL


@dataclass(frozen=True, kw_only=True)
class StopNeeded:
    """A stop without which a contract goes on by itself.

    `ends_date`: last day in force with it. `until_date`: last day in force otherwise, None where the contract rolls on.
    `pounds`: the price of that period; of a rolling contract that of a day. The other days as in `OptionNeeded`.
    """

    ends_date: date
    until_date: date | None
    pounds: int
    opens_date: date | None
    notice_date: date
    notice_acting_date: date
    decide_by_date: date
    acting_date: date
    days_left: int
    derivation: str
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BridgeNeeded:
    """A new short award that would close the gap, though no such option is among the records.

    `start_by_date`: first uncovered day less the time to award a bridge, which is assumed; `acting_date`: the working day to
    start. `days_left` as in `OptionNeeded`; negative: late.
    """

    length_days: int
    lead_days: int
    start_by_date: date
    acting_date: date
    days_left: int

    @property
    def days_late(self) -> int:
        """Days since the last day to start; 0 while it is ahead."""
        return max(0, -self.days_left)


@dataclass(frozen=True, kw_only=True)
class Exposure:
    """Days without cover: `from_date` is the first, `until_date` the first day on which nobody needs it any more."""

    from_date: date
    until_date: date
    days: int
    pounds: int
    bridge: BridgeNeeded


@dataclass(frozen=True, kw_only=True)
class LostOption:
    """An option that can no longer be used and would have reduced the uncovered days.

    `since_date`: first day it was too late, None where it has lapsed for another reason. `saved_days`: uncovered days it
    would have covered. `saved_pounds`: exposure it would have avoided less its own price; negative where it cost more.
    `through`: the option of its bundle, or before that one, which was lost; None: it was lost itself.
    """

    option: str
    since_date: date | None
    saved_days: int
    saved_pounds: int
    through: str | None = None


@dataclass(frozen=True, kw_only=True)
class LateChance:
    """How likely days without cover are with the options of the plan, half of its 95 % interval, and what is tolerated."""

    probability: float
    error: float
    tolerated: float

    @property
    def too_great(self) -> bool:
        """Whether it is above what is tolerated, the lower end of its interval too."""
        return self.probability - self.error > self.tolerated


@dataclass(frozen=True, kw_only=True)
class ContractFacts:
    """Everything the flag of one contract carries but its words.

    `covered_until_date` is the last day covered under the plan, `needed_until_date` the last day on which anybody needs the
    contract (the last of the horizon where it has no route). `spare_days` lie between the two, an option that can end
    early counted with its full end; negative: uncovered. `last_migration`: the one
    that needs it longest. `pounds`: exposure and extensions under the plan. `options`: to be decided, or coming by
    themselves and not owed, in sequence; `idle_days`: days bought that nobody needs. `next_option`: the one after those
    used, where it could still be decided; `together_pounds`: what its bundle would cost in all, None where it is used alone.
    `stop`: what has to be done lest the contract goes on by itself. `bridge_begun`: somebody has begun a bridge. `accepted`:
    somebody has agreed to bear all of its days without cover.
    `blocked_reason`: why the first option that cannot be used cannot.
    `stranded`: served organisations without a way off. `undecided`: those that have not decided to join. `chance`: of
    uncovered days, None where no risk was run.
    """

    contract: str
    flag: Flag
    owner: str
    covered_until_date: date
    needed_until_date: date
    spare_days: int
    last_migration: str | None
    pounds: int
    idle_days: int
    options: tuple[OptionNeeded, ...] = ()
    next_option: OptionNeeded | None = None
    together_pounds: int | None = None
    exposure: Exposure | None = None
    lost: LostOption | None = None
    blocked_reason: str | None = None
    stranded: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    stop: StopNeeded | None = None
    bridge_begun: bool = False
    accepted: bool = False
    chance: LateChance | None = None

    @property
    def to_decide(self) -> tuple[OptionNeeded | StopNeeded, ...]:
        """The options and the stop that somebody has to decide on."""
        return tuple(self.decisions.values())

    @property
    def decisions(self) -> Mapping[str, OptionNeeded | StopNeeded]:
        """The same by the id of the option; a stop is called `stop` and the contract."""
        stop = {} if self.stop is None else {f"stop {self.contract}": self.stop}
        return {**{option.option: option for option in self.options if not option.by_itself}, **stop}

    @property
    def decide_by_date(self) -> date | None:
        """The first last day to decide; None where nothing is to be decided."""
        return min((decision.decide_by_date for decision in self.to_decide), default=None)

    @property
    def acting_date(self) -> date | None:
        """The first day to act on an option or a stop; None where nothing is to be decided."""
        return min((decision.acting_date for decision in self.to_decide), default=None)

    @property
    def days_left(self) -> int | None:
        """Days left for the first option or stop to be decided."""
        return min((decision.days_left for decision in self.to_decide), default=None)

    @property
    def extension_pounds(self) -> int:
        """Price of the options to be decided, and of the periods that are not owed."""
        return sum(option.pounds for option in self.options)


@dataclass(frozen=True, kw_only=True)
class ContractFlag(ContractFacts):
    """The flag of one contract: the facts, one sentence why, and what to do about it."""

    reason: str
    action: Action


@dataclass(frozen=True, kw_only=True)
class OrganisationFlag:
    """The worst flag of the contracts that serve one organisation; `flag` is None where none does."""

    organisation: str
    flag: Flag | None
    contracts: tuple[str, ...]
    undecided: bool


@dataclass(frozen=True, kw_only=True)
class DepartmentFlag:
    """A department as the worst of the contracts that serve it or its bodies.

    `organisations`: the department first, then its bodies in the order of the portfolio. `worst`: the contract flag shown,
    of several the one with the most pounds; None where no contract serves any of them. `undecided`: ids that have not
    decided to join, planned by policy.
    """

    department: str
    flag: Flag | None
    worst: ContractFlag | None
    contracts: tuple[str, ...]
    organisations: tuple[OrganisationFlag, ...]
    undecided: tuple[str, ...]

    @property
    def bodies(self) -> tuple[str, ...]:
        """The organisations below the department."""
        return tuple(entry.organisation for entry in self.organisations[1:])
