"""The migrations as a sheet: the days of the plan, and the days and modes that have been agreed."""

from __future__ import annotations

from collections.abc import Mapping

from planner.domain.decisions_taken import AGREED_KINDS, CommitmentKind, DecisionTaken
from planner.domain.resources import FreezeScope
from planner.plan.plan_case import PlanCase
from planner.present.exchange.workbook.cells import safe_text
from planner.present.exchange.workbook.choices import EVERYONE, Choices, a_date, modes_list
from planner.present.exchange.workbook.decisions_sheet import HINT
from planner.present.exchange.workbook.grid import (
    Address,
    Grid,
    GridColumn,
    GridConditions,
    Live,
    first_that_holds,
    helping,
    not_a_number,
    own,
    remark,
    taken,
    to_fill_in,
)
from planner.present.tables.column import Kind
from planner.present.tables.plans.migration_table import MIGRATIONS as TABLE
from planner.present.tables.plans.migration_table import MigrationRow
from planner.reading.edits.words import AGREED_CUTOVER, AGREED_MODE, AGREED_START, MIGRATIONS

MOVED, CHECK = "Moved by, days", "Check"
PLANNED_START, PLANNED_CUTOVER = "Start", "Cutover"
Agreed = Mapping[tuple[CommitmentKind, str], DecisionTaken]


def migrations_grid(case: PlanCase, choices: Choices) -> Grid[MigrationRow]:
    """Every planned migration, by its start."""
    return Grid(
        name=MIGRATIONS,
        title="Migration plan",
        hint=f"{HINT} A mode goes with a day.",
        columns=_columns(case, choices),
        rows=TABLE.rows(case),
        conditions=_colour,
    )


def agreed_days(case: PlanCase) -> Agreed:
    """The starts and cutovers that have been agreed, by kind and migration."""
    taken_so_far = case.portfolio.decisions_taken
    return {(taken.kind, taken.subject): taken for taken in taken_so_far if taken.kind in AGREED_KINDS}


def _columns(case: PlanCase, choices: Choices) -> tuple[GridColumn[MigrationRow], ...]:
    agreed = agreed_days(case)

    def day(kind: CommitmentKind, row: MigrationRow) -> object:
        found = agreed.get((kind, row.migration.id))
        return found.agreed_date if found else None

    def mode(row: MigrationRow) -> object:
        found = [agreed[kind, row.migration.id] for kind in AGREED_KINDS if (kind, row.migration.id) in agreed]
        return next((taken.mode for taken in found if taken.mode), None)

    return (
        taken(TABLE, "migration", 20),
        taken(TABLE, "organisation", 14),
        own("Name", 30, lambda row: _name(case, row)),
        taken(TABLE, "cluster", 11),
        taken(TABLE, "services", 22),
        own("Flag", 14, lambda row: row.flag and row.flag.flag, Kind.FLAG),
        taken(TABLE, "start_date", 17, title=PLANNED_START),
        taken(TABLE, "cutover_date", 17, title=PLANNED_CUTOVER),
        *_sure(case),
        taken(TABLE, "legacy_until_date", 17),
        taken(TABLE, "mode", 13),
        taken(TABLE, "releases", 20),
        to_fill_in(
            AGREED_START,
            17,
            Kind.DATE,
            of=lambda row: day(CommitmentKind.START_AGREED, row),
            rule=lambda row: a_date(AGREED_START),
        ),
        to_fill_in(
            AGREED_CUTOVER,
            17,
            Kind.DATE,
            of=lambda row: day(CommitmentKind.CUTOVER_AGREED, row),
            rule=lambda row: a_date(AGREED_CUTOVER),
        ),
        to_fill_in(
            AGREED_MODE, 14, of=mode, rule=lambda row: choices.one_of(modes_list(row.migration.id), AGREED_MODE)
        ),
        remark(),
        helping(MOVED, 9, lambda row, cell: _moved(agreed, row, cell), Kind.NUMBER),
        helping(CHECK, 20, lambda row, cell: _check(case, choices, agreed, row, cell)),
    )


