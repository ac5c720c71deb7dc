"""Lists of contracts by a mapping: what each cell becomes, and what is said of those that become nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.domain.provenance import Basis
from planner.errors import InputError
from planner.reading.importers.applying import apply_import
from planner.reading.importers.assumed_price import ASSUMED_PRICE
from planner.reading.importers.contracts.importing import import_contracts, imported_list
from planner.reading.importers.contracts.list_file import read_contract_list
from planner.reading.importers.contracts.mapping_file import parse_mapping
from planner.reading.importers.imported import Imported, Verdict
from planner.reading.overlay.operations.edits import Add, SetValues
from planner.reading.report import check

HEAD = '[contracts]\nid = "Contract"\nname = "Title"\nexpiry_date = "End"\n'


def imported(tmp_path: Path, more: str, header: str, *rows: str, file: str = "") -> Imported:
    path = tmp_path / "list.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    mapping = parse_mapping(f"[file]\nheader_row = 1\n{file}\n{HEAD}{more}")
    return imported_list(read_contract_list(path, mapping.shape), mapping, None)


def only(found: Imported) -> dict[str, str]:
    (contract,) = found.tables["contracts"]
    return contract


def skipped(found: Imported) -> list[str]:
    return [line.why for line in found.with_verdict(Verdict.SKIPPED) if line.record]


def test_a_row_becomes_a_contract_that_says_where_it_comes_from(tmp_path: Path) -> None:
    assert only(imported(tmp_path, "", "Contract,Title,End", "C-1,Payroll,2027-12-31")) == {
        "id": "C-1",
        "name": "Payroll",
        "expiry_date": "2027-12-31",
        "source": "list.csv",
        "basis": "internal",
    }


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [
        ("month", "03/02/2028", "2028-03-02"),
        ("day", "03/02/2028", "2028-02-03"),
        ("month", "31/12/2027", "2027-12-31"),  # only one reading
        ("day", "3 Feb 2028", "2028-02-03"),
        ("day", "20150626", "2015-06-26"),
        ("day", "2028-02-03T23:59:59Z", "2028-02-03"),  # the day as written, no shift of the zone
        ("day", "46022", "2025-12-31"),  # as spreadsheets number the days: 46023 is 1 January 2026
    ],
)
def test_a_date_is_read_by_its_one_reading_or_by_the_order(order: str, text: str, day: str, tmp_path: Path) -> None:
    found = imported(tmp_path, "", "Contract,Title,End", f"C-1,P,{text}", file=f'date_order = "{order}"')
    assert only(found)["expiry_date"] == day


def test_what_ended_before_the_stated_day_is_left_out_unless_it_can_go_on(tmp_path: Path) -> None:
    more = 'renewal_months = { column = "Renews", unit = "months" }\n[[options]]\nmonths = "Option"'
    rows = ("C-1,P,2025-03-31,,", "C-2,P,2025-04-01,,", "C-3,P,2024-12-31,12 months,", "C-4,P,2024-12-31,,12")
    found = imported(tmp_path, more, "Contract,Title,End,Option,Renews", *rows, file="ended_before = 2025-04-01")
    assert [contract["id"] for contract in found.tables["contracts"]] == ["C-2", "C-3", "C-4"]
    assert "left out: it ended on 2025-03-31, before 2025-04-01" in skipped(found)
    assert "1 contract that ended before 2025-04-01 left out, as the mapping asks." in found.notes


def test_a_contract_that_renews_without_a_price_is_kept(tmp_path: Path) -> None:
    more = 'renewal_months = { column = "Renews", unit = "months" }'
    contract = only(imported(tmp_path, more, "Contract,Title,End,Renews", "C-1,P,2027-12-31,12"))
    assert (contract["renewal_months"], contract["annual_price_pounds"], contract["basis"]) == ("12", "0", "assumed")


def test_an_option_needs_a_price_even_where_that_of_a_renewal_is_stated(tmp_path: Path) -> None:
    more = 'renewal_annual_price_pounds = "Price"\n[[options]]\nmonths = "Option"'
    found = imported(tmp_path, more, "Contract,Title,End,Option,Price", "C-1,P,2027-12-31,12 months,500")
    assert only(found)["basis"] == "assumed"
    assert [option["months"] for option in found.tables["options"]] == ["12"]


def test_dates_with_two_readings_are_refused_where_nobody_states_the_order(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r'can be read in two ways.*write date_order = "day" or date_order = "month"'):
        imported(tmp_path, "", "Contract,Title,End", "C-1,P,03/02/2028", "C-2,P,2028-01-01")


def test_a_day_that_does_not_exist_is_reported(tmp_path: Path) -> None:
    found = imported(
        tmp_path, "", "Contract,Title,End", "C-1,P,11/31/2027", "C-2,P,12/31/2027", file='date_order = "month"'
    )
    assert [line[:45] for line in skipped(found)] == ['left out, for its end: "11/31/2027" is no dat']


@pytest.mark.parametrize("text", ["12/31/9999", "Mo. To Mo.", "MO. TO MO."])
def test_an_open_end_rolls_on_at_a_price_that_is_assumed(text: str, tmp_path: Path) -> None:
    found = imported(
        tmp_path, "", "Contract,Title,End", f"C-1,P,{text}", file='open_ended = ["12/31/9999", "Mo. To Mo."]'
    )
    contract = only(found)
    assert contract["rolling"] == "yes"
    assert "expiry_date" not in contract
    assert (contract["annual_price_pounds"], contract["basis"]) == ("0", "assumed")
    assert any("0 is assumed" in note for note in found.notes)


def test_a_word_for_nothing_is_blank_and_never_zero(tmp_path: Path) -> None:
    more = 'notice = "Notice"\nannual_price_pounds = "Cost"\n'
    contract = only(imported(tmp_path, more, "Contract,Title,End,Notice,Cost", "C-1,P,2027-12-31,TBC,n/a"))
    assert "notice" not in contract
    assert "annual_price_pounds" not in contract


@pytest.mark.parametrize(
    ("text", "notice"),
    [("3 months", ("3", "months")), ("12 weeks", ("12", "weeks")), ("1 year", ("12", "months")), ("90", ("90", ""))],
)
def test_a_notice_is_a_length_and_its_unit(text: str, notice: tuple[str, str], tmp_path: Path) -> None:
    contract = only(imported(tmp_path, 'notice = "Notice"\n', "Contract,Title,End,Notice", f"C-1,P,2027-12-31,{text}"))
    assert (contract["notice"], contract.get("notice_unit", "")) == notice


def test_a_unit_for_the_whole_column_counts_for_bare_numbers(tmp_path: Path) -> None:
    more = 'notice = "Notice"\nnotice_unit = { value = "months" }\n'
    rows = ("C-1,P,2027-12-31,6", "C-2,P,2027-12-31,90 days", "C-3,P,2027-12-31,")
    found = imported(tmp_path, more, "Contract,Title,End,Notice", *rows)
    units = [cells.get("notice_unit") for cells in found.tables["contracts"]]
    assert units == ["months", "days", None]


@pytest.mark.parametrize(
    ("per", "start", "pounds"),
    [
        ("year", "2025-01-01", "36000"),
        ("month", "2025-01-01", "432000"),  # 12 times 36,000
        ("term", "2025-01-01", "12000"),  # three whole years: a third of 36,000
        ("term", "2027-07-01", "72000"),  # six whole months: twice
        ("term", "2027-12-01", "432000"),  # one month: 12 times
        ("term", "2027-12-22", "1314000"),  # 10 days: 36,000 * 365 / 10
    ],
)
def test_an_amount_becomes_the_price_of_a_year(per: str, start: str, pounds: str, tmp_path: Path) -> None:
    more = f'annual_price_pounds = {{ column = "Value", per = "{per}" }}\n[term]\nstart_date = "Start"\n'
    found = imported(tmp_path, more, "Contract,Title,End,Value,Start", f'C-1,P,2027-12-31,"£36,000",{start}')
    assert only(found)["annual_price_pounds"] == pounds


def test_the_price_of_a_term_of_unknown_length_is_not_guessed(tmp_path: Path) -> None:
    more = 'annual_price_pounds = { column = "Value", per = "term" }\n'
    found = imported(tmp_path, more, "Contract,Title,End,Value", "C-1,P,2027-12-31,36000")
    assert "annual_price_pounds" not in only(found)
    assert "the length of the term is not known" in skipped(found)[0]


@pytest.mark.parametrize(("months", "price"), [("36", "12000"), ("24", None)])
def test_a_term_whose_dates_say_otherwise_gives_no_price(months: str, price: str | None, tmp_path: Path) -> None:
    # 1 January 2025 to 31 December 2027 are 36 months: £36,000 are 12,000 a year
    more = 'annual_price_pounds = { column = "Value", per = "term" }\n[term]\nstart_date = "Start"\nmonths = "Months"\n'
    found = imported(
        tmp_path, more, "Contract,Title,End,Value,Start,Months", f"C-1,P,2027-12-31,36000,2025-01-01,{months}"
    )
    assert only(found).get("annual_price_pounds") == price


def test_a_range_of_money_is_told_and_not_taken(tmp_path: Path) -> None:
    found = imported(
        tmp_path, 'annual_price_pounds = "Value"\n', "Contract,Title,End,Value", "C-1,P,2027-12-31,500-600"
    )
    assert "annual_price_pounds" not in only(found)
    assert "can mean 500 or 600" in skipped(found)[0]


def test_options_of_a_row_are_a_chain(tmp_path: Path) -> None:
    more = '[[options]]\nmonths = "First"\n[[options]]\nmonths = "Second"\n'
    found = imported(
        tmp_path, more, "Contract,Title,End,First,Second", "C-1,P,2027-12-31,12,1 year", "C-2,P,2027-12-31,,"
    )
    chain = [(cells["id"], cells["sequence"], cells["months"]) for cells in found.tables["options"]]
    assert chain == [("C-1-1", "1", "12"), ("C-1-2", "2", "12")]
    # an option needs a price, and none is stated: the contract's is assumed, that of the other one is not
    assert [cells.get("annual_price_pounds") for cells in found.tables["contracts"]] == ["0", None]


@pytest.mark.parametrize(
    ("text", "unit", "chain"),
    [
        ("12 + 12", "", ["12", "12"]),
        ("1 + 1", "years", ["12", "12"]),
        ("1+1 years", "", ["12", "12"]),
        ("2 x 12 months", "", ["12", "12"]),
        ("1 year + 6 months", "", ["12", "6"]),
        ("2", "years", ["24"]),
    ],
)
def test_a_cell_can_hold_a_chain_of_options(text: str, unit: str, chain: list[str], tmp_path: Path) -> None:
    more = '[[options]]\nmonths = { column = "Ext" }\n'
    more = more.replace(" }", f', unit = "{unit}" }}') if unit else more
    found = imported(tmp_path, more, "Contract,Title,End,Ext", f"C-1,P,2027-12-31,{text}")
    assert [cells["months"] for cells in found.tables["options"]] == chain


@pytest.mark.parametrize("text", ["2", "1+1"])
def test_a_bare_number_without_a_unit_is_not_guessed(text: str, tmp_path: Path) -> None:
    found = imported(tmp_path, '[[options]]\nmonths = "Ext"\n', "Contract,Title,End,Ext", f"C-1,P,2027-12-31,{text}")
    assert "options" not in found.tables
    assert "months or years?" in skipped(found)[0]


def test_an_option_in_words_is_proposed_and_not_taken(tmp_path: Path) -> None:
    text = "option to extend by two further periods of 12 months"
    found = imported(tmp_path, '[[options]]\nmonths = "Ext"\n', "Contract,Title,End,Ext", f"C-1,P,2027-12-31,{text}")
    assert "options" not in found.tables
    (line,) = found.with_verdict(Verdict.SUGGESTED)
    assert (line.new, line.old) == ("12 + 12 months", text)
    assert "write 12 + 12 months to take it" in line.why


def test_an_option_up_to_so_many_months_may_end_early(tmp_path: Path) -> None:
    more = 'annual_price_pounds = "Cost"\n[[options]]\nmonths = "Option"\n'
    found = imported(tmp_path, more, "Contract,Title,End,Cost,Option", "C-1,P,2027-12-31,10,up to 24 months")
    (option,) = found.tables["options"]
    assert (option["months"], option["up_to"]) == ("24", "yes")


def test_a_small_notice_without_a_unit_is_not_guessed(tmp_path: Path) -> None:
    found = imported(tmp_path, 'notice = "Notice"\n', "Contract,Title,End,Notice", "C-1,P,2027-12-31,3")
    assert "notice" not in only(found)
    assert "days, weeks or months?" in skipped(found)[0]


def test_options_of_a_contract_that_rolls_on_are_left_out(tmp_path: Path) -> None:
    more = 'annual_price_pounds = "Cost"\n[[options]]\nmonths = "Option"\n'
    rows = ("C-1,P,rolling,10,12",)
    found = imported(tmp_path, more, "Contract,Title,End,Cost,Option", *rows, file='open_ended = ["rolling"]')
    assert "options" not in found.tables
    assert skipped(found) == ["the contract goes on by itself, so it can have no option"]


def test_ids_that_repeat_are_refused_with_the_cure(tmp_path: Path) -> None:
    rows = ("C-1,P,2027-12-31", "C-1,Q,2027-12-31")
    with pytest.raises(InputError, match=r"1 row share their id with another row.*; join another column"):
        imported(tmp_path, "", "Contract,Title,End", *rows)


def test_ids_that_repeat_are_numbered_where_the_mapping_says_so(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Contract,Title,End\nC-1,P,2027-12-31\nC-1,Q,2027-12-31\nC-1,P,2027-12-31\n")
    mapping = parse_mapping(HEAD.replace('"Contract"', '{ column = "Contract", repeats = "number" }'))
    found = imported_list(read_contract_list(path), mapping, None)
    assert [cells["id"] for cells in found.tables["contracts"]] == ["C-1", "C-1/2"]
    assert "the same as a row before it" in skipped(found)


def test_joined_ids_leave_out_what_is_blank(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Contract,Title,End\nC-1;A,P,2027-12-31\n,Q,2027-12-31\n")
    mapping = parse_mapping(HEAD.replace('"Contract"', '{ columns = ["Contract", "Title"], join = "/" }'))
    found = imported_list(read_contract_list(path), mapping, None)
    assert [cells["id"] for cells in found.tables["contracts"]] == ["C-1,A/P", "Q"]  # ";" separates lists


def test_nothing_of_a_dropped_column_is_kept(tmp_path: Path) -> None:
    rows = [f"C-{number},Payroll {number},2027-12-31,Sarah Okafor,020 7946 0{number:03}" for number in range(10)]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(("Contract,Title,End,Contact,Phone", *rows)))
    found = import_contracts(path)
    everything = f"{found.lines} {found.tables} {found.notes}"
    assert "Okafor" not in everything
    assert "7946" not in everything
    assert "Dropped on reading, because they are about people: Contact, Phone." in found.notes


def test_a_list_with_nothing_but_contracts_can_be_dated(tmp_path: Path) -> None:
    rows = [f"C-{number},Payroll {number},2027-12-{10 + number}" for number in range(10)]
    path = tmp_path / "list.csv"
    path.write_text("\n".join(("Contract,Title,End", *rows)))
    apply_import(tmp_path / "portfolio", import_contracts(path))
    report = check(tmp_path / "portfolio", required=("contracts",))
    assert report.portfolio is not None
    assert len(report.portfolio.contracts) == 10


def test_a_folder_with_contracts_gets_what_differs(tmp_path: Path) -> None:
    folder = tmp_path / "portfolio"
    folder.mkdir()
    (folder / "contracts.csv").write_text(
        "id,name,expiry_date,supplier\nC-1,Payroll,2027-12-31,Acme\nC-9,Old,2027-12-31,Acme\n"
    )
    (tmp_path / "list.csv").write_text("Contract,Title,End\nC-1,Payroll,2028-12-31\nC-2,Fleet,2028-12-31\n")
    mapping = parse_mapping(HEAD)
    found = import_contracts(tmp_path / "list.csv", mapping, folder)
    set_values, add = found.operations
    assert isinstance(set_values, SetValues)
    assert isinstance(add, Add)
    # the supplier, which the list does not state, stays
    assert set_values.values == {"expiry_date": "2028-12-31", "source": "list.csv", "basis": "internal"}
    assert [cells["id"] for cells in add.rows] == ["C-2"]
    assert "not on the list; it stays as it is" in skipped(found)


def test_a_mapping_that_names_an_unknown_column_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r'"Suplier" is not a column of list\.csv; did you mean "Supplier"'):
        imported(tmp_path, 'supplier = "Suplier"\n', "Contract,Title,End,Supplier", "C-1,P,2027-12-31,Acme")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[contract]\nid = "A"', 'did you mean "contracts"'),
        ("[contracts]\nid = 3", "names no column"),
        ('[contracts]\nexpiry = "A"', 'did you mean "expiry_date"'),
        ('[contracts]\nid = { column = "A", value = "B" }', "needs a column or a value"),
        ('[contracts]\nannual_price_pounds = { column = "A", per = "week" }', "is not a known span"),
        ('[file]\ndate_order = "dmy"', "is not a known order"),
        ('[file]\nseparator = ";;"', "is not one character"),
    ],
)
def test_a_mapping_with_a_fault_says_what_to_mend(text: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        parse_mapping(text)


def test_a_mapping_without_an_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Contract,Title,End\nC-1,P,2027-12-31\n")
    mapping = parse_mapping('[contracts]\nid = "Contract"\n')
    with pytest.raises(InputError, match="no column that says when a contract ends"):
        imported_list(read_contract_list(tmp_path / "list.csv"), mapping, None)


def test_an_assumed_price_does_not_take_the_place_of_a_stated_one(tmp_path: Path) -> None:
    folder = tmp_path / "portfolio"
    folder.mkdir()
    (folder / "contracts.csv").write_text("id,name,expiry_date,annual_price_pounds\nC-1,Payroll,2027-12-31,700\n")
    (tmp_path / "list.csv").write_text("Contract,Title,End\nC-1,Payroll,rolling\n")
    found = import_contracts(tmp_path / "list.csv", parse_mapping(f'[file]\nopen_ended = ["rolling"]\n{HEAD}'), folder)
    (set_values,) = found.operations
    assert isinstance(set_values, SetValues)
    assert set_values.values == {"rolling": "yes", "source": "list.csv"}


def test_a_contract_that_the_tables_cannot_hold_is_left_out_and_told_once(tmp_path: Path) -> None:
    found = imported(tmp_path, "", "Contract,Title,End", "C-1,Pay\x07roll,2027-12-31", "C-2,Fleet,2027-12-31")
    assert [cells["id"] for cells in found.tables["contracts"]] == ["C-2"]
    assert [(line.place, line.verdict) for line in found.lines if line.record == "C-1"] == [("row 2", Verdict.SKIPPED)]


@pytest.mark.parametrize(
    ("column", "text", "cells"),
    [
        ("rolling", "Y", {"rolling": "yes", "annual_price_pounds": "0"}),
        ("criticality", "HIGH", {"criticality": "high"}),
        ("internal_lead_days", "6 weeks", {"internal_lead_days": "42"}),
        ("internal_lead_days", "45", {"internal_lead_days": "45"}),
        ("award_term_months", "7 years", {"award_term_months": "84"}),
        ("renewal_months", "12", {"renewal_months": "12"}),
        ("exposure_pounds_per_day", "£12,000.50", {"exposure_pounds_per_day": "12001"}),
        ("services", "HR; payroll", {"services": "HR; payroll"}),
        ("jurisdiction", "GB-SCT", {"jurisdiction": "GB-SCT"}),
        ("maximum_end_date", "2030-12-31", {"maximum_end_date": "2030-12-31"}),
    ],
)
def test_every_kind_of_column_can_be_filled(column: str, text: str, cells: dict[str, str], tmp_path: Path) -> None:
    price = 'annual_price_pounds = "Cost"\n' if column == "renewal_months" else ""
    found = imported(
        tmp_path, f'{column} = "X"\n{price}', "Contract,Title,End,X,Cost", f'C-1,P,2027-12-31,"{text}",900'
    )
    contract = only(found)
    assert {name: contract[name] for name in cells} == cells


@pytest.mark.parametrize(
    ("column", "text", "why"),
    [
        ("criticality", "platinum", "is not one of the values"),
        ("internal_lead_days", "2 months", "is no number of days"),
        ("award_term_months", "7", "months or years?"),
        ("award_term_months", "10 weeks", "is no whole number of months"),
        ("notice", "half a year", "is no length of time"),
        ("notice", "1.5 months", "is no whole number"),
        ("notice", "999999 days", "out of range"),
        ("annual_price_pounds", "see schedule", "is no amount of money"),
        ("maximum_end_date", "soon", "is no date"),
        ("supplier", "A" * 5001, "at most 5,000 are read"),
        ("jurisdiction", "GB", "the four nations"),
    ],
)
def test_a_cell_that_cannot_be_read_is_left_blank_with_the_reason(
    column: str, text: str, why: str, tmp_path: Path
) -> None:
    found = imported(tmp_path, f'{column} = "X"\n', "Contract,Title,End,X", f"C-1,P,2027-12-31,{text}")
    assert column not in only(found)
    (said,) = skipped(found)
    assert said.startswith("left blank: ")
    assert why in said


def test_a_column_for_the_unit_counts_for_bare_numbers(tmp_path: Path) -> None:
    more = 'notice = "Notice"\nnotice_unit = "Unit"\n'
    rows = ("C-1,P,2027-12-31,3,Months", "C-2,P,2027-12-31,3,", "C-3,P,2027-12-31,,weeks")
    found = imported(tmp_path, more, "Contract,Title,End,Notice,Unit", *rows)
    said = [(cells.get("notice"), cells.get("notice_unit")) for cells in found.tables["contracts"]]
    assert said == [("3", "months"), (None, None), (None, None)]


def test_an_option_can_state_its_last_day_and_what_it_costs(tmp_path: Path) -> None:
    more = '[[options]]\nend_date = "Until"\nannual_price_pounds = "Cost"\n'
    rows = ("C-1,P,2027-12-31,2028-12-31,500", "C-2,P,2027-12-31,2026-12-31,500")
    found = imported(tmp_path, more, "Contract,Title,End,Until,Cost", *rows)
    (option,) = found.tables["options"]
    assert (option["end_date"], option["annual_price_pounds"]) == ("2028-12-31", "500")
    # the other one would end before the contract does
    assert len(found.tables["contracts"]) == 2
    assert any(why.startswith("left out: ") for why in skipped(found))


def test_a_row_without_an_id_or_an_end_is_left_out_with_the_reason(tmp_path: Path) -> None:
    rows = (",P,2027-12-31", "C-2,P,", "C-3,P,2027-12-31")
    found = imported(tmp_path, "", "Contract,Title,End", *rows)
    assert [cells["id"] for cells in found.tables["contracts"]] == ["C-3"]
    reasons = [line.why for line in found.with_verdict(Verdict.SKIPPED)]
    assert reasons == ["it states no id", "left out, for its end: it is not stated"]


def test_a_term_that_ends_before_it_begins_gives_no_price(tmp_path: Path) -> None:
    more = 'annual_price_pounds = { column = "Value", per = "term" }\n[term]\nstart_date = "Start"\n'
    found = imported(tmp_path, more, "Contract,Title,End,Value,Start", "C-1,P,2027-12-31,100,2028-01-01")
    assert "before it begins" in skipped(found)[0]


def test_a_list_of_nothing_but_faults_is_refused_with_the_first(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none of its 2 rows is a contract, for instance: left out, for its end"):
        imported(tmp_path, "", "Contract,Title,End", "C-1,P,never", "C-2,P,soon")


def test_other_options_of_a_contract_with_options_are_only_compared(tmp_path: Path) -> None:
    folder = tmp_path / "portfolio"
    folder.mkdir()
    (folder / "contracts.csv").write_text("id,name,expiry_date,annual_price_pounds\nC-1,Payroll,2027-12-31,700\n")
    (folder / "options.csv").write_text("id,contract,sequence,months\nO-1,C-1,1,6\n")
    (tmp_path / "list.csv").write_text("Contract,Title,End,Ext\nC-1,Payroll,2027-12-31,12 months\n")
    found = import_contracts(tmp_path / "list.csv", parse_mapping(f'{HEAD}[[options]]\nmonths = "Ext"\n'), folder)
    assert found.operations == ()
    (line,) = found.with_verdict(Verdict.SUGGESTED)
    assert line.why == "the contract has options in the folder; compare them"


def test_a_price_that_the_list_states_now_is_assumed_no_more(tmp_path: Path) -> None:
    mapping = parse_mapping(HEAD + 'annual_price_pounds = "Cost"\nrenewal_months = "Renews"\n')
    (tmp_path / "list.csv").write_text("Contract,Title,End,Cost,Renews\nC-1,Payroll,2027-12-31,,12 months\n")
    apply_import(tmp_path / "portfolio", import_contracts(tmp_path / "list.csv", mapping, tmp_path / "portfolio"))
    assert ASSUMED_PRICE in (tmp_path / "portfolio" / "contracts.csv").read_text(encoding="utf-8")
    (tmp_path / "list.csv").write_text("Contract,Title,End,Cost,Renews\nC-1,Payroll,2027-12-31,900,12 months\n")
    again = import_contracts(tmp_path / "list.csv", mapping, tmp_path / "portfolio")
    apply_import(tmp_path / "portfolio", again)
    portfolio = check(tmp_path / "portfolio", required=("contracts",)).portfolio
    assert portfolio is not None
    (contract,) = portfolio.contracts
    assert contract.annual_price_pounds == 900
    assert contract.provenance.basis is Basis.INTERNAL
    assert ASSUMED_PRICE not in (contract.provenance.reason or "")
