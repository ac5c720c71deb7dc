"""Migrations: what moves, in which phases and modes, in what order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planner.domain.provenance import Record

STANDARD_MODE = "standard"
"""The mode every migration has: its own profile at no extra cost."""


@dataclass(frozen=True)
class Demand:
    """What a phase takes of a resource on each of its days.

    `resource` is a resource id, or a resource kind that stands for the resource of that kind in the migration's cluster.
    """

    resource: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One step of a migration; phases follow each other without a gap. Demands are kept by resource.

    `early_days` and `late_days` are the P10 and P90 of the length, `days` its P50. None: the spread of the policy.
    """

    name: str
    days: int
    demands: tuple[Demand, ...] = ()
    early_days: int | None = None
    late_days: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "demands", tuple(sorted(self.demands, key=lambda demand: demand.resource)))


@dataclass(frozen=True, kw_only=True)
class PhaseProfile(Record):
    """Ordered contiguous phases.

    `cutover_phase` is the name of the phase that ends in the cutover. `legacy_days` is how long the legacy contract is
    still needed after the cutover day, in calendar days. Not `legacy_stated`: they are the days of the phases after the
    cutover. It is then needed until the first day after the last phase, whatever days the phases count.
    """

    id: str
    name: str
    phases: tuple[Phase, ...]
    cutover_phase: str
    legacy_days: int
    legacy_stated: bool = True

    @property
    def cutover_offset_days(self) -> int:
        """Days from the start to the cutover day, which is the first day after the cutover phase."""
        total = 0
        for phase in self.phases:
            total += phase.days
            if phase.name == self.cutover_phase:
                return total
        raise ValueError(f"profile {self.id} has no phase {self.cutover_phase}")

    @property
    def duration_days(self) -> int:
        """Days from the start to the end of the last phase."""
        return sum(phase.days for phase in self.phases)

    def offset_days(self, anchor: Anchor) -> int:
        """Days from the start to an anchor."""
        if anchor is Anchor.START:
            return 0
        return self.cutover_offset_days if anchor is Anchor.CUTOVER else self.duration_days


DEFAULT_PROFILE = PhaseProfile(
    id="default",
    name="Default profile, used where a migration names none",
    phases=(
        Phase(name="prepare", days=60),
        Phase(name="build", days=120),
        Phase(name="test", days=60),
        Phase(name="cutover", days=14),
        Phase(name="parallel run", days=60),
    ),
    cutover_phase="cutover",
    legacy_days=60,
)


@dataclass(frozen=True, kw_only=True)
class Migration(Record):
    """The move of one organisation's services to a cluster, releasing one or more contracts.

    `release_date`: no start before it. `due_date`: wished cutover, priced by `benefit_pounds_per_day` for each day after
    it (counted from the status date where no due date is stated). `deadline_date`: latest cutover, hard.
    `running_pounds_per_day`: cost of staying on the legacy side for each day from the status date to the cutover.
    """

    id: str
    organisation: str
    cluster: str
    services: tuple[str, ...] = ()
    releases: tuple[str, ...] = ()
    release_date: date | None = None
    due_date: date | None = None
    deadline_date: date | None = None
    profile: str = DEFAULT_PROFILE.id
    benefit_pounds_per_day: int = 0
    running_pounds_per_day: int = 0


@dataclass(frozen=True, kw_only=True)
class Mode(Record):
    """Another way to run a migration: another profile at an extra cost."""

    migration: str
    id: str
    profile: str
    extra_pounds: int = 0


class Anchor(StrEnum):
    """The days of a migration that precedences and prices count from; all three of a milestone are its one day."""

    START = "start"
    CUTOVER = "cutover"
    """The first day after the cutover phase."""
    FINISH = "finish"
    """The first day after the last phase."""


AnchorDays = tuple[tuple[Anchor, int], ...]
"""At most one day for each anchor, in the order of `Anchor`."""


class PrecedenceKind(StrEnum):
    """Which anchor of the predecessor a precedence leaves, and at which of the successor it arrives."""

    FINISH_START = "FS"
    START_START = "SS"
    FINISH_FINISH = "FF"
    START_FINISH = "SF"
    CUTOVER_START = "CS"
    CUTOVER_CUTOVER = "CC"
    START_CUTOVER = "SC"
    FINISH_CUTOVER = "FC"
    CUTOVER_FINISH = "CF"

    @property
    def leaves(self) -> Anchor:
        """The anchor of the predecessor."""
        return ANCHOR_BY_LETTER[self.value[0]]

    @property
    def arrives(self) -> Anchor:
        """The anchor of the successor."""
        return ANCHOR_BY_LETTER[self.value[1]]


ANCHOR_BY_LETTER: Mapping[str, Anchor] = {"S": Anchor.START, "C": Anchor.CUTOVER, "F": Anchor.FINISH}


@dataclass(frozen=True, kw_only=True)
class Precedence(Record):
    """The successor's anchor named second lies no earlier than the predecessor's anchor named first plus `lag_days`.

    Anchors are days (see `Anchor`), whatever the modes of the two.
    """

    predecessor: str
    successor: str
    kind: PrecedenceKind = PrecedenceKind.FINISH_START
    lag_days: int = 0
    explanation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Group(Record):
    """Migrations that cut over together.

    With `bridge_pounds_per_day` they may be split at that price for each day between the first and the last cutover;
    None means they must share one cutover day.
    """

    id: str
    migrations: tuple[str, ...]
    name: str | None = None
    bridge_pounds_per_day: int | None = None
