"""The Gantt chart of a plan as data: rows with bars and markers, and bands behind them; nothing here draws."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from html import escape

from planner.domain.provenance import Provenance
from planner.plan.flagging.records import Flag
from planner.plan.reasons import Reason


class RowKind(StrEnum):
    """What a row is about."""

    CONTRACT = "contract"
    MIGRATION = "migration"
    MILESTONE = "milestone"


class BarKind(StrEnum):
    """What a bar says about its days."""

    IN_FORCE = "in force"
    """The contract's own term."""
    EXTENDED = "extended"
    """Kept in force by an extension option."""
    IDLE = "idle cover"
    """In force or extended, but nobody needs it any more."""
    UNCOVERED = "uncovered"
    """Needed, and not in force."""
    PHASE = "phase"
    """A phase of a migration up to and including its cutover phase."""
    AFTER_CUTOVER = "after cutover"
    """A phase of a migration after its cutover day, for instance the parallel run."""
    LEGACY_NEEDED = "legacy needed"
    """The days after the cutover on which the migration still needs the contracts it releases."""
    FORECAST_RANGE = "forecast range"
    """From the early to the late date of a milestone."""


class MarkerKind(StrEnum):
    """What happens on the day of a marker."""

    EXPIRY = "expiry"
    """Last day in force before any extension."""
    NOTICE = "last day for notice"
    DECISION = "last day to decide"
    CUTOVER = "cutover"
    DUE = "due date"
    DEADLINE = "deadline"
    MILESTONE = "milestone"
    RULE = "day of a rule"
    """The day on which to look at an option that no act asks for, since the plan does without it."""


class BandKind(StrEnum):
    """What a band behind the rows says."""

    FREEZE = "freeze"
    WAVE_WINDOW = "wave window"
    CLOSED = "closed days"


@dataclass(frozen=True, kw_only=True)
class Bar:
    """Days `[from_day, until_day)` of one kind.

    `label` is the name of the phase, or the id of the option. `pounds` is what the days cost: for an option its price,
    told once, on the first bar of the option; for uncovered days the exposure; None: nothing is priced here.
    """

    kind: BarKind
    label: str
    from_day: int
    until_day: int
    option: str | None = None
    pounds: int | None = None
    note: str = ""

    @property
    def days(self) -> int:
        """Length in days."""
        return self.until_day - self.from_day


@dataclass(frozen=True, kw_only=True)
class Marker:
    """A single day. `settled` is False where the day belongs to a right the plan does not use, or is only forecast.

    `act_day` is the working day to act by where `day` is a last day; `urgent`: a decision whose acting day lies in the alert
    window; `verb` says on its flag what is to be done; `assumed`: the day rests on a
    figure that nobody stated. `threshold`: what the rule of its option looks at on that day, blank where it has none.
    """

    kind: MarkerKind
    day: int
    label: str
    settled: bool = True
    note: str = ""
    act_day: int | None = None
    urgent: bool = False
    verb: str = "decide"
    assumed: bool = False
    threshold: str = ""

    @property
    def is_flag(self) -> bool:
        """Whether it is drawn as a flag with its day on it."""
        return self.settled and self.kind in (MarkerKind.DECISION, MarkerKind.RULE)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of a row's details."""

    label: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """The headings a row stands under ("" for none), and all it concerns: a shared contract concerns several."""

    cluster: str
    department: str
    clusters: tuple[str, ...]
    departments: tuple[str, ...]
    organisations: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class RowFlag:
    """The flag of a row, why, and what to do; `flag` is None where no flag applies."""

    flag: Flag | None = None
    reason: str = ""
    action: str = ""


@dataclass(frozen=True, kw_only=True)
class Before:
    """Where a row stood in the plan that the chart is compared with: days `[from_day, until_day)`.

    `moved_days`: how much later its cutover (of a migration) or its last day covered (of a contract) is now. `unchanged`:
    the row stands where it stood, and no outline is drawn.
    """

    from_day: int
    until_day: int
    moved_days: int
    unchanged: bool = False


