"""Exported workbooks as a foreign reader sees them, for several test files."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl

from planner.plan.plan_case import PlanCase
from planner.present.exchange.workbook.workbook import export_workbook
from tests.sample import many


def sample() -> PlanCase:
    """Twelve departments in five clusters."""
    return PlanCase(*many(12))


def opened(content: bytes, *, values: bool = False) -> Any:
    """The workbook as openpyxl reads it; `values` gives the cached results of formulas."""
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def opened_export(case: PlanCase, *, values: bool = False) -> Any:
    """The workbook of a plan as openpyxl reads it."""
    return opened(export_workbook(case), values=values)


def titles(sheet: Any, row: int = 4) -> dict[str, int]:
    """The number of each column by its title."""
    return {cell.value: cell.column for cell in sheet[row] if cell.value is not None}


def column(sheet: Any, title: str, row: int = 4) -> list[Any]:
    """The values below a title, down to the last row with an id."""
    place = titles(sheet, row)[title]
    return [
        sheet.cell(number, place).value for number in range(row + 1, sheet.max_row + 1) if sheet.cell(number, 1).value
    ]


def parts(content: bytes) -> dict[str, bytes]:
    """What the archive holds."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def convert(suffix: str, folder: Path, *paths: Path) -> None:
    """Open workbooks in LibreOffice and save them."""
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    command = ["soffice", "--headless", profile, "--convert-to", suffix, "--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
