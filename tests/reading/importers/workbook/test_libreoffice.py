"""LibreOffice saves the workbook in two formats, and nothing of what people typed is lost or made up on the way."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from planner.domain.days.closed_days import DayCount
from planner.domain.resources import FreezePeriod, FreezeScope, WaveWindow
from planner.plan.plan_case import PlanCase
from planner.present.exchange.workbook.workbook import export_workbook
from planner.reading.edits.words import CONTRACTS, DECISIONS, GANTT, MIGRATIONS
from planner.reading.importers.imported import Imported, Verdict
from planner.reading.importers.workbook.returned_workbook import returned_edits
from tests.foreign import need
from tests.present.exchange.workbooks import column, convert, opened
from tests.reading.importers.workbook.filled import Cells, fill, programme
from tests.sample import migration, plan, portfolio

CASE = programme()
EDITS: Cells = {
    (DECISIONS, "buy:k1", "Decision"): "exercise",
    (DECISIONS, "buy:k1", "Decided on"): "31/01/2030",
    (DECISIONS, "buy:k1", "Remark"): "letter  of\n3 June, “signed”",
    (DECISIONS, "answer:body", "Decision"): "joins",
    (MIGRATIONS, "m1", "Agreed cutover"): datetime(2030, 2, 1),
    (MIGRATIONS, "m1", "Agreed mode"): "fast",
    (CONTRACTS, "k", "Corrected expiry"): "3 Feb 2030",
    (CONTRACTS, "k", "Corrected notice"): 2,
    (CONTRACTS, "k", "Corrected annual price"): 1_200_000,
}
BAD: Cells = {(MIGRATIONS, "m2", "Agreed cutover"): "03/02/2030", (MIGRATIONS, "m2", "Agreed start"): "TBC"}


BARRED: dict[str, tuple[datetime, str]] = {
    "m1": (datetime(2030, 3, 5), "in a freeze"),
    "m2": (datetime(2030, 2, 2), "not a working day"),  # a Saturday
    "m3": (datetime(2030, 7, 1), "outside the wave windows"),
    "m4": (datetime(2030, 4, 1), "ok"),
    "m5": (datetime(2030, 4, 19), "not a working day"),  # Good Friday
}
"""By migration the cutover typed, and what the check says."""


def in_working_days() -> PlanCase:
    """Cutovers are accepted from February to May 2030, not in the first half of March, and on working days only."""
    base = portfolio(
        day_count=DayCount.WORKING,
        migrations=tuple(migration(id) for id in BARRED),
        contracts=(),
        freezes=(
            FreezePeriod(
                id="f", scope=FreezeScope.CLUSTER, subject="c", from_date=date(2030, 3, 1), until_date=date(2030, 3, 15)
            ),
        ),
        wave_windows=(WaveWindow(id="w", cluster="c", from_date=date(2030, 2, 1), until_date=date(2030, 6, 1)),),
    )
    return PlanCase(base, plan(**dict.fromkeys(BARRED, 40)))


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """The untouched and the edited workbook, each as written and saved again as .xlsx and .ods; one start a format.

    The workbook `bare` has formulas without their values: LibreOffice has to compute them.
    """
    need("soffice")
    folder = tmp_path_factory.mktemp("written")
    _, edited, bare, barred = paths = [folder / f"{name}.xlsx" for name in ("untouched", "edited", "bare", "barred")]
    for path in paths:
        path.write_bytes(export_workbook(in_working_days() if path == barred else CASE))
    fill(barred, {(MIGRATIONS, id, "Agreed cutover"): typed for id, (typed, _) in BARRED.items()})
    fill(bare, {})
    fill(edited, {**EDITS, **BAD})
    _swap_and_delete(edited)
    found = {path.stem: [path] for path in paths}
    for suffix in ("xlsx", "ods"):
        saved = tmp_path_factory.mktemp(suffix)
        convert(suffix, saved, *paths)
        for path in paths:
            found[path.stem].append(saved / f"{path.stem}.{suffix}")
    return found


def _swap_and_delete(path: Path) -> None:
    """Two acts change places, and the row of one contract goes."""
    book = opened(path.read_bytes())
    sheet = book[DECISIONS]
    for place in range(1, sheet.max_column + 1):
        one, other = sheet.cell(5, place), sheet.cell(6, place)
        one.value, other.value = other.value, one.value
    contracts = book[CONTRACTS]
    contracts.delete_rows(next(row for row in range(5, 20) if contracts.cell(row, 1).value == "x"))
    book.save(path)


def read(path: Path, case: PlanCase = CASE) -> Imported:
    return returned_edits(path, case.portfolio)


def test_an_untouched_workbook_has_no_edit_after_saving(resaved: dict[str, list[Path]]) -> None:
    for path in resaved["untouched"]:
        assert read(path).lines == (), path


def test_edits_and_findings_are_the_same_from_all_three(resaved: dict[str, list[Path]]) -> None:
    first, *others = (read(path) for path in resaved["edited"])
    assert len(first.with_verdict(Verdict.TAKEN)) == len(EDITS)
    # two bad dates and a row that is gone
    assert len(first.with_verdict(Verdict.SKIPPED)) == len(BAD) + 1
    for other in others:
        assert {(line.record, line.column, line.new, line.verdict) for line in other.lines} == {
            (line.record, line.column, line.new, line.verdict) for line in first.lines
        }
        assert other.operations == first.operations


def cells(path: Path) -> dict[tuple[str, int, int], object]:
    """The value of every cell that has one, by its sheet, row and column."""
    book = opened(path.read_bytes(), values=True)
    rows = ((sheet.title, row) for sheet in book for row in sheet.iter_rows())
    return {(name, cell.row, cell.column): cell.value for name, row in rows for cell in row if cell.value}


def test_formulas_come_to_what_was_written_beside_them(resaved: dict[str, list[Path]]) -> None:
    assert cells(resaved["bare"][1]) == cells(resaved["untouched"][0])


def test_the_chart_and_the_checks_follow_what_is_typed(resaved: dict[str, list[Path]]) -> None:
    book = opened(resaved["edited"][1].read_bytes(), values=True)
    moved = dict(zip(*(column(book[MIGRATIONS], title) for title in ("Migration", "Moved by, days")), strict=True))
    # m1 starts on day 40 and cuts over twelve days later, on 22 February; 1 February is 21 days before
    assert moved["m1"] == -21
    chart = {row[0].value: row for row in book[GANTT].iter_rows(min_row=5)}
    assert chart["m1"][3].value == datetime(2030, 2, 1)
    checks = dict(zip(*(column(book[MIGRATIONS], title) for title in ("Migration", "Check")), strict=True))
    assert checks == {"m1": "starts after the cutover", "m2": "not a date"}


def test_the_checks_know_freezes_windows_and_closed_days(resaved: dict[str, list[Path]]) -> None:
    sheet = opened(resaved["barred"][1].read_bytes(), values=True)[MIGRATIONS]
    checks = dict(zip(*(column(sheet, title) for title in ("Migration", "Check")), strict=True))
    assert checks == {id: said for id, (_, said) in BARRED.items()}