def _sure(case: PlanCase) -> tuple[GridColumn[MigrationRow], ...]:
    """The dates of the cutover over sampled futures; nothing where risk has not been run."""
    if case.sureness is None or not case.sureness.migrations:
        return ()
    return tuple(taken(TABLE, name, 17) for name in ("p10_date", "p50_date", "p90_date"))


def _name(case: PlanCase, row: MigrationRow) -> str:
    found = case.portfolio.organisation_by_id.get(row.migration.organisation)
    return found.name if found else row.migration.organisation


def _moved(agreed: Agreed, row: MigrationRow, cell: Address) -> Live:
    """How much later than planned it is by the cutover agreed, else by the start agreed."""
    start, cutover = cell(AGREED_START), cell(AGREED_CUTOVER)
    formula = (
        f"=IF(ISNUMBER({cutover}),{cutover}-{cell(PLANNED_CUTOVER)},"
        f'IF(ISNUMBER({start}),{start}-{cell(PLANNED_START)},""))'
    )
    return Live(formula, moved_days(agreed, row))


def moved_days(agreed: Agreed, row: MigrationRow) -> str | int:
    """What the formula comes to before anything is filled in."""
    planned = {
        CommitmentKind.CUTOVER_AGREED: row.entry.cutover_day,
        CommitmentKind.START_AGREED: row.entry.start_day,
    }
    for kind, planned_day in planned.items():
        found = agreed.get((kind, row.migration.id))
        if found is not None and found.agreed_date is not None:
            return row.case.portfolio.day_of(found.agreed_date) - planned_day
    return ""


def _check(case: PlanCase, choices: Choices, agreed: Agreed, row: MigrationRow, cell: Address) -> Live:
    """What is wrong with what has been filled in, before it is given back."""
    start, cutover, mode = cell(AGREED_START), cell(AGREED_CUTOVER), cell(AGREED_MODE)
    is_agreed = any((kind, row.migration.id) in agreed for kind in AGREED_KINDS)
    return first_that_holds(
        (f'{start}&{cutover}&{mode}=""', ""),
        (f"OR({not_a_number(start)},{not_a_number(cutover)})", "not a date"),
        (f'{start}&{cutover}=""', "a mode without a day"),
        (f"AND(ISNUMBER({start}),ISNUMBER({cutover}),{start}>{cutover})", "starts after the cutover"),
        *((f"AND(ISNUMBER({cutover}),{test})", words) for test, words in _days_barred(case, choices, row, cutover)),
        value="ok" if is_agreed else "",
    )


def _days_barred(case: PlanCase, choices: Choices, row: MigrationRow, day: str) -> list[tuple[str, str]]:
    """Tests of the days on which this migration may not cut over."""
    found = []
    cluster = safe_text(row.migration.cluster)
    if "freeze" in choices.spans:
        of, begins, ends = choices.spans["freeze"]
        own_scopes = (
            EVERYONE,
            safe_text(f"{FreezeScope.CLUSTER} {row.migration.cluster}"),
            safe_text(f"{FreezeScope.ORGANISATION} {row.migration.organisation}"),
        )
        scope = "+".join(f"({of}={_quoted(subject)})" for subject in own_scopes)
        found.append((f"SUMPRODUCT(({begins}<={day})*({ends}>{day})*(({scope})>0))>0", "in a freeze"))
    if any(window.cluster == row.migration.cluster for window in case.portfolio.wave_windows):
        of, begins, ends = choices.spans["wave window"]
        test = f"SUMPRODUCT(({begins}<={day})*({ends}>{day})*({of}={_quoted(cluster)}))=0"
        found.append((test, "outside the wave windows"))
    if choices.closed is not None:
        found.append((f"OR(WEEKDAY({day},2)>5,SUMPRODUCT(--({choices.closed}={day}))>0)", "not a working day"))
    return found


def _quoted(text: str) -> str:
    """A text within a formula; a longer one than a formula can hold matches nothing."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if len(doubled) <= 255 else '"–"'


def _colour(given: GridConditions) -> None:
    given.flags("Flag")
    given.check(CHECK)