@dataclass(frozen=True, kw_only=True)
class CutoverRange:
    """The P10, P50 and P90 day of a cutover over sampled futures."""

    first_day: int
    middle_day: int
    last_day: int


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of the chart. `flag` of a migration is the gravest flag of the contracts it releases.

    `organisation` is the name of the organisation it belongs to. `under`: the contract whose row it stands below, None
    for a row that starts a band of its own. `act_day`: the first acting day of the register at this contract.
    `why`: why a contract is needed so late, where the plan was explained. `cutover_range`: of a migration, where risk was
    run.
    """

    id: str
    kind: RowKind
    name: str
    place: Place
    flag: RowFlag
    bars: tuple[Bar, ...]
    markers: tuple[Marker, ...]
    facts: tuple[Fact, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)
    organisation: str = ""
    under: str | None = None
    act_day: int | None = None
    needed_until_day: int | None = None
    before: Before | None = None
    why: Reason | None = None
    cutover_range: CutoverRange | None = None

    @property
    def title(self) -> str:
        """The name with its organisation, which is not said twice."""
        if not self.organisation or self.name.casefold().startswith(self.organisation.casefold()):
            return self.name
        return f"{self.name} · {self.organisation}"

    def days_of(self, kind: BarKind) -> int:
        """Days of all bars of one kind."""
        return sum(bar.days for bar in self.bars if bar.kind is kind)

    def first_marker(self, *kinds: MarkerKind) -> Marker | None:
        """The earliest settled marker of these kinds."""
        found = [marker for marker in self.markers if marker.kind in kinds and marker.settled]
        return min(found, key=lambda marker: marker.day, default=None)

    @property
    def pounds(self) -> int | None:
        """Sum of what the bars cost; None where no bar is priced."""
        priced = [bar.pounds for bar in self.bars if bar.pounds is not None]
        return sum(priced) if priced else None


@dataclass(frozen=True, kw_only=True)
class Band:
    """Days `[from_day, until_day)` on which cutovers are stopped (freeze, closed days) or accepted (wave window).

    `cluster` or `department` with `organisation` narrow it; all None: everyone.
    """

    kind: BandKind
    id: str
    from_day: int
    until_day: int
    cluster: str | None = None
    department: str | None = None
    organisation: str | None = None
    note: str = ""

    @property
    def stops_cutovers(self) -> bool:
        """Whether no cutover falls on its days."""
        return self.kind is not BandKind.WAVE_WINDOW


@dataclass(frozen=True, kw_only=True)
class Link:
    """That one row waits for another: from a day of the predecessor to the day of the successor that it holds back.

    `releases`: the successor is a contract, which is needed until the predecessor is over; else a migration or milestone.
    """

    predecessor: str
    successor: str
    from_day: int
    to_day: int
    words: str
    releases: bool = False


@dataclass(frozen=True, kw_only=True)
class Gantt:
    """Everything a chart shows. `[from_day, until_day)` is the shown range; bars may reach beyond it.

    Rows come grouped: by cluster in the order of the portfolio, then by department, then each contract with the migrations
    that release it. The names map ids to names. `department_flags` give departments the gravest flag of the contracts that
    serve them or their bodies. `marking` stands on every page, `baseline` names the plan that it is compared with.
    """

    title: str
    currency: str
    status_date: date
    from_day: int
    until_day: int
    rows: tuple[Row, ...]
    bands: tuple[Band, ...]
    cluster_names: tuple[tuple[str, str], ...]
    department_names: tuple[tuple[str, str], ...]
    department_flags: tuple[tuple[str, Flag], ...]
    footnote: str
    links: tuple[Link, ...] = ()
    marking: str = ""
    baseline: str = ""

    def _repr_html_(self) -> str:
        """The interactive page in a frame, for notebooks."""
        from planner.present.gantt.page.html import html_page

        page = escape(html_page(self), quote=True)
        return f'<iframe srcdoc="{page}" title="Gantt chart" style="width:100%;height:640px;border:0"></iframe>'

    @property
    def has_ranges(self) -> bool:
        """Whether some row tells the range of its cutover."""
        return any(row.cutover_range is not None for row in self.rows)

    @property
    def has_rules(self) -> bool:
        """Whether some row has the day of a rule."""
        return any(marker.kind is MarkerKind.RULE for row in self.rows for marker in row.markers)

    def date_of(self, day: int) -> date:
        """The date of a day number."""
        return self.status_date + timedelta(days=day)

    def day_of(self, calendar_date: date) -> int:
        """Day number of a date."""
        return (calendar_date - self.status_date).days

    def cluster_name(self, cluster: str) -> str:
        """Name of a cluster, for a heading."""
        return dict(self.cluster_names).get(cluster, cluster) or "No cluster"

    def department_name(self, department: str) -> str:
        """Name of a department, for a heading; milestones have none."""
        return dict(self.department_names).get(department, department) or "Milestones"
