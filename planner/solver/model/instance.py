"""A portfolio as whole numbers: what every stage of the solver works on.

Milestones are composed away: a chain migration → milestone → migration becomes one arc with the lags added, and what
milestones alone demand becomes a gate day. Names are kept, so that every number leads back to its record.

The days of migrations, arcs, groups and resources are positions on the day axis of the portfolio, and offsets are their
differences. The days of contracts, and those that prices count, are calendar days. Where calendar days are counted the two
are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from planner.domain.days.day_axis import DayAxis
from planner.domain.migrations import Anchor, AnchorDays
from planner.domain.rules import Rule, Term
from planner.solver.model.cover import ContractCase
from planner.solver.model.prices import DailyPrice, FixedPrice


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

    The need of its contracts ends `need_days` calendar days after the day at `need_offset`.
    `fixed_start_day`: where a commitment leaves this mode only one start (possibly before the status date). `start_pounds`:
    what a start on day 0 and each later one up to the horizon costs, where that is priced (`decomposition`).
    """

    id: str
    cutover_offset: int
    need_offset: int
    duration: int
    fixed: tuple[FixedPrice, ...]
    uses: tuple[Use, ...]
    fixed_start_day: int | None = None
    start_pounds: tuple[int, ...] = ()
    need_days: int = 0

    @property
    def fixed_pounds(self) -> int:
        """What the mode costs whatever its day."""
        return sum(price.pounds for price in self.fixed)

    def start_price(self, start_day: int) -> int:
        """What a start on this day costs where starts are priced."""
        return self.start_pounds[start_day] if self.start_pounds else 0

    def offset(self, anchor: Anchor) -> int:
        """Days from the start to an anchor."""
        if anchor is Anchor.START:
            return 0
        return self.cutover_offset if anchor is Anchor.CUTOVER else self.duration

    @property
    def begun(self) -> bool:
        """Whether a commitment puts the start before the status date."""
        return self.fixed_start_day is not None and self.fixed_start_day < 0


@dataclass(frozen=True)
class MigrationCase:
    """A planned migration.

    `latest_need_day`: no contract it releases may be needed beyond it (None: no limit; see `planner.solver.model.asked`).
    `gates`: no such anchor before its day (milestones). `daily`: prices of the days after an anchor. `closed`: periods
    without cutover (freezes); `open`: periods to which cutovers are confined (wave windows; None: no confinement).
    `latest`: no such anchor after its day, which is what successors outside a neighbourhood leave
    (see `planner.solver.model.neighbourhood`). `agreed_mode`: the mode a commitment names. `impossible`: commitments that
    contradict each other.
    """

    id: str
    modes: tuple[ModeCase, ...]
    release_day: int
    gates: AnchorDays
    deadline_day: int | None
    daily: tuple[tuple[Anchor, DailyPrice], ...]
    closed: tuple[tuple[int, int], ...]
    open: tuple[tuple[int, int], ...] | None
    agreed_mode: str | None = None
    impossible: bool = False
    latest_need_day: int | None = None
    latest: AnchorDays = ()

    def prices(self, mode: int, start_day: int, axis: DayAxis) -> Iterator[tuple[Term, int]]:
        """What it costs in a mode (by position) begun on a day, by term; a term may come more than once."""
        chosen = self.modes[mode]
        yield from ((price.term, price.pounds) for price in chosen.fixed)
        for anchor, price in self.daily:
            yield price.term, price.pounds(axis.day(start_day + chosen.offset(anchor)))
        if chosen.start_pounds:
            yield Term.MODES, chosen.start_price(start_day)


@dataclass(frozen=True)
class Arc:
    """The anchor at which it arrives lies no earlier in `successor` than the one it leaves in `predecessor`, plus lag."""

    predecessor: int
    successor: int
    leaves: Anchor
    arrives: Anchor
    lag_days: int

    def start_lag(self, before: ModeCase, after: ModeCase) -> int:
        """The same as a lag between the two starts."""
        return self.lag_days + before.offset(self.leaves) - after.offset(self.arrives)


@dataclass(frozen=True)
class GroupCase:
    """Migrations (by position) that cut over together, or, where they may be split, apart at prices per day.

    `fixed_cutovers`: cutovers of members outside a neighbourhood.
    """

    members: tuple[int, ...]
    may_split: bool
    spread: tuple[FixedPrice, ...] = ()
    fixed_cutovers: tuple[int, ...] = ()

    @property
    def spread_pounds_per_day(self) -> int:
        """The price of a day between the first and the last cutover."""
        return sum(price.pounds for price in self.spread)


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

    `rule`: the rule it comes from. `use`: what each option takes, by position of its contract and place in the chain; less
    than nothing where it gives. `exact`: they take `most`, no more and no less. `by_day`: pounds a day of
    options that take of it by the days that a plan pays for. `financial_year`: that of a budget.
    """

    rule: Rule
    most: int
    use: Mapping[tuple[int, int], int]
    exact: bool = False
    by_day: Mapping[tuple[int, int], int] = field(default_factory=dict)
    financial_year: int | None = None

    @property
    def can_bind(self) -> bool:
        """Whether some choice of options breaks it."""
        highest = sum(amount for amount in self.use.values() if amount > 0)
        lowest = sum(amount for amount in self.use.values() if amount < 0)
        return bool(self.by_day) or highest > self.most or (self.exact and lowest < self.most)

    def broken_by_all(self, contracts: Sequence[ContractCase]) -> bool:
        """Whether what is decided already breaks it, whatever a plan chooses."""
        low = high = 0
        for (c, j), amount in self.use.items():
            low += min(amount * (k > j) for k in contracts[c].prefixes)
            high += max(amount * (k > j) for k in contracts[c].prefixes)
        return low > self.most or (self.exact and high < self.most)


@dataclass(frozen=True)
class Instance:
    """Everything the solver needs. Positions in the tuples are the identities. `limits`: those on options that can bind.

    `axis`: the days of the portfolio; `horizon_day` is a calendar day.
    """

    horizon_day: int
    migrations: tuple[MigrationCase, ...]
    contracts: tuple[ContractCase, ...]
    arcs: tuple[Arc, ...]
    groups: tuple[GroupCase, ...]
    resources: tuple[ResourceCase, ...]
    limits: tuple[OptionLimit, ...] = ()
    cover_first: bool = False
    axis: DayAxis = field(default_factory=DayAxis)

    @cached_property
    def horizon_position(self) -> int:
        """The position of the first open day on or after the horizon."""
        return self.axis.position(self.horizon_day)

    def need_day(self, mode: ModeCase, start: int) -> int:
        """The first day on which a mode begun at a position no longer needs the contracts it releases."""
        return self.axis.day(start + mode.need_offset) + mode.need_days

    @cached_property
    def releases(self) -> tuple[tuple[int, ...], ...]:
        """The contracts (by position) every migration releases."""
        found: list[list[int]] = [[] for _ in self.migrations]
        for position, contract in enumerate(self.contracts):
            for migration in contract.releasing:
                found[migration].append(position)
        return tuple(tuple(contracts) for contracts in found)

    @property
    def contradictory(self) -> bool:
        """Whether no choice of options keeps the rules, whenever everybody moves."""
        alone = any(contract.contradictory for contract in self.contracts)
        return alone or any(limit.broken_by_all(self.contracts) for limit in self.limits)

    @property
    def couples_options(self) -> bool:
        """Whether limits tie the contracts' options together."""
        return bool(self.limits)
