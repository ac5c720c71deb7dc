"""A portfolio as whole numbers: what every stage of the solver works on.

Milestones are composed away: a chain migration → milestone → migration becomes one arc with the lags added, and what
milestones alone demand becomes a gate day. Names are kept, so that every number leads back to its record.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.domain.rules import Rule
from planner.solver.model.cover import ContractCase


@dataclass(frozen=True)
class Use:
    """A demand on a resource (by position) on the days `[from_offset, until_offset)` after the start."""

    resource: int
    from_offset: int
    until_offset: int
    amount: int


@dataclass(frozen=True)
class ModeCase:
    """One way to run a migration. Offsets count from the start.

    `fixed_start_day`: where a commitment leaves this mode only one start (possibly before the status date). `start_pounds`:
    what a start on day 0 and each later one up to the horizon costs, where that is priced (`decomposition`).
    """

    id: str
    cutover_offset: int
    need_offset: int
    duration: int
    extra_pounds: int
    uses: tuple[Use, ...]
    fixed_start_day: int | None = None
    start_pounds: tuple[int, ...] = ()

    def pounds(self, start_day: int) -> int:
        """What the mode itself costs, begun on this day."""
        return self.extra_pounds + (self.start_pounds[start_day] if self.start_pounds else 0)

    @property
    def begun(self) -> bool:
        """Whether a commitment puts the start before the status date."""
        return self.fixed_start_day is not None and self.fixed_start_day < 0


@dataclass(frozen=True)
class MigrationCase:
    """A planned migration.

    Gates: no start before `start_gate_day`, no finish before `finish_gate_day` (milestones; None: no gate).
    `closed`: periods without cutover (freezes); `open`: periods to which cutovers are confined (wave windows; None:
    no confinement). `latest_start_day`, `latest_finish_day`: what successors outside a neighbourhood leave (see
    `planner.solver.model.parts`). `agreed_mode`: the mode a commitment names. `impossible`: commitments that
    contradict each other.
    """

    id: str
    modes: tuple[ModeCase, ...]
    release_day: int
    start_gate_day: int | None
    finish_gate_day: int | None
    deadline_day: int | None
    due_day: int
    benefit_pounds: int
    running_pounds: int
    closed: tuple[tuple[int, int], ...]
    open: tuple[tuple[int, int], ...] | None
    agreed_mode: str | None = None
    impossible: bool = False
    latest_start_day: int | None = None
    latest_finish_day: int | None = None

    def delay_pounds(self, cutover_day: int) -> int:
        """The delay term of a cutover on this day."""
        late = max(0, cutover_day - self.due_day)
        return self.benefit_pounds * late + self.running_pounds * max(0, cutover_day)


@dataclass(frozen=True)
class Arc:
    """`successor`'s end lies no earlier than `predecessor`'s end plus `lag_days`; ends: finish or start."""

    predecessor: int
    successor: int
    from_finish: bool
    to_finish: bool
    lag_days: int

    def start_lag(self, before: ModeCase, after: ModeCase) -> int:
        """The same as a lag between the two starts."""
        return self.lag_days + (before.duration if self.from_finish else 0) - (after.duration if self.to_finish else 0)


@dataclass(frozen=True)
class GroupCase:
    """Migrations (by position) that cut over together, or apart at a price per day (None: never apart).

    `fixed_cutovers`: cutovers of members outside a neighbourhood.
    """

    members: tuple[int, ...]
    bridge_pounds_per_day: int | None
    fixed_cutovers: tuple[int, ...] = ()


@dataclass(frozen=True)
class ResourceCase:
    """Capacity as steps `(from_day, capacity)`; the first step begins on day 0."""

    id: str
    steps: tuple[tuple[int, int], ...]

    @property
    def most(self) -> int:
        """The largest capacity of any day."""
        return max(capacity for _, capacity in self.steps)

    def pieces(self, horizon_day: int) -> list[tuple[int, int, int]]:
        """`(from, until, capacity)` up to the horizon."""
        days = [day for day, _ in self.steps] + [max(horizon_day, self.steps[-1][0] + 1)]
        return [(day, days[i + 1], capacity) for i, (day, capacity) in enumerate(self.steps)]


@dataclass(frozen=True)
class OptionLimit:
    """A limit that ties options of several contracts together: those used take no more than `most` of it in all.

    `rule`: the rule it comes from. `use`: what each option takes, by position of its contract and place in the chain.
    """

    rule: Rule
    most: int
    use: Mapping[tuple[int, int], int]

    @property
    def can_bind(self) -> bool:
        """Whether some choice of options breaks it."""
        return sum(self.use.values()) > self.most


@dataclass(frozen=True)
class Instance:
    """Everything the solver needs. Positions in the tuples are the identities. `limits`: those on options that can bind."""

    horizon_day: int
    migrations: tuple[MigrationCase, ...]
    contracts: tuple[ContractCase, ...]
    arcs: tuple[Arc, ...]
    groups: tuple[GroupCase, ...]
    resources: tuple[ResourceCase, ...]
    limits: tuple[OptionLimit, ...] = ()
    cover_first: bool = False

    @cached_property
    def releases(self) -> tuple[tuple[int, ...], ...]:
        """The contracts (by position) every migration releases."""
        found: list[list[int]] = [[] for _ in self.migrations]
        for position, contract in enumerate(self.contracts):
            for migration in contract.releasing:
                found[migration].append(position)
        return tuple(tuple(contracts) for contracts in found)

    @property
    def couples_options(self) -> bool:
        """Whether limits tie the contracts' options together."""
        return bool(self.limits)
