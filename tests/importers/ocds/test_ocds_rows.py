"""What the row of a contract holds, what it leaves out, and what happens to a contract that the portfolio has already."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl

from planner import read_portfolio
from planner.domain.provenance import Basis
from planner.reading.importers.applying import applied, portfolio_at
from planner.reading.importers.imported import Imported, Verdict
from planner.reading.importers.ocds.ocds_import import imported_ocds
from planner.reading.importers.workbook.returned_workbook import import_workbook
from tests.importers.ocds.packages import OCID, imported, lines_of, release, written

RECORD = f"{OCID}/1"
TINY = Path(__file__).parents[3] / "data" / "tiny"
HEADER = "id,name,expiry_date,annual_price_pounds\n"


def row_of(result: Imported, folder: Path) -> dict[str, str]:
    (row,) = csv.DictReader(io.StringIO(applied(folder / "new", result).files["contracts.csv"]))
    return row


def test_a_row_says_who_what_until_when_and_where_from(tmp_path: Path) -> None:
    row = row_of(imported(tmp_path, release(date="2026-05-04T10:00:00+01:00")), tmp_path)
    assert row["id"] == RECORD
    assert (row["name"], row["buyer"], row["supplier"]) == ("Payroll services", "Ashby Council", "Paywell Ltd")
    assert (row["expiry_date"], row["source_date"]) == ("2028-03-31", "2026-05-04")
    assert OCID in row["source"]
    # 300,000 over 36 months are 100,000 a year; spread like that it is an assumption, and the row says so
    assert (row["annual_price_pounds"], row["basis"]) == ("100000", Basis.ASSUMED)
    assert "expiry_date" in row["public_fields"]


def test_a_value_in_another_currency_is_no_price(tmp_path: Path) -> None:
    contract = {
        "id": "1",
        "period": {"startDate": "2025-04-01", "endDate": "2028-03-31"},
        "value": {"amount": 3, "currency": "EUR"},
    }
    assert "annual_price_pounds" not in row_of(imported(tmp_path, release(contracts=[contract])), tmp_path)


def test_the_same_contract_has_the_same_id_in_every_file(tmp_path: Path) -> None:
    alone = imported(tmp_path, release())
    among = imported(tmp_path, release("ocds-test01-0000"), release())
    assert lines_of(alone, Verdict.TAKEN, "expiry_date")[0] in lines_of(among, Verdict.TAKEN, "expiry_date")


def test_people_are_dropped_and_named_by_their_kind(tmp_path: Path) -> None:
    text = "Option to extend for 12 months; ask Robin Example, robin@ashby.example or 01632 960001."
    result = imported(tmp_path, release(renewal=text))
    everything = "".join(map(str, (result.lines, result.operations, result.notes, *result.reviews.values())))
    for person in ("Robin", "robin@", "960001"):
        assert person not in everything
    assert "[name removed], [e-mail removed] or [telephone removed]" in everything
    skipped = [line.place for line in result.with_verdict(Verdict.SKIPPED)]
    assert skipped[-3:] == ["contact points, e-mail", "contact points, name", "contact points, telephone"]


def test_a_tender_is_taken_as_a_plan(tmp_path: Path) -> None:
    lot = {"id": "L1", "title": "North", "contractPeriod": {"startDate": "2027-04-01", "endDate": "2030-03-31"}}
    result = imported(tmp_path, release(awards=[], contracts=[], tender={"title": "Payroll", "lots": [lot]}))
    row = row_of(result, tmp_path)
    assert (row["name"], row["confidence"]) == ("Payroll – North", "low")


def questions(result: Imported) -> list[tuple[str, str]]:
    """Contract and column of every question, as a reader finds them in the workbook."""
    book = openpyxl.load_workbook(io.BytesIO(bytes_of(result.reviews["gaps.xlsx"])))
    header, *rows = list(book["Gaps"].iter_rows(min_row=4, values_only=True))
    places = header.index("Contract"), header.index("Column")
    return [(str(row[places[0]]), str(row[places[1]])) for row in rows]


def bytes_of(review: str | bytes) -> bytes:
    assert isinstance(review, bytes)
    return review


def test_what_such_data_does_not_say_is_asked(tmp_path: Path) -> None:
    result = imported(tmp_path, release())
    asked = [column for _, column in questions(result)]
    assert asked == ["notice", "internal_lead_days", "options", "exposure_pounds_per_day", "decision_owner"]


def test_what_a_proposal_answers_is_not_asked(tmp_path: Path) -> None:
    result = imported(tmp_path, release(renewal="initial term of 3 years, option to extend for 12 months"))
    assert "options" not in [column for _, column in questions(result)]


def test_a_contract_whose_end_a_person_decides_is_asked_about_as_well(tmp_path: Path) -> None:
    result = imported(tmp_path, release(renewal="two (2) extensions of twelve months each"))
    assert not result.operations
    asked = [column for _, column in questions(result)]
    assert asked == ["notice", "internal_lead_days", "exposure_pounds_per_day", "decision_owner"]


def test_the_dearest_contract_is_asked_about_first(tmp_path: Path) -> None:
    period = {"startDate": "2025-04-01", "endDate": "2028-03-31"}
    dear = [{"id": "1", "period": period, "value": {"amount": 900_000, "currency": "GBP"}}]
    result = imported(tmp_path, release(), release("ocds-test01-dear", contracts=dear))
    assert questions(result)[0] == ("ocds-test01-dear/1", "notice")


def test_a_contract_without_an_end_is_asked_for_it_and_comes_in_with_the_answer(tmp_path: Path) -> None:
    endless = [{"id": "1", "period": {"durationInDays": 720}, "value": {"amount": 200_000, "currency": "GBP"}}]
    result = imported(tmp_path, release(contracts=endless, awards=[]))
    assert not result.operations
    assert questions(result)[0] == (RECORD, "expiry_date")
    path = tmp_path / "gaps.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(bytes_of(result.reviews["gaps.xlsx"])))
    titles = {cell.value: cell.column for cell in book["Gaps"][4]}
    for number in range(5, book["Gaps"].max_row + 1):
        if book["Gaps"].cell(number, titles["Gap"]).value == f"{RECORD} · expiry_date":
            book["Gaps"].cell(number, titles["Answer"]).value = "31 March 2029"
    book.save(path)
    row = row_of(import_workbook(path, into=tmp_path / "new"), tmp_path)
    # 720 days are 24 months: 200,000 over two years; the end is no longer published, and the price is assumed
    assert (row["expiry_date"], row["annual_price_pounds"], row["basis"]) == ("2029-03-31", "100000", Basis.ASSUMED)
    assert "expiry_date" not in row["public_fields"]


def portfolio_with(folder: Path, row: str) -> Any:
    (folder / "here").mkdir()
    (folder / "here" / "contracts.csv").write_text(HEADER + row, encoding="utf-8")
    (folder / "here" / "portfolio.csv").write_text("setting,value\nstatus_date,2026-06-01\n", encoding="utf-8")
    return portfolio_at(folder / "here")


def test_a_blank_cell_of_a_known_contract_is_filled(tmp_path: Path) -> None:
    known = portfolio_with(tmp_path, f"{RECORD},Payroll,2028-03-31,\n")
    result = imported_ocds(written(tmp_path, release()), known)
    assert lines_of(result, Verdict.TAKEN, "annual_price_pounds") == [(RECORD, "100000")]
    assert lines_of(result, Verdict.TAKEN, "buyer") == [(RECORD, "Ashby Council")]
    assert lines_of(result, Verdict.TAKEN, "name") == []


def test_another_figure_of_a_known_contract_is_only_suggested(tmp_path: Path) -> None:
    known = portfolio_with(tmp_path, f"{RECORD},Payroll,2027-03-31,90000\n")
    result = imported_ocds(written(tmp_path, release()), known)
    assert lines_of(result, Verdict.SUGGESTED, "expiry_date") == [(RECORD, "2028-03-31")]
    assert lines_of(result, Verdict.SUGGESTED, "annual_price_pounds") == [(RECORD, "100000")]
    assert "expiry_date" not in str(result.operations)


def test_a_mapping_says_which_contract_is_meant(tmp_path: Path) -> None:
    known = portfolio_with(tmp_path, "C-014,Payroll,2028-03-31,\n")
    result = imported_ocds(written(tmp_path, release()), known, ids={RECORD: "C-014"})
    assert lines_of(result, Verdict.TAKEN, "annual_price_pounds") == [("C-014", "100000")]


def test_a_buyer_whom_the_portfolio_knows_by_name_has_its_id(tmp_path: Path) -> None:
    tiny = read_portfolio(TINY)
    organisation = tiny.organisations[0]
    result = imported_ocds(written(tmp_path, release(buyer={"name": organisation.name.upper()})), tiny)
    (operation, *_) = result.operations
    assert f"'buyer': '{organisation.id}'" in str(operation)
