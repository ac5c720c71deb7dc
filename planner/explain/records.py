"""What an explanation is made of. Days count from the status date; every stretch of days is half-open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from planner.plan.better_plan import BetterPlan
from planner.plan.entries import Plan, PlannedMigration
from planner.plan.flagging.records import Flag


@dataclass(frozen=True, kw_only=True)
class RecordRef:
    """A place in the input: a row of a table by its key, and the column with its value that matters there.

    `table` is the name of its file. A key of several columns is their values with a blank between them. `value` is written
    as in the file; None where no single cell is meant.
    """

    table: str
    key: str
    column: str | None = None
    value: str | None = None

    @property
    def place(self) -> tuple[str, str]:
        """Table and key, by which records are told apart and sorted."""
        return self.table, self.key


class Category(StrEnum):
    """Of what kind a cause is; of those that tie, the one named first is the label."""

    OWN_WORK = "own work"
    """The work itself takes until then, begun on the status date."""
    DEPENDENCY = "dependency"
    """The work of those that must come before takes until then, begun on the status date."""
    COMMITMENT = "commitment"
    """A start or a cutover is agreed."""
    READINESS = "readiness"
    """A milestone or a release date."""
    CALENDAR = "calendar"
    """A freeze, or the windows of a cluster."""
    OWN_CAPACITY = "own capacity"
    """A resource that nobody but the feeders of the contract holds, or that is not there yet."""
    COMPETITION = "competition"
    """A resource that others hold."""
    CHOICE = "choice"
    """No rule: the plan keeps it because of the price."""
    NO_ROUTE = "no route"
    """Somebody has no way off the contract."""


class Band(StrEnum):
    """What would take late days away."""

    CHOICE = "choice"
    """Another plan with all others where they are: no rule keeps these days."""
    OTHERS = "others"
    """Gone if nobody competed."""
    ALONE = "alone"
    """Late whoever else moves."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One migration of a path back from the contract.

    `via`: the precedences, or the group, by which the migration before it in the path waits for it. `lag_days` are those
    of the precedences in days of the portfolio; None for a group, and for the first step.
    """

    migration: str
    via: tuple[RecordRef, ...] = ()
    lag_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Holding:
    """Units of a resource that a migration holds on a day."""

    migration: str
    units: int


@dataclass(frozen=True, kw_only=True)
class Excess:
    """Days `[from_day, until_day)` on which so many units of a resource are missing."""

    from_day: int
    until_day: int
    units: int


@dataclass(frozen=True, kw_only=True)
class Overload:
    """How far a resource is over on the days of a shifted plan.

    `day` is the first day it is over, with the `capacity` it has then and who holds what of it; the shifted migrations
    themselves hold nothing. `excesses` are all days it is over.
    """

    day: int
    capacity: int
    holders: tuple[Holding, ...]
    excesses: tuple[Excess, ...]

    @property
    def units(self) -> int:
        """The most units that are missing on a day."""
        return max(excess.units for excess in self.excesses)

    @property
    def days(self) -> int:
        """Days on which units are missing."""
        return sum(excess.until_day - excess.from_day for excess in self.excesses)


@dataclass(frozen=True, kw_only=True)
class Blocker:
    """A record that the shifted plan of a day breaks.

    `path` leads from the migration that releases the contract back to the one that the record stops; `via` are the
    precedences by which that one waits for the record, where it is a milestone. It blocks the days `[since_day, until_day)`
    without a break; None: every day before as well. `opens_day`: the first day on which the record stops the migration no
    more, where it has such a day. `overload`: of a resource.
    """

    record: RecordRef
    category: Category
    path: tuple[Step, ...]
    since_day: int | None
    until_day: int
    opens_day: int | None = None
    via: tuple[RecordRef, ...] = ()
    lag_days: int | None = None
    overload: Overload | None = None

    @property
    def migration(self) -> str:
        """The migration that the record stops."""
        return self.path[-1].migration


@dataclass(frozen=True, kw_only=True)
class PushRow:
    """One row of the push table: what stops a contract from being off by a day.

    `day`: the first day without need that is asked for. `shifted`: the entries that move, no more than it takes; those
    fixed by a commitment stay. `blockers`: what the plan then breaks, none where it is free.
    """

    day: int
    shifted: tuple[PlannedMigration, ...]
    blockers: tuple[Blocker, ...]

    @property
    def free(self) -> bool:
        """Whether no rule stops it."""
        return not self.blockers


@dataclass(frozen=True, kw_only=True)
class Also:
    """A record that would hold so many days of a segment by itself, and the path on which it does."""

    record: RecordRef
    category: Category
    days: int
    path: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Segment:
    """Neighbouring late days `[from_day, until_day)` with one label.

    `cause` is what blocks its last day, None of days that are nobody's rule (choice, no route). `also`: others that would
    hold some of its days, most days first; together they would hold `remaining_days`. `band`: that of its last day.
    """

    band: Band
    category: Category
    from_day: int
    until_day: int
    cause: Blocker | None = None
    also: tuple[Also, ...] = ()
    remaining_days: int = 0

    @property
    def days(self) -> int:
        """How many late days it has."""
        return self.until_day - self.from_day

    @property
    def record(self) -> RecordRef | None:
        """The record of the cause."""
        return None if self.cause is None else self.cause.record


@dataclass(frozen=True, kw_only=True)
class ExactDay:
    """The least day without need: `day` with its `witness`, and `bound_day`, before which no plan of the kind has it off.

    Alone, the witness holds the feeders only.
    """

    day: int
    bound_day: int
    witness: Plan

    @property
    def proved(self) -> bool:
        """Whether no earlier day is possible."""
        return self.day <= self.bound_day


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The best plan found that has the contract off by a day while only its feeders move.

    `price_pounds`: what it costs more than the plan. At zero or less the plan is not the best. `proved`: no such plan is
    cheaper. `moved`: who has another start or mode.
    """

    day: int
    plan: Plan
    pounds: int
    price_pounds: int
    proved: bool
    moved: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ThreeDays:
    """How early a contract could be off: `others_fixed` ≥ `alone` ≥ `alone_any_mode`; the first two keep the modes."""

    others_fixed: ExactDay
    alone: ExactDay
    alone_any_mode: ExactDay


