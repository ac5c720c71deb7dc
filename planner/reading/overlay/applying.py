"""Scenarios laid on a portfolio: a new portfolio, checked as if it had been read from files."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from planner.domain.findings import Finding, Severity
from planner.domain.portfolio import Portfolio
from planner.errors import InputError
from planner.reading.overlay.editor import Change, Editor, Row
from planner.reading.overlay.holes import holes_made
from planner.reading.overlay.scenario import Scenario, stacked_layers
from planner.reading.overlay.table_rows import FIRST_ROW, read_tables, table_rows
from planner.reading.report import REQUIRED


@dataclass(frozen=True, kw_only=True)
class Overlaid:
    """A portfolio under scenarios: what they changed, cell by cell, and their warnings."""

    portfolio: Portfolio
    changes: tuple[Change, ...]
    warnings: tuple[Finding, ...]


def apply_scenario(portfolio: Portfolio, *scenarios: Scenario) -> Portfolio:
    """The portfolio with the scenarios laid on it, the later ones on top; the portfolio given stays as it is.

    The result passes every check that a folder passes when it is read. Raises `InputError` with every finding where a
    name is unknown or the result is no sound portfolio.
    """
    return overlay(portfolio, *scenarios).portfolio


def overlay(portfolio: Portfolio, *scenarios: Scenario, required: Collection[str] = REQUIRED) -> Overlaid:
    """As `apply_scenario`, with what was changed; `required` are the tables that must be there."""
    layers = stacked_layers(scenarios)
    if not layers:
        return Overlaid(portfolio=portfolio, changes=(), warnings=())
    editor = Editor.of(table_rows(portfolio), layers[0].name, layers[0].spot)
    for layer in layers:
        for step in layer.steps:
            editor.begin(layer.name, step.spot)
            step.operation.apply(editor)
    if any(finding.is_error for finding in editor.findings):
        raise InputError(editor.findings)
    result = _read_again(portfolio, editor, scenarios, required)
    holes = holes_made(portfolio, result, layers[-1].spot)
    return Overlaid(portfolio=result, changes=tuple(editor.changes), warnings=(*editor.findings, *holes))


def overlay_each(portfolio: Portfolio, scenarios: Iterable[Scenario]) -> list[tuple[Scenario, Overlaid]]:
    """Every scenario laid on the portfolio by itself; raises `InputError` with the findings of all of them."""
    laid: list[tuple[Scenario, Overlaid]] = []
    findings: list[Finding] = []
    for scenario in scenarios:
        try:
            laid.append((scenario, overlay(portfolio, scenario)))
        except InputError as error:
            findings.extend(error.findings)
    if findings:
        raise InputError(list(dict.fromkeys(findings)))
    return laid


def _read_again(
    portfolio: Portfolio, editor: Editor, scenarios: Iterable[Scenario], required: Collection[str]
) -> Portfolio:
    tables = {table: [row.cells for row in rows] for table, rows in editor.rows.items()}
    report = read_tables(tables, portfolio.name, required)
    if report.portfolio is None:
        last = list(scenarios)[-1]
        found = (_at_scenario(finding, editor, last) for finding in report.errors)
        raise InputError([*dict.fromkeys(found), *editor.findings])
    return report.portfolio


def _at_scenario(finding: Finding, editor: Editor, last: Scenario) -> Finding:
    """A finding of reading, moved to the line of the scenario that wrote the row; else to the last scenario."""
    row = _row_of(finding, editor)
    spot = row.spot if row is not None and row.spot is not None else last.spot
    column = f", {finding.column}" if finding.column else ""
    where = f"{finding.file} {row.id}{column}" if row is not None else f"{finding.file}{column}"
    return replace(
        finding,
        severity=Severity.ERROR,
        file=spot.file,
        row=spot.line,
        column=spot.key,
        message=f"it leaves {where} unsound: {finding.message}",
    )


def _row_of(finding: Finding, editor: Editor) -> Row | None:
    rows = editor.rows.get(finding.file, [])
    place = finding.row - FIRST_ROW if finding.row is not None else -1
    return rows[place] if 0 <= place < len(rows) else None
