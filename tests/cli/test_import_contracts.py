"""A newcomer with nothing but a list of contracts gets to a plan by what each command says."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from planner import read_portfolio
from planner.domain.provenance import Basis
from planner.reading.importers.contracts.mapping_file import read_mapping
from tests.cli.conftest import Run

ROWS = [
    f'C-{number},"Payroll, lot {number}",Acme Ltd,Finance,{13 + number}/03/2028,01/04/2025,"£{number + 1}00,000",Sarah Jones'
    for number in range(12)
]
LIST = "\r".join(("Contract ref,Title,Supplier,Department,End date,Start date,Total value,Contact", *ROWS))


@pytest.fixture
def listed(workplace: Path) -> Path:
    (workplace / "list.csv").write_bytes(LIST.encode("cp1252"))
    return workplace / "list.csv"


def next_command(said: str) -> list[str]:
    """The last command that a message names."""
    found: list[str] = re.findall(r"planner ((?:import|dates|new|check|plan) [^\n]+)", said)
    return found[-1].split()


def test_a_newcomer_follows_what_is_printed_from_a_list_to_a_plan(run: Run, listed: Path, workplace: Path) -> None:
    words, seen = ["import", "contracts", "list.csv", "--suggest"], []
    for _ in range(5):
        result = run(*words)
        assert result.exit_code == 0, result.output
        seen.append(words[0])
        words = next_command(result.stderr)
    assert seen == ["import", "import", "dates", "new", "plan"]


@pytest.fixture(autouse=True)
def no_portfolio_yet(workplace: Path) -> None:
    (workplace / "portfolio").rename(workplace / "other")


@pytest.mark.usefixtures("listed")
def test_suggest_writes_and_shows_the_mapping(run: Run, workplace: Path) -> None:
    result = run("import", "contracts", "list.csv", "--suggest")
    assert result.exit_code == 0, result.output
    assert (workplace / "list.map.toml").read_text(encoding="utf-8") == result.stdout
    mapping = read_mapping(workplace / "list.map.toml")
    assert mapping.drop == ("Contact",)
    assert not (workplace / "portfolio").exists()


@pytest.mark.usefixtures("listed")
def test_a_mapping_that_was_mended_is_not_overwritten(run: Run, workplace: Path) -> None:
    run("import", "contracts", "list.csv", "--suggest")
    mended = (workplace / "list.map.toml").read_text(encoding="utf-8") + "# mine\n"
    (workplace / "list.map.toml").write_text(mended, encoding="utf-8")
    refused = run("import", "contracts", "list.csv", "--suggest")
    assert refused.exit_code == 2
    assert (workplace / "list.map.toml").read_text(encoding="utf-8") == mended


@pytest.mark.usefixtures("listed")
def test_suggest_and_apply_in_one_go(run: Run, workplace: Path) -> None:
    result = run("import", "contracts", "list.csv", "--suggest", "--into", "mine", "--apply")
    assert result.exit_code == 0, result.output
    assert (workplace / "mine" / "contracts.csv").exists()
    assert (workplace / "gaps.xlsx").exists()


@pytest.mark.usefixtures("listed")
def test_without_a_mapping_the_cure_is_named(run: Run) -> None:
    refused = run("import", "contracts", "list.csv", "--into", "mine")
    assert refused.exit_code == 2
    assert "planner import contracts list.csv --suggest" in refused.stderr


@pytest.mark.usefixtures("listed")
def test_a_second_import_changes_nothing(run: Run, workplace: Path) -> None:
    run("import", "contracts", "list.csv", "--suggest", "--into", "mine", "--apply")
    before = (workplace / "mine" / "contracts.csv").read_bytes()
    result = run("import", "contracts", "list.csv", "--into", "mine", "--apply")
    assert result.exit_code == 0, result.output
    assert (workplace / "mine" / "contracts.csv").read_bytes() == before
    assert "Changed in mine: nothing" in result.stderr


@pytest.mark.usefixtures("listed")
def test_a_price_of_the_term_becomes_that_of_a_year(run: Run, workplace: Path) -> None:
    run("import", "contracts", "list.csv", "--suggest", "--into", "mine", "--apply")
    run("new", "--into", "mine")
    contract = read_portfolio(workplace / "mine").contract_by_id["C-0"]
    # 1 April 2025 to 13 March 2028 are no whole months: £100,000 * 365 / 1,078 days = £33,859
    assert contract.annual_price_pounds == 33_859


def test_a_list_that_is_none_is_refused_with_the_reason(run: Run, workplace: Path) -> None:
    rows = "\n".join(f"Acme Ltd,Bandages {number},SW1" for number in range(9))
    (workplace / "list.csv").write_text(f"Supplier,Product range,Postcode\n{rows}\n")
    refused = run("import", "contracts", "list.csv", "--suggest")
    assert refused.exit_code == 2
    assert "does not look like a list of contracts" in refused.stderr
    assert not (workplace / "list.map.toml").exists()


@pytest.mark.usefixtures("listed")
def test_an_answer_to_a_gap_comes_back_as_what_was_asked_for(run: Run, workplace: Path) -> None:
    run("import", "contracts", "list.csv", "--suggest", "--into", "mine", "--apply")
    book = openpyxl.load_workbook(workplace / "gaps.xlsx")
    sheet = book["Gaps"]
    titles = {cell.value: cell.column for cell in sheet[4]}
    for row in range(5, sheet.max_row + 1):
        if sheet.cell(row, titles["Gap"]).value == "C-3 · notice":
            sheet.cell(row, titles["Answer"]).value = "6 months"
        if sheet.cell(row, titles["Gap"]).value == "C-3 · options":
            sheet.cell(row, titles["Answer"]).value = "12 + 12"
    book.save(workplace / "gaps.xlsx")
    result = run("import", "workbook", "gaps.xlsx", "--into", "mine", "--apply")
    assert result.exit_code == 0, result.output
    run("new", "--into", "mine")
    portfolio = read_portfolio(workplace / "mine")
    assert str(portfolio.contract_by_id["C-3"].notice) == "6 months"
    assert [option.months for option in portfolio.options if option.contract == "C-3"] == [12, 12]


@pytest.mark.usefixtures("listed")
def test_a_contract_without_an_end_comes_in_once_its_end_is_answered(run: Run, workplace: Path) -> None:
    rows = "C-4,Fleet,Acme,TBC,50000,12 months\nC-5,Mail,Acme,31 November 2028,,\nC-6,Taxis,Acme,,7000,\n"
    (workplace / "list.csv").write_text(
        "Contract number,Title,Supplier,End date,Annual value,Extension\n"
        "C-1,Payroll,Acme,2027-12-31,90000,\nC-2,Laptops,Acme,2028-02-29,80000,\n" + rows
    )
    made = run("import", "contracts", "list.csv", "--suggest", "--into", "mine", "--apply")
    assert "3 contracts left out only because no end can be read: gaps.xlsx asks for it." in made.stdout
    answers = {
        "C-4 · expiry_date": "31/12/2028",
        "C-4 · notice": "6 months",
        "C-6 · expiry_date": "rolling",
        "C-6 · decision_owner": "Head of estates",
        "C-5 · notice": "3 months",
    }
    book = openpyxl.load_workbook(workplace / "gaps.xlsx")
    sheet = book["Gaps"]
    titles = {cell.value: cell.column for cell in sheet[4]}
    for row in range(5, sheet.max_row + 1):
        sheet.cell(row, titles["Answer"]).value = answers.get(str(sheet.cell(row, titles["Gap"]).value))
    book.save(workplace / "gaps.xlsx")
    result = run("import", "workbook", "gaps.xlsx", "--into", "mine", "--apply")
    assert result.exit_code == 0, result.output
    assert "its end is not answered; the contract stays left out" in " ".join(result.stdout.split())
    run("new", "--into", "mine")
    portfolio = read_portfolio(workplace / "mine")
    fleet, taxis = portfolio.contract_by_id["C-4"], portfolio.contract_by_id["C-6"]
    assert (str(fleet.expiry_date), str(fleet.notice), fleet.annual_price_pounds) == ("2028-12-31", "6 months", 50_000)
    assert [option.months for option in portfolio.options_by_contract["C-4"]] == [12]
    assert (taxis.rolling, taxis.decision_owner) == (True, "Head of estates")
    assert (fleet.provenance.source, fleet.provenance.basis) == ("list.csv", Basis.INTERNAL)
    assert "C-5" not in portfolio.contract_by_id
    again = run("import", "workbook", "gaps.xlsx", "--into", "mine", "--apply")
    assert "Changed in mine: nothing" in again.stderr
