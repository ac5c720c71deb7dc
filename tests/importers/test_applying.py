"""What an import makes of a folder: the changed tables alone, whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planner import read_portfolio
from planner.errors import InputError
from planner.reading.importers.applying import apply_import
from planner.reading.importers.imported import Imported
from planner.reading.overlay.operations.edits import Add, SetValues
from planner.reading.overlay.selector import Selector

TINY = Path(__file__).parents[2] / "data" / "tiny"
CONTRACT = {"id": "NEW-1", "name": "Payroll", "expiry_date": "2028-03-31", "basis": "internal"}


def imported(**parts: object) -> Imported:
    return Imported(kind="test", source="source.csv", lines=(), **parts)  # type: ignore[arg-type]


def renamed(contract: str, name: str) -> SetValues:
    values = {"name": name, "basis": "internal"}
    return SetValues(table="contracts", selector=Selector(ids=(contract,)), values=values)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "portfolio"))


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_only_the_changed_table_is_written(folder: Path) -> None:
    before = contents(folder)
    contract = read_portfolio(folder).contracts[0]
    made = apply_import(folder, imported(operations=(renamed(contract.id, "Another name"),)))
    assert list(made.files) == ["contracts.csv"]
    assert {name for name, content in contents(folder).items() if content != before[name]} == {"contracts.csv"}
    assert read_portfolio(folder).contract_by_id[contract.id].name == "Another name"


def test_a_file_keeps_the_name_it_has(folder: Path) -> None:
    (folder / "contracts.csv").rename(folder / "Contracts.CSV")
    contract = read_portfolio(folder).contracts[0]
    apply_import(folder, imported(operations=(renamed(contract.id, "Another name"),)))
    assert "contracts.csv" not in contents(folder)
    assert b"Another name" in (folder / "Contracts.CSV").read_bytes()


def test_an_unsound_result_changes_nothing(folder: Path) -> None:
    before = contents(folder)
    bad = Add(table="options", rows=({"id": "X", "contract": "no such contract", "sequence": "1", "months": "12"},))
    with pytest.raises(InputError, match="no such contract"):
        apply_import(folder, imported(operations=(bad,)))
    assert contents(folder) == before


def test_a_new_table_makes_a_new_folder(tmp_path: Path) -> None:
    apply_import(tmp_path / "new", imported(tables={"contracts": (CONTRACT,)}))
    text = (tmp_path / "new" / "contracts.csv").read_text(encoding="utf-8")
    assert text == "id,name,expiry_date,basis\nNEW-1,Payroll,2028-03-31,internal\n"


def test_a_whole_table_does_not_replace_one_that_is_there(folder: Path) -> None:
    with pytest.raises(InputError, match="has the table contracts already"):
        apply_import(folder, imported(tables={"contracts": (CONTRACT,)}))


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    apply_import(tmp_path, imported(tables={"contracts": (CONTRACT,)}))
    assert (tmp_path / "notes.txt").read_text() == "mine"


def test_a_workbook_is_refused_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "portfolio.xlsx").write_bytes(b"")
    with pytest.raises(InputError, match="save its sheets as the CSV files of a folder"):
        apply_import(tmp_path / "portfolio.xlsx", imported())


def test_a_folder_that_cannot_be_read_is_not_written(folder: Path) -> None:
    (folder / "contracts.csv").write_text("id,name,expiry_date\nA,B,never\n")
    with pytest.raises(InputError, match="never"):
        apply_import(folder, imported(operations=(renamed("A", "Another name"),)))
