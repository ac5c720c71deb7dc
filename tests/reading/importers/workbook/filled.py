"""Exported workbooks that somebody has filled in, and what their import says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from planner.domain.contracts import Notice, NoticeUnit
from planner.domain.decisions_taken import CommitmentKind, DecisionTaken
from planner.domain.migrations import Mode
from planner.domain.organisations import Commitment, Organisation
from planner.domain.portfolio import Portfolio
from planner.plan.plan_case import PlanCase
from planner.present.exchange.workbook.workbook import export_workbook
from planner.reading.importers.applying import applied, import_scenario
from planner.reading.importers.imported import Imported, Verdict
from planner.reading.importers.workbook.returned_workbook import returned_edits
from planner.reading.overlay.applying import apply_scenario
from planner.reading.overlay.scenario_file import parse_scenarios
from planner.reading.write import write_portfolio
from tests.present.exchange.workbooks import opened, titles
from tests.sample import contract, day, migration, option, plan, portfolio

Cells = dict[tuple[str, str, str], Any]
"""What is typed, by sheet, id and title."""


def programme() -> PlanCase:
    """The plan buys k1, bears days of l that l1 would cover, starts a bridge for x, stops r, and asks body to answer.

    m1 may run in a mode `fast`, and its start is agreed; m2 is free.
    """
    base = portfolio(
        organisations=(
            Organisation(id="dep", name="Department"),
            Organisation(id="body", name="Body", parent="dep", commitment=Commitment.UNDECIDED),
        ),
        contracts=(
            contract("k", exposure_pounds_per_day=100, notice=Notice(1, NoticeUnit.DAYS)),
            contract("l", exposure_pounds_per_day=1),
            contract("x", exposure_pounds_per_day=100),
            contract("r", renewal_months=1, annual_price_pounds=1200, notice=Notice(5, NoticeUnit.DAYS)),
        ),
        options=(option("k1"), option("l1", contract="l")),
        migrations=(
            migration("m1", releases=("k", "l", "x"), organisation="dep"),
            migration("m2", releases=("r",), organisation="body"),
        ),
        modes=(Mode(migration="m1", id="fast", profile="p"),),
        decisions_taken=(DecisionTaken(id="d1", kind=CommitmentKind.START_AGREED, subject="m1", agreed_date=day(40)),),
    )
    return PlanCase(base, plan("k1", m1=40, m2=50))


def fill(path: Path, cells: Cells) -> Path:
    """Type into the cells of a workbook that is there."""
    book = opened(path.read_bytes())
    for (name, id, title), value in cells.items():
        sheet = book[name]
        (row,) = [row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 1).value == id]
        sheet.cell(row, titles(sheet)[title]).value = value
    book.save(path)
    return path


def filled(case: PlanCase, folder: Path, cells: Cells) -> Path:
    """The workbook of a plan with these cells filled in."""
    path = folder / "plan.xlsx"
    path.write_bytes(export_workbook(case))
    return fill(path, cells)


def imported(case: PlanCase, folder: Path, cells: Cells) -> Imported:
    """What the import of such a workbook says."""
    return returned_edits(filled(case, folder, cells), case.portfolio)


def verdicts(found: Imported) -> list[tuple[Verdict, str, str, str]]:
    """Verdict, record, column and new text of every line."""
    return [(line.verdict, line.record, line.column, line.new) for line in found.lines]


def reasons(found: Imported) -> str:
    """Why lines were skipped, all in one text."""
    return "\n".join(line.why for line in found.lines if line.verdict is Verdict.SKIPPED)


def laid(case: PlanCase, found: Imported) -> Portfolio:
    """The portfolio with the scenario file of the import laid on it."""
    scenarios = parse_scenarios(import_scenario(found), "edits.toml")
    return apply_scenario(case.portfolio, *scenarios.values())


def applies(case: PlanCase, found: Imported, folder: Path) -> set[str]:
    """The names of the files that applying the import to a folder of the portfolio would change."""
    write_portfolio(case.portfolio, folder)
    return set(applied(folder, found).files)
