"""Small portfolios as records of their own, and as the tables that a person would type. No code of the planner is used.

Days are counted from 1 January 2027. Every portfolio has one profile: it builds, cuts over, and runs in parallel.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

STATUS = date(2027, 1, 1)
HORIZON = date(2032, 6, 23)
MONTHS = 12


def iso(day: int) -> str:
    return (STATUS + timedelta(days=day)).isoformat()


def day_of(text: str) -> int:
    return (date.fromisoformat(text) - STATUS).days


def months_after(day: int, months: int) -> int:
    """The same day of the month, so many months later; the first of the month after where it has no such day."""
    begin = STATUS + timedelta(days=day)
    count = begin.year * MONTHS + begin.month - 1 + months
    year, month = divmod(count, MONTHS)
    try:
        found = date(year, month + 1, begin.day)
    except ValueError:
        found = date(year + (month + 1) // MONTHS, (month + 1) % MONTHS + 1, 1)
    return (found - STATUS).days


@dataclass(frozen=True, kw_only=True)
class Mitigation:
    """What is left of an event once its pounds are spent."""

    pounds: int
    probability: float
    percent: int = 100


@dataclass(frozen=True, kw_only=True)
class Event:
    """It happens or not, and then delays what it affects by its days. On its known day everybody knows."""

    id: str
    probability: float
    days: int
    affects: tuple[str, ...]
    known_day: int
    mitigation: Mitigation | None = None


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """`spread`: days from P10 to P50 and from P50 to P90; None: only events move it."""

    id: str
    day: int
    cluster: str = "NORTH"
    spread: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Gate:
    """FS binds the first day of the migration, FF its last one."""

    milestone: str
    migration: str
    kind: str = "FS"
    lag: int = 0


@dataclass(frozen=True, kw_only=True)
class Migration:
    id: str
    organisation: str
    contract: str
    cluster: str = "NORTH"


@dataclass(frozen=True, kw_only=True)
class Option:
    """`least`: days that have to be paid at least; None: the whole length. `notice` None: that of the contract."""

    id: str
    months: int
    annual_pounds: int
    least: int | None = None
    notice: int | None = None
    agreement: float = 1.0

    @property
    def pounds(self) -> int:
        """The price of the whole length; years are such that months cost whole pounds."""
        return self.annual_pounds * self.months // MONTHS


@dataclass(frozen=True, kw_only=True)
class Contract:
    """`last_day`: the last one in force. `lead`: the days of internal approval before notice."""

    id: str
    organisation: str
    last_day: int
    exposure: int
    notice: int
    lead: int = 0
    options: tuple[Option, ...] = ()

    def ends(self, taken: int) -> int:
        """The first day without cover where so many options are taken."""
        return months_after(self.last_day + 1, sum(option.months for option in self.options[:taken]))

    def last_day_to_decide(self, link: int) -> int:
        own = self.options[link].notice
        return self.ends(link) - 1 - (self.notice if own is None else own) - self.lead

    def pounds(self, taken: int, needed: int) -> int:
        """The price of so many options: the last one can end early where it has fewer least days."""
        if not taken:
            return 0
        last, length = self.options[taken - 1], self.ends(taken) - self.ends(taken - 1)
        least = length if last.least is None else last.least
        used = min(length, max(least, needed - self.ends(taken - 1)))
        a_day = -(-last.pounds // length)
        own = last.pounds if used == length else min(last.pounds, used * a_day)
        return sum(option.pounds for option in self.options[: taken - 1]) + own

    def cost(self, taken: int, needed: int) -> int:
        return self.pounds(taken, needed) + self.exposure * self.bare(taken, needed)

    def bare(self, taken: int, needed: int) -> int:
        """Days of need without cover."""
        return max(0, needed - self.ends(taken))


@dataclass(frozen=True, kw_only=True)
class Small:
    """A portfolio. `crew`: one crew builds, one migration at a time. `limit`: negotiations at a time."""

    contracts: tuple[Contract, ...]
    migrations: tuple[Migration, ...]
    milestones: tuple[Milestone, ...]
    gates: tuple[Gate, ...]
    events: tuple[Event, ...]
    build: int = 60
    cutover: int = 5
    parallel: int = 30
    crew: bool = False
    freeze: tuple[int, int] | None = None
    limit: int | None = None
    warning: int = 0
    skill: float = 0.0
    shares: tuple[float, float] = (0.2, 0.3)

    def write(self, folder: Path) -> None:
        """The tables, as a person would type them."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self._tables():
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows(rows)

    def _tables(self) -> Iterator[tuple[str, list[Sequence[object]]]]:
        organisations = sorted({contract.organisation for contract in self.contracts})
        clusters = sorted({milestone.cluster for milestone in self.milestones} | {"NORTH"})
        yield "portfolio", _settings(name="case", status_date=STATUS, horizon_date=HORIZON)
        yield "policy", _settings(**self._policy())
        yield "clusters", [("id", "name"), *((id, id.title()) for id in clusters)]
        yield "organisations", [("id", "name", "cluster"), *((id, id.title(), "NORTH") for id in organisations)]
        yield "contracts", [_CONTRACT, *map(_contract, self.contracts)]
        yield "options", [_OPTION, *_options(self.contracts)]
        yield "milestones", [_MILESTONE, *map(_milestone, self.milestones)]
        yield "migrations", [_MIGRATION, *map(_migration, self.migrations)]
        yield "precedences", [_GATE, *((g.milestone, g.migration, g.kind, g.lag) for g in self.gates)]
        yield "profiles", [("id", "name", "cutover_phase"), ("usual", "Usual", "cutover")]
        days = enumerate(zip(("build", "cutover", "parallel"), (self.build, self.cutover, self.parallel), strict=True))
        yield "phases", [("profile", "sequence", "name", "days"), *(("usual", i + 1, *row) for i, row in days)]
        if self.events:
            yield "risk_drivers", [_EVENT, *map(_event, self.events)]
        if self.crew:
            yield "resources", [("id", "name", "capacity"), ("crew", "Crew", 1)]
            yield "demands", [("profile", "phase", "resource", "amount"), ("usual", "build", "crew", 1)]
        if self.freeze:
            dates = [iso(day) for day in self.freeze]
            yield "freezes", [("id", "from_date", "until_date", "scope"), ("CLOSING", *dates, "everyone")]

    def _policy(self) -> dict[str, object]:
        found = {"buffer_days": 10, "alert_window_days": 30, "bridge_lead_days": 60}
        limit = {} if self.limit is None else {"negotiation_limit": self.limit}
        return (
            found
            | limit
            | {
                "warning_days": self.warning,
                "forecast_skill": self.skill,
                "programme_share": self.shares[0],
                "cluster_share": self.shares[1],
            }
        )


