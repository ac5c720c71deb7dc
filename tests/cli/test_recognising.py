"""A file that can be imported is known by its content, and the message names the command."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from planner import check, read_portfolio
from planner.errors import InputError
from tests.cli.conftest import Run
from tests.foreign import need
from tests.present.exchange.workbooks import convert

LIST = "Contract ref,Title,End date\n" + "".join(f"C-{n},Payroll {n},2027-12-31\n" for n in range(9))
MSPDI = '<?xml version="1.0"?>\n<Project xmlns="http://schemas.microsoft.com/project"><Name>x</Name></Project>'
PMXML = '<?xml version="1.0"?>\n<APIBusinessObjects xmlns="http://xmlns.oracle.com/Primavera/P6"></APIBusinessObjects>'
XER = "ERMHDR\t18.8\t2020-01-01\r\n%T\tPROJECT\r\n"
OCDS = json.dumps({"uri": "https://example.org", "releases": [{"ocid": "ocds-1", "id": "1"}]})
MPP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
FILES: dict[str, tuple[str, bytes, str]] = {
    "contract list": ("list.csv", LIST.encode("cp1252"), "planner import contracts list.csv --suggest"),
    "list in another encoding": ("list.txt", LIST.encode("utf-16"), "planner import contracts list.txt --suggest"),
    "MS Project XML": ("plan.xml", MSPDI.encode(), "planner import msproject plan.xml --into FOLDER"),
    "PMXML": ("plan.xml", PMXML.encode(), "planner import msproject plan.xml --into FOLDER"),
    "XER": ("plan.xer", XER.encode(), "planner import msproject plan.xer --into FOLDER"),
    "mpp": ("plan.mpp", MPP, "planner import msproject plan.mpp --into FOLDER"),
    "OCDS": ("notices.json", OCDS.encode(), "planner import ocds notices.json --into FOLDER"),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("command", ["check", "plan"])
def test_check_and_plan_name_the_command_that_imports_it(kind: str, command: str, run: Run, workplace: Path) -> None:
    name, content, expected = FILES[kind]
    (workplace / name).write_bytes(content)
    result = run(command, name)
    assert result.exit_code == 2
    assert expected in result.output
    assert "no portfolio" in result.output


def test_a_workbook_with_a_list_is_known(run: Run, workplace: Path) -> None:
    book = openpyxl.Workbook()
    for line in LIST.splitlines():
        book.active.append(line.split(","))
    book.save(workplace / "register.xlsx")
    result = run("check", "register.xlsx")
    assert result.exit_code == 2
    assert "planner import contracts register.xlsx --suggest" in result.output


def test_a_workbook_of_ours_saved_as_ods_is_known(run: Run, workplace: Path) -> None:
    need("soffice")
    assert run("export", "portfolio", "--plan", "results/plan.json", "--out", "plan.xlsx").exit_code == 0
    convert("ods", workplace, workplace / "plan.xlsx")
    result = run("check", "plan.ods")
    assert result.exit_code == 2
    assert "planner import workbook plan.ods --into FOLDER" in result.output


@pytest.mark.parametrize("command", ["check", "plan", "dates"])
def test_a_folder_with_nothing_but_a_list_names_the_command(command: str, run: Run, workplace: Path) -> None:
    (workplace / "mine").mkdir()
    (workplace / "mine" / "list.csv").write_text(LIST)
    result = run(command, "mine")
    assert result.exit_code == 2
    assert "planner import contracts mine/list.csv --suggest" in result.output


def test_python_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(LIST)
    with pytest.raises(InputError, match="planner import contracts"):
        read_portfolio(tmp_path / "list.csv")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("contracts.csv", b"id,name,expiry_date\nC-1,Payroll,2027-12-31\n"),  # a table of ours: name its folder
        ("notes.txt", b"Dear all,\nsee below.\n"),
        ("data.json", b'{"a": 1}'),
        ("page.html", b"<html><body></body></html>"),
        ("old.xls", MPP),
        ("empty", b""),
    ],
)
def test_what_is_nothing_of_these_is_told_as_before(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    (finding,) = check(tmp_path / name).findings
    assert finding.cure == "name the folder of the CSV files"