class Certificate(StrEnum):
    """What is proved about the reference day of a contract, whatever the plan.

    An explanation has one of the first two; the others come from asking what would clear it (`proof_of`).
    """

    CLEAR = "clear"
    """The plan itself has it off by then."""
    ALONE = "alone"
    """No plan at all has it off by then."""
    COMPETITION = "competition"
    """Alone it could be, but not together with certain others by their days."""
    PRICE = "price"
    """A plan has it off by then; what it costs more is known from both sides."""


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """Why a plan needs a contract until `needed_until_day`, and not only until `off_by_day` (both first days without need).

    `feeders`: the migrations that it can depend on. `days`: None of a contract without a way off. `segments`: the late days
    by cause, from the last day back; they add up to `late_days`. `choice`: what it would cost to have none of the days that
    no rule keeps; None where there are none, or no plan was found in time.
    """

    contract: str
    flag: Flag
    needed_until_day: int
    off_by_day: int
    feeders: tuple[str, ...]
    days: ThreeDays | None
    segments: tuple[Segment, ...]
    certificate: Certificate | None
    choice: Choice | None = None

    @property
    def better_plan(self) -> BetterPlan | None:
        """A plan that costs no more and has the contract off earlier, found on the way."""
        if self.choice is None or self.choice.price_pounds > 0:
            return None
        found = self.choice
        return BetterPlan(plan=found.plan, pounds=found.pounds, saved_pounds=-found.price_pounds)

    @property
    def late_days(self) -> int:
        """Days between the two."""
        return max(0, self.needed_until_day - self.off_by_day)

    @property
    def days_by_band(self) -> Mapping[Band, int]:
        """Late days by what would take them away."""
        if self.days is None:
            return {}
        late, off_by = self.needed_until_day, self.off_by_day
        others = min(late, max(self.days.others_fixed.day, off_by))
        alone = min(others, max(self.days.alone.day, off_by))
        return {Band.CHOICE: late - others, Band.OTHERS: others - alone, Band.ALONE: max(0, alone - off_by)}