_CONTRACT = (
    "id", "name", "buyer", "organisations", "expiry_date", "annual_price_pounds",
    "exposure_pounds_per_day", "notice_unit", "internal_lead_days", "notice",
)  # fmt: skip
_OPTION = (
    "id", "contract", "sequence", "kind", "months", "annual_price_pounds",
    "minimum_commitment_days", "notice", "agreement_probability",
)  # fmt: skip
_MILESTONE = ("id", "name", "cluster", "forecast_date", "early_date", "likely_date", "late_date")
_MIGRATION = ("id", "organisation", "cluster", "releases", "profile")
_GATE = ("predecessor", "successor", "kind", "lag_days")
_EVENT = (
    "id", "name", "probability", "early_days", "likely_days", "late_days", "affects", "known_date",
    "mitigation", "mitigation_pounds", "mitigated_probability", "mitigated_percent",
)  # fmt: skip


def _settings(**values: object) -> list[Sequence[object]]:
    return [("setting", "value"), *values.items()]


def _contract(item: Contract) -> Sequence[object]:
    price = (60_000, item.exposure, "days", item.lead, item.notice)
    return (item.id, item.id.title(), item.organisation, item.organisation, iso(item.last_day), *price)


def _options(contracts: Iterable[Contract]) -> Iterator[Sequence[object]]:
    for contract in contracts:
        for place, item in enumerate(contract.options, 1):
            kind = "modification" if item.agreement < 1 else "option"
            rest = (_stated(item.least), _stated(item.notice), item.agreement if item.agreement < 1 else "")
            yield item.id, contract.id, place, kind, item.months, item.annual_pounds, *rest


def _stated(value: object) -> object:
    return "" if value is None else value


def _milestone(item: Milestone) -> Sequence[object]:
    if item.spread is None:
        return item.id, item.id.title(), item.cluster, iso(item.day), "", "", ""
    days = (item.day - item.spread[0], item.day, item.day + item.spread[1])
    return item.id, item.id.title(), item.cluster, "", *(iso(day) for day in days)


def _migration(item: Migration) -> Sequence[object]:
    return item.id, item.organisation, item.cluster, item.contract, "usual"


def _event(item: Event) -> Sequence[object]:
    known, affects = iso(item.known_day), ";".join(item.affects)
    row = (item.id, item.id.lower(), item.probability, item.days, item.days, item.days, affects, known)
    left = item.mitigation
    return (*row, *(("", "", "", "") if left is None else ("do it", left.pounds, left.probability, left.percent)))
