"""What the sampled futures say of contracts, departments, migrations, milestones, drivers and answers, as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from planner.plan.plan_file.document import plan_digest
from planner.present.tables.column import Column, Kind
from planner.present.tables.risk.assumption_table import assumption_table
from planner.present.tables.risk.curve_tables import ENDS, EXPOSURE, curve_table, dearest_contracts
from planner.present.tables.rules.family_column import family_column
from planner.present.tables.table import Table, csv_text, json_text, plain_rows
from planner.writing import Content

if TYPE_CHECKING:
    from planner.risk.records import (
        AnswerRisk,
        AssumptionRisk,
        ContractDriver,
        ContractRisk,
        Convergence,
        DepartmentRisk,
        DriverRisk,
        MigrationRisk,
        MilestoneRisk,
        MitigationRisk,
        StartRisk,
    )
    from planner.risk.risk import Risk

MARK = "risk.json"
"""The file that tells a folder with a risk."""
FORM = "planner risk"
"""What that file says of its format."""

CONTRACTS: tuple[Column[ContractRisk], ...] = (
    Column("answer", "Decided", shown=False),
    Column("contract", "Contract", Kind.NAME),
    Column("flag", "Flag", Kind.FLAG),
    Column("no_route", "No way off", shown=False),
    Column("covered_until_date", "Covered until", Kind.DATE),
    Column("needed_until_planned_date", "Needed until, planned", Kind.DATE),
    Column("p50_date", "P50", Kind.DATE, spare=True),
    Column("p80_date", "P80", Kind.DATE),
    Column("p95_date", "P95", Kind.DATE, spare=True),
    Column("uncovered_probability", "Uncovered", Kind.WHOLE_SHARE),
    Column("uncovered_probability_error", "±", Kind.SHARE, spare=True),
    Column("uncovered_days_mean", "Uncovered days, mean", shown=False),
    Column("exposure_pounds_mean", "Exposure, mean", Kind.MONEY),
    Column("exposure_pounds_error", "±", Kind.MONEY, spare=True),
    Column("p95_pounds", "Exposure, P95", Kind.MONEY, spare=True),
    Column("horizon_share", "Beyond the horizon", Kind.SHARE, shown=False),
    Column("tolerance", "Tolerated", Kind.WHOLE_SHARE, shown=False),
    Column("within", "Tolerance", spare=True),
)
DEPARTMENTS: tuple[Column[DepartmentRisk], ...] = (
    Column("department", "Department", Kind.NAME),
    Column("contracts", "Contracts", Kind.NUMBER),
    Column("any_uncovered_probability", "Any uncovered", Kind.WHOLE_SHARE),
    Column("any_uncovered_probability_error", "±", Kind.SHARE),
    Column("exposure_pounds_mean", "Exposure, mean", Kind.MONEY),
    Column("tolerance", "Tolerated", Kind.WHOLE_SHARE),
    Column("within", "Tolerance"),
)
MIGRATIONS: tuple[Column[MigrationRisk], ...] = (
    Column("migration", "Migration", Kind.NAME),
    Column("cutover_planned_date", "Cutover, planned", Kind.DATE),
    Column("p10_date", "P10", Kind.DATE),
    Column("p50_date", "P50", Kind.DATE),
    Column("p80_date", "P80", Kind.DATE),
    Column("p90_date", "P90", Kind.DATE),
    Column("planned_percentile", "By the planned day", Kind.WHOLE_SHARE),
    Column("moved_by_queue_days_mean", "Days queued, mean", of=lambda row: round(row.moved_by_queue_days_mean, 1)),
    Column("frozen_share", "Moved by freezes or windows", Kind.WHOLE_SHARE),
    Column("deadline_missed_probability", "Deadline missed", Kind.WHOLE_SHARE, sparse=True),
)
MILESTONES: tuple[Column[MilestoneRisk], ...] = (
    Column("milestone", "Milestone", Kind.NAME),
    Column("planning_date", "The plan assumes", Kind.DATE),
    Column("p10_date", "P10", Kind.DATE),
    Column("p50_date", "P50", Kind.DATE),
    Column("p90_date", "P90", Kind.DATE),
    Column("planned_percentile", "By that day", Kind.WHOLE_SHARE),
    Column("held_still", "Held still"),
)
DRIVERS: tuple[Column[DriverRisk], ...] = (
    Column("kind", "Kind", Kind.NAME),
    Column("id", "Driver", Kind.NAME),
    Column("pounds", "Costs", Kind.MONEY),
    Column("error", "±", Kind.MONEY),
    Column("uncovered_contracts", "Uncovered contracts", of=lambda row: round(row.uncovered_contracts, 2)),
    Column("days", "Days of cutovers, mean", of=lambda row: round(row.days, 1)),
)
CONTRACT_DRIVERS: tuple[Column[ContractDriver], ...] = (
    Column("contract", "Contract", Kind.NAME),
    Column("rank", "Rank", Kind.NUMBER, shown=False),
    Column("kind", "Kind", Kind.NAME),
    Column("id", "Driver", Kind.NAME),
    Column("pounds", "Costs", Kind.MONEY),
    Column("error", "±", Kind.MONEY),
    Column("days", "Days of need, mean", of=lambda row: round(row.days, 1)),
)
MITIGATIONS: tuple[Column[MitigationRisk], ...] = (
    Column("event", "Event", Kind.NAME),
    Column("mitigation", "Mitigation", spare=True),
    Column("saves_pounds", "Saves", Kind.MONEY),
    Column("error", "±", Kind.MONEY),
    Column("price_pounds", "Price", Kind.MONEY),
    Column("worth_pounds", "Worth after its price", Kind.MONEY),
    Column("at_most", "At most"),
    Column("uncovered_contracts", "Uncovered contracts", of=lambda row: round(row.uncovered_contracts, 2), spare=True),
)
STARTS: tuple[Column[StartRisk], ...] = (
    Column("start", "Migrations begin", Kind.NAME),
    Column("draws", "Draws", Kind.NUMBER, shown=False),
    Column("plan_pounds", "The plan's options", Kind.MONEY),
    Column("plan_error", "±", Kind.MONEY, spare=True),
    Column("commit_now_pounds", "Commit now", Kind.MONEY),
    Column("commit_now_error", "±", Kind.MONEY, spare=True),
    Column("delay_pounds", "Delay", Kind.MONEY),
    Column("bridges_pounds", "Bridges", Kind.MONEY, shown=False),
    Column("earlier_days", "Days earlier, mean", of=lambda row: round(row.earlier_days, 1)),
    Column("saves_pounds", "Saves in all", Kind.MONEY),
    Column("saves_error", "±", Kind.MONEY),
)
ANSWERS: tuple[Column[AnswerRisk], ...] = (
    Column("answer", "Decided", Kind.NAME),
    Column("mean_pounds", "Expected cost", Kind.MONEY),
    Column("error", "±", Kind.MONEY),
    Column("p50", "P50", Kind.MONEY, spare=True),
    Column("p80", "P80", Kind.MONEY),
    Column("p95", "P95", Kind.MONEY),
    Column("cvar", "Worst twentieth", Kind.MONEY, spare=True),
    Column("extensions_pounds", "Extensions", Kind.MONEY),
    Column("exposure_pounds", "Exposure", Kind.MONEY),
    Column("no_route_pounds", "No way off", Kind.MONEY, shown=False),
    Column("delay_pounds", "Delay", Kind.MONEY, shown=False),
    Column("bridges_pounds", "Bridges", Kind.MONEY, shown=False),
    Column("uncovered_contracts", "Uncovered contracts", of=lambda row: round(row.uncovered_contracts, 1)),
)
CONVERGENCE: tuple[Column[Convergence], ...] = (
    Column("draws", "Draws", Kind.NUMBER),
    Column("mean_pounds", "Expected cost", Kind.MONEY),
    Column("error", "±", Kind.MONEY),
)


@dataclass(frozen=True)
class RiskTable:
    """One table of a risk: its title for people, its columns, and its rows."""

    title: str
    columns: tuple[Column[Any], ...]
    rows: Callable[[Risk], Sequence[Any]]

    def of(self, risk: Risk) -> Table[Any]:
        """The table of a risk."""
        portfolio = risk.case.portfolio
        return Table(
            columns=(*self.columns, family_column(risk.uncertainty.family)),
            rows=self.rows(risk),
            currency=portfolio.currency,
            marking=portfolio.marking,
        )


def _decided(answer: str) -> Callable[[Risk], Sequence[Any]]:
    return lambda risk: [row for row in risk.contracts if row.answer == answer]


RISK_TABLES: Mapping[str, RiskTable] = {
    "answers": RiskTable("What it costs, by how extensions are decided", ANSWERS, lambda risk: risk.answers),
    "contracts": RiskTable("Contracts with the plan's options", CONTRACTS, _decided("the plan's options")),
    "everything": RiskTable(
        "Contracts with everything that can still be bought", CONTRACTS, _decided("extend everything")
    ),
    "departments": RiskTable("Departments with the plan's options", DEPARTMENTS, lambda risk: risk.departments),
    "migrations": RiskTable("Cutovers", MIGRATIONS, lambda risk: risk.migrations),
    "milestones": RiskTable("Open milestones", MILESTONES, lambda risk: risk.milestones),
    "drivers": RiskTable("What would be saved if one thing were certain", DRIVERS, lambda risk: risk.drivers),
    "contract_drivers": RiskTable(
        "The strongest drivers of each contract", CONTRACT_DRIVERS, lambda risk: risk.contract_drivers
    ),
    "mitigations": RiskTable("What mitigations are worth", MITIGATIONS, lambda risk: risk.mitigations),
    "starts": RiskTable("By when migrations may begin", STARTS, lambda risk: risk.starts),
    "exposure": RiskTable("Exposure by financial quarter", EXPOSURE, lambda risk: risk.quarters),
    "ends": RiskTable("How likely each end of cover is too early", ENDS, lambda risk: risk.ends),
    "convergence": RiskTable("The plan's options, by draws", CONVERGENCE, lambda risk: risk.convergence),
}
"""Every table by its name, as files and options have it."""
CHARTS = tuple(
    f"{name}.{suffix}" for name in ("exposure", "drivers", "curves", "assumptions") for suffix in ("svg", "png")
)
NAMES = (MARK, *(f"{name}.csv" for name in RISK_TABLES), "curves.csv", "assumptions.csv", *CHARTS)
"""All files that may be written."""


def risk_as_json(risk: Risk) -> dict[str, object]:
    """Everything but the draws themselves."""
    settings, uncertainty = risk.settings, risk.uncertainty
    return {
        "format": FORM,
        "marking": risk.case.portfolio.marking,
        "plan": plan_digest(risk.case),
        "draws": risk.draws,
        "interrupted": risk.interrupted,
        "seed": settings.seed,
        "range": settings.range,
        "range_family": uncertainty.family,
        "spread": settings.spread,
        "outside_view": settings.outside_view,
        "as_early_as_possible": settings.as_early_as_possible,
        "programme_share": uncertainty.programme_share,
        "cluster_shares": uncertainty.cluster_shares,
        "warning_days": uncertainty.warning_days,
        "held_still": {
            "count": risk.still.count,
            "milestones": risk.still.milestones,
            "phases": risk.still.phases,
            "contracts": risk.still.contracts,
        },
        "cut_leads": risk.cut_leads,
        **{name: plain_rows(table.of(risk)) for name, table in RISK_TABLES.items()},
    }


def risk_files(risk: Risk, contracts: Sequence[str] = (), assumed: Sequence[AssumptionRisk] = ()) -> dict[str, Content]:
    """Every table as CSV, everything as JSON, and the charts, by name.

    `contracts`: those whose curves are drawn; without any the dearest ones. `assumed`: the answer under
    other assumptions. Without matplotlib there are no charts.
    """
    chosen = contracts or dearest_contracts(risk)
    files: dict[str, Content] = {MARK: json_text(risk_as_json(risk)) + "\n"}
    files |= {f"{name}.csv": csv_text(table.of(risk)) for name, table in RISK_TABLES.items()}
    files["curves.csv"] = csv_text(curve_table(risk, chosen))
    if assumed:
        files["assumptions.csv"] = csv_text(assumption_table(risk.case.portfolio, assumed))
    return files | _charts(risk, chosen, assumed)


def _charts(risk: Risk, contracts: Sequence[str], assumed: Sequence[AssumptionRisk]) -> dict[str, Content]:
    """The pictures that have something to show."""
    try:
        from planner.present.charts.risk import risk_pictures
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != "matplotlib":
            raise
        return {}
    return risk_pictures.risk_pictures(risk, contracts, assumed)
