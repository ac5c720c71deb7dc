"""A plan as pandas frames for notebooks; source, basis and confidence stand in every row that comes from a record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

import pandas as pd

from planner.domain.provenance import Provenance
from planner.domain.rules import Term
from planner.plan.plan_case import PlanCase
from planner.plan.schedule import ContractCover, ScheduledMigration
from planner.present.gantt.bar_tables import bar_records, csv_columns
from planner.present.gantt.build import bars
from planner.present.gantt.model import Gantt, Row, RowKind
from planner.present.tables.register_table import register_table
from planner.present.tables.resource_use import use_by_day, use_by_week

PROVENANCE_COLUMNS = ("source", "source_date", "basis", "confidence")


@dataclass(frozen=True)
class PlanFrames:
    """Everything a notebook looks at; dates are pandas timestamps, pounds and days whole numbers.

    `migrations`, `contracts`: one row each. `register`: every act, late ones first. `terms`: cost by term.
    `bars`: one row for each bar and marker of the Gantt chart. `use`: resources by day.
    """

    migrations: pd.DataFrame
    contracts: pd.DataFrame
    register: pd.DataFrame
    terms: pd.DataFrame
    bars: pd.DataFrame
    use: pd.DataFrame

    @cached_property
    def use_by_week(self) -> pd.DataFrame:
        """Resources by week, from Monday."""
        return use_by_week(self.use)

    def _repr_html_(self) -> str:
        shown = (("Cost by term", self.terms), ("Contracts", self.contracts), ("Register", self.register))
        return "".join(f"<h4>{title}</h4>{frame.to_html(max_rows=12, index=False)}" for title, frame in shown)


def plan_frames(case: PlanCase) -> PlanFrames:
    """The frames of a plan."""
    gantt = bars(case)
    rows = {(row.kind, row.id): row for row in gantt.rows}
    moves, covers = case.schedule.migrations.values(), case.schedule.contracts.values()
    return PlanFrames(
        migrations=frame_of(migration_record(case, move, rows[RowKind.MIGRATION, move.migration.id]) for move in moves),
        contracts=frame_of(contract_record(case, cover, rows[RowKind.CONTRACT, cover.contract.id]) for cover in covers),
        register=register_frame(case),
        terms=frame_of({"term": term.value, "pounds": pounds} for term, pounds in case.terms.items()),
        bars=bars_frame(gantt),
        use=use_by_day(case.portfolio, case.schedule),
    )


def bars_frame(gantt: Gantt) -> pd.DataFrame:
    """One row for each bar and marker; `first_date` and `last_date` are inclusive."""
    frame = pd.DataFrame(list(bar_records(gantt)), columns=list(csv_columns()))
    return _with_dates(frame, [name for name in frame.columns if name.endswith("_date")])


def register_frame(case: PlanCase) -> pd.DataFrame:
    """The register, late acts first, then by the day to act."""
    table = register_table(case.portfolio, case.acts)
    names = [column.key for column in table.columns]
    return frame_of({name: _plain(row.get(name)) for name in names} for row in table.rows).reindex(columns=names)


def _plain(cell: object) -> object:
    if isinstance(cell, tuple):
        return ", ".join(map(str, cell))
    return cell.value if isinstance(cell, Enum) else cell


def frame_of(records: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """A frame of records whose dates become pandas timestamps."""
    listed = list(records)
    frame = pd.DataFrame(listed)
    return _with_dates(frame, [name for name in frame.columns if any(isinstance(r[name], date) for r in listed)])


def _with_dates(frame: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    return frame.assign(**{name: pd.to_datetime(frame[name]) for name in names})


def migration_record(case: PlanCase, move: ScheduledMigration, row: Row) -> dict[str, object]:
    """Dates, mode, cost of delay, flag and provenance of a migration."""
    portfolio, migration = case.portfolio, move.migration
    return {
        "migration": migration.id,
        "organisation": migration.organisation,
        "department": row.place.department,
        "cluster": migration.cluster,
        "services": ", ".join(migration.services),
        "mode": move.mode.id,
        "start_date": portfolio.date_of(move.start_day),
        "cutover_date": portfolio.date_of(move.cutover_day),
        "finish_date": portfolio.date_of(move.finish_day),
        "legacy_until_date": portfolio.date_of(move.legacy_until_day),
        "due_date": migration.due_date,
        "releases": ", ".join(migration.releases),
        "mode_pounds": move.mode.extra_pounds,
        "delay_pounds": case.term_pounds(migration.id, Term.DELAY),
        **_flag_cells(row),
        **provenance_cells(migration.provenance),
    }


def contract_record(case: PlanCase, cover: ContractCover, row: Row) -> dict[str, object]:
    """Cover, prices, flag and provenance of a contract; "until" dates are the first day no longer covered or needed."""
    portfolio, contract = case.portfolio, cover.contract
    return {
        "contract": contract.id,
        "name": contract.name,
        "buyer": contract.buyer,
        "supplier": contract.supplier,
        "department": row.place.department,
        "cluster": row.place.cluster,
        **_flag_cells(row),
        "expiry_date": contract.expiry_date,
        "covered_until_date": portfolio.date_of(cover.covered_until_day),
        "needed_until_date": portfolio.date_of(cover.needed_until_day),
        "no_route": cover.no_route,
        "uncovered_days": cover.uncovered_days,
        "idle_days": cover.idle_days,
        "spare_days": cover.spare_days,
        "options_used": ", ".join(link.option.id for link in cover.used),
        "extension_pounds": case.extension_pounds(contract.id),
        "exposure_pounds": case.exposure_pounds(contract.id),
        **provenance_cells(contract.provenance),
    }


def _flag_cells(row: Row) -> dict[str, object]:
    flag = row.flag.flag
    return {"flag": flag.value if flag is not None else None, "reason": row.flag.reason, "action": row.flag.action}


def provenance_cells(provenance: Provenance) -> dict[str, object]:
    """Source, its date, basis and confidence."""
    return {
        "source": provenance.source,
        "source_date": provenance.source_date,
        "basis": provenance.basis.value,
        "confidence": provenance.confidence.value,
    }
